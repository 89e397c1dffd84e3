import { caseOf, fields, whereSecret, type Recipe, type SetupStart } from './recipe.ts'

const reader = {
  tokens: { authMethods: ['ClientCreds'] },
  scope: { scopes: [{ name: 'siem', description: 'Read events', patterns: ['Redrock/query'] }] },
  confidentialClient: { rights: ['monitor'] },
} satisfies SetupStart

/** The form of a security device (contract.md 20). */
const deviceForm = fields(
  ['Name', 'name'],
  ['Location', 'location'],
  ['Application ID', 'applicationId'],
  ['Username', 'clientId'],
  ['Password', 'secret'],
  ['Server', 'server'],
)

const siem: Recipe = {
  title: 'SIEM event reader',
  summary: 'A program that reads the events of this tenant with queries.',
  kind: 'events',
  template: 'OAuth2ServerClient',
  card: fields(
    ['Server', 'server'],
    ['Token URL', 'token'],
    ['Application ID', 'applicationId'],
    ['Username', 'clientId'],
    ['Password', 'secret'],
    ['Scope', 'scope'],
    ['Query URL', 'query'],
  ),
  readsEvents: true,
  start: {
    ...reader,
    description: {
      applicationId: 'siem-reader',
      name: 'SIEM event reader',
      description: 'Lets a SIEM read the events of this tenant.',
    },
  },
  hints: {
    'generalUsage.clientIdType': whereSecret,
    'tokens.authMethods': 'Client Creds is all that a SIEM needs: it acts for itself, and nobody signs in.',
    'scope.scopes': 'Redrock/query is the one call that a SIEM makes.',
    'confidentialClient.rights':
      'Read Only System Administration lets queries return the events of everybody.',
  },
  consumer: 'your SIEM',
}

const expel = caseOf('siem', siem, {
  title: 'Expel Workbench',
  summary: 'The same for Expel, with the steps that its guide leaves out.',
  start: {
    description: {
      applicationId: 'expel-workbench',
      name: 'Expel Workbench',
      description: 'Lets Expel read the events of this tenant.',
    },
  },
  hints: {
    'tokens.tokenType': 'Expel needs the JWT.',
    'tokens.authMethods': 'Expel’s guide does not mention it, yet without Client Creds there is no token.',
    'scope.scopes':
      'Expel’s guide writes Redrock/*, which opens the same queries: the * repeats the slash. Redrock/query says what is meant.',
    'confidentialClient.rights':
      'Expel’s guide leaves this out, yet without Read Only System Administration queries return no events.',
    'confidentialClient.loginName': 'Expel asks for it as Username: the whole name, with the suffix.',
  },
  card: deviceForm,
  nameThere: 'CyberArk',
})

/** The connectors that ask for tenant, user, password, application and scope. */
const connector = (title: string) =>
  caseOf('siem', siem, {
    title,
    summary: `The connector that sends events to ${title}.`,
    start: {
      description: {
        applicationId: 'oauthsiem',
        name: title,
        description: `Lets ${title} read the events of this tenant.`,
      },
    },
    hints: { 'description.applicationId': 'The connector’s own examples call it oauthsiem.' },
    card: fields(
      ['Tenant', 'server'],
      ['User', 'clientId'],
      ['Password', 'secret'],
      ['Application', 'applicationId'],
      ['Scope', 'scope'],
    ),
  })

const xsiam = caseOf('siem', siem, {
  title: 'Cortex XSIAM',
  summary: 'The collector of Cortex XSIAM and XSOAR, which asks for events page by page.',
  start: {
    description: {
      applicationId: 'cortex-xsiam',
      name: 'Cortex XSIAM',
      description: 'Lets Cortex XSIAM read the events of this tenant.',
    },
  },
  hints: {
    'scope.scopes':
      'Its scope must be called siem. Its guide writes Redrock/query.*, which opens every call that begins so; Redrock/query is the one that it makes.',
  },
  card: [
    ...fields(
      ['Server URL', 'server'],
      ['App ID', 'applicationId'],
      ['User name', 'clientId'],
      ['Password', 'secret'],
    ),
    { label: 'Maximum events per fetch', text: '1000, the rows of a page here' },
  ],
})

