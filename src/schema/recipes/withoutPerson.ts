import { fields, whereSecret, type Recipe } from './recipe.ts'

const machines: Recipe = {
  title: 'API of another application, for machines',
  summary: 'A service that calls an API of yours. This tenant only issues the tokens; your API checks them.',
  kind: 'services',
  template: 'OAuth2Server',
  card: 'program',
  ownApi: true,
  start: {
    description: {
      applicationId: 'orders-api',
      name: 'Orders API',
      description: 'Tokens for services that call the Orders API.',
    },
    generalUsage: { audience: 'https://orders.example.com' },
    tokens: { authMethods: ['ClientCreds'], tokenLifetime: 3600 },
    scope: { scopes: [{ name: 'orders:read', description: 'Read orders', patterns: [] }] },
  },
  hints: {
    'generalUsage.audience':
      'Your API compares it with aud, so that tokens for somebody else are refused there.',
    'generalUsage.clientIdType': whereSecret,
    'confidentialClient.rights': 'None: the tokens open nothing of this tenant.',
  },
  consumer: 'the service',
}

const vault: Recipe = {
  title: 'Vault integration with least privilege',
  summary:
    'A secrets broker such as HashiCorp Vault that asks who its callers are, with only the calls that it makes.',
  kind: 'services',
  template: 'OAuth2ServerClient',
  card: fields(
    ['service_url', 'server'],
    ['client_id', 'clientId'],
    ['client_secret', 'secret'],
    ['app_id', 'applicationId'],
    ['scope', 'scope'],
  ),
  start: {
    description: {
      applicationId: 'vault-integration',
      name: 'Vault integration',
      description: 'Lets a secrets broker ask who its callers are.',
    },
    tokens: { authMethods: ['ClientCreds', 'ResourceCreds'], tokenLifetime: 3600 },
    scope: {
      scopes: [
        {
          name: 'vault_io_integration',
          description: 'Ask who a caller is and what they may do',
          patterns: ['usermgmt/getusersrolesandadministrativerights', 'security/whoami'],
        },
      ],
    },
  },
  hints: {
    'generalUsage.clientIdType': whereSecret,
    'generalUsage.mustBeOAuthClient':
      'On, only the service user is a client here. Turn it off where people come with their own name and password as client.',
    'tokens.authMethods':
      'Client Creds is for the broker itself. Resource Owner is for people who give it their name and password; leave it out if none do.',
    'scope.scopes': 'The two calls that it makes. Add others when a refused call shows that they are needed.',
    'confidentialClient.rights': 'None: it asks about whoever the token is of.',
    'userAccess.grants': 'People who use Resource Owner need Run as well: add their role here.',
  },
  consumer: 'the broker',
}

const platform: Recipe = {
  title: 'Service user of the platform',
  summary:
    'A script with the platform’s SDK that signs in as a service user: it trades its secret for a token, and the token for an ID token.',
  kind: 'services',
  template: 'OAuth2ServerClient',
  card: 'program',
  tradesToken: true,
  start: {
    description: {
      applicationId: '__idaptive_cybr_user_oidc',
      name: 'Platform service user',
      description: 'Lets scripts with the platform’s SDK sign in as a service user.',
    },
    generalUsage: { redirects: ['https://cyberark.cloud/redirect'] },
    tokens: { authMethods: ['ClientCreds', 'Implicit'], tokenLifetime: 3600 },
    scope: { scopes: [{ name: 'api', description: 'Sign in to the platform', patterns: [] }] },
  },
  hints: {
    'description.applicationId':
      'The SDK asks for this application by its ID, unless the script names another.',
    'generalUsage.redirects': 'Nobody is sent there: the SDK reads the ID token from the answer’s address.',
    'tokens.authMethods': 'Client Creds gives the token, and Implicit the ID token for it.',
    'scope.scopes': 'The SDK asks for api. It opens no call of this tenant, and neither does the ID token.',
    'confidentialClient.rights': 'None: what the script may do is decided where the ID token is taken.',
  },
  consumer: 'the script',
}

const cli: Recipe = {
  title: 'Command line of the platform',
  summary: 'The vendor’s command line, which works with the rights of whoever uses it.',
  kind: 'services',
  template: 'OAuth2ServerClient',
  card: 'program',
  start: {
    description: {
      applicationId: 'ccli',
      name: 'Command line',
      description: 'Lets the command line of the platform call this tenant.',
    },
    generalUsage: { mustBeOAuthClient: false },
    tokens: { authMethods: ['ClientCreds', 'ResourceCreds'], tokenLifetime: 3600 },
    scope: { scopes: [{ name: 'ccli', description: 'Whatever the user may do', patterns: ['.*'] }] },
  },
  hints: {
    'generalUsage.mustBeOAuthClient':
      'Off: people use it with their own name and password, so anybody with Run is a client.',
    'tokens.tokenLifetime': 'One hour, because its tokens open every call.',
    'scope.scopes':
      'The command line makes any call, so its scope opens every one. Each call still needs the right of whoever makes it.',
    'confidentialClient.rights': 'Only what the commands of the service user need.',
    'userAccess.grants': 'Add the roles of the people who may use the command line.',
  },
  consumer: 'the command line',
}

export const serviceRecipes = { machines, vault, platform, cli } as const satisfies Record<string, Recipe>
