import { caseOf, fields, whereSecret, type Recipe } from './recipe.ts'

const scim: Recipe = {
  title: 'SCIM provisioning',
  summary: 'A directory or product that creates, changes and removes users here over SCIM.',
  kind: 'provisioning',
  template: 'OAuth2ServerClient',
  card: fields(
    ['Tenant URL', 'server'],
    ['SCIM base URL', 'scim'],
    ['Token URL', 'token'],
    ['Application ID', 'applicationId'],
    ['Client ID', 'clientId'],
    ['Client secret', 'secret'],
    ['Scope', 'scope'],
  ),
  note: 'The tenant that comes with this console answers no SCIM calls; a hosted tenant does.',
  start: {
    description: {
      applicationId: 'scim',
      name: 'SCIM provisioning',
      description: 'Lets a directory manage users here.',
    },
    tokens: { authMethods: ['ClientCreds'] },
    scope: {
      scopes: [
        { name: 'scim', description: 'Manage users and groups over SCIM', patterns: ['scim/', 'core/'] },
      ],
    },
    confidentialClient: { rights: ['dsman'] },
  },
  hints: {
    'generalUsage.clientIdType': whereSecret,
    'scope.scopes':
      'Guides write scim* and core*, where the * repeats the last letter. scim/ and core/ say what is meant: every call below them.',
    'confidentialClient.rights':
      'User Management, not the read-only one. Add Role Management where it manages groups, and Vault Management where it manages safes.',
  },
  consumer: 'the directory',
}

const scimFor = (title: string, applicationId: string) => ({
  title,
  summary: `${title} manages users here over SCIM.`,
  start: {
    description: {
      applicationId,
      name: `${title} provisioning`,
      description: `Lets ${title} manage users here.`,
    },
  },
})

const okta = scimFor('Okta', 'okta-scim')
const entra = scimFor('Microsoft Entra ID', 'entra-scim')
const knit = scimFor('Knit', 'knit')

export const provisioningRecipes = {
  scim,
  okta: caseOf('scim', scim, {
    ...okta,
    hints: {
      'tokens.authMethods':
        'Okta’s guide also ticks Auth Code and Implicit. A connection with client credentials uses neither.',
    },
  }),
  entra: caseOf('scim', scim, {
    ...entra,
    hints: {
      'tokens.tokenLifetime':
        'Entra takes a pasted token and does not renew it: provisioning stops when it ends. Choose how often you want to paste a new one.',
    },
    note: 'Entra takes a token instead of the secret: get one with the command under Try it, paste it, and plan to replace it before it ends.',
  }),
  zilla: caseOf('scim', scim, scimFor('Zilla', 'zilla-scim')),
  merge: caseOf('scim', scim, scimFor('Merge', 'merge-scim')),
  knit: caseOf('scim', scim, {
    ...knit,
    hints: {
      'scope.scopes':
        'Knit’s guide asks for .* and for System Administrator: whoever has its secret then has the tenant. Begin with this, and widen it when a refused call shows that more is needed.',
    },
  }),
} as const satisfies Record<string, Recipe>