const logstash = caseOf('siem', siem, {
  title: 'Logstash',
  summary: 'The Logstash input that keeps reading events.',
  start: {
    description: {
      applicationId: 'logstash',
      name: 'Logstash',
      description: 'Lets Logstash read the events of this tenant.',
    },
  },
  card: [
    ...fields(
      ['tenant', 'server'],
      ['user', 'clientId'],
      ['password', 'secret'],
      ['oauthclient', 'applicationId'],
      ['scope', 'scope'],
    ),
    { label: 'history', text: 'How far back it begins, as you like' },
  ],
})

const cribl = caseOf('siem', siem, {
  title: 'Cribl',
  summary: 'The Cribl collector, whose scope has a fixed name.',
  start: {
    scope: { scopes: [{ name: 'cribl', description: 'Read events', patterns: ['Redrock/query'] }] },
    description: {
      applicationId: 'cribl',
      name: 'Cribl',
      description: 'Lets Cribl read the events of this tenant.',
    },
  },
  hints: {
    'scope.scopes':
      'The name must be cribl. Its guide writes .*, which opens every call; Redrock/query is the one that it makes.',
    'confidentialClient.rights':
      'Its guide adds Report Management. Read Only System Administration is enough for the events of everybody.',
  },
  card: fields(
    ['Tenant URL', 'server'],
    ['Application ID', 'applicationId'],
    ['Client ID', 'clientId'],
    ['Client secret', 'secret'],
    ['Scope', 'scope'],
  ),
})

const audit: Recipe = {
  title: 'Audit stream',
  summary: 'A SIEM that reads the platform’s audit stream, with the claims that the stream asks for.',
  kind: 'events',
  template: 'OAuth2Server',
  card: [
    ...fields(
      ['Identity URL', 'server'],
      ['Application ID', 'applicationId'],
      ['Client ID', 'clientId'],
      ['Client secret', 'secret'],
    ),
    { label: 'Audit base URL', text: 'The address of the audit service of your platform' },
    { label: 'API key', text: 'The one that the audit service gives you' },
  ],
  note: 'A platform takes two such integrations at most.',
  start: {
    description: {
      applicationId: 'audit-stream',
      name: 'Audit stream',
      description: 'Lets a SIEM read the audit stream of the platform.',
    },
    tokens: { authMethods: ['ClientCreds'] },
    scope: {
      scopes: [{ name: 'isp.audit.events:read', description: 'Read audit events', patterns: [] }],
    },
    advanced: {
      claimsScript:
        "setClaim('tenant_id', TenantData.Get('CybrTenantID'));\nsetClaim('aud', 'cyberark.isp.audit');\n",
    },
  },
  hints: {
    'generalUsage.clientIdType': whereSecret,
    'advanced.claimsScript': 'The stream refuses tokens without the claim tenant_id and with another aud.',
    'confidentialClient.rights': 'None: the tokens open nothing of this tenant.',
  },
  consumer: 'your SIEM',
}

const auditFor = (title: string, applicationId: string) =>
  caseOf('audit', audit, {
    title,
    summary: `${title} reads the platform’s audit stream.`,
    start: {
      description: {
        applicationId,
        name: `${title} audit stream`,
        description: `Lets ${title} read the audit stream of the platform.`,
      },
    },
  })

export const eventRecipes = {
  siem,
  expel,
  splunk: connector('Splunk'),
  arcsight: connector('ArcSight'),
  syslog: connector('Syslog'),
  xsiam,
  logstash,
  cribl,
  audit,
  sentinel: auditFor('Microsoft Sentinel', 'sentinel-audit'),
  cortex: auditFor('Cortex', 'cortex-audit'),
  sumo: auditFor('Sumo Logic', 'sumo-audit'),
  sekoia: auditFor('Sekoia', 'sekoia-audit'),
  exabeam: auditFor('Exabeam', 'exabeam-audit'),
  wirespeed: auditFor('Wirespeed', 'wirespeed-audit'),
  opentelemetry: auditFor('OpenTelemetry', 'opentelemetry-audit'),
} as const satisfies Record<string, Recipe>
