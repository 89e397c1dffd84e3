import type { TemplateName } from '#schema/application/index.ts'
import type { ClientSetup } from '#schema/clientSetup.ts'

type Settings = { [Category in keyof ClientSetup]?: Partial<ClientSetup[Category]> }

/** A client as a known program needs it (contract.md 21): where its form starts, and what the program's own guide leaves out. */
export type Recipe = {
  title: string
  summary: string
  template: TemplateName
  /** What differs from the defaults of the settings. */
  start: Settings & { description: { applicationId: string; name: string; description: string } }
  /** What is to be known at a setting: hints['scope.scopes']. */
  hints: Record<string, string>
  /** Who gets the hand-off card. */
  consumer: string
  /** What goes onto the card: the form of a device, what a program of one's own has to know, or the variables of another console. */
  card: 'device' | 'program' | 'console'
  /** The tokens are for an API of one's own, which has to be told how to check them. */
  ownApi?: true
  /** The access token is traded for an ID token at the authorization endpoint (contract.md 2.7). */
  tradesToken?: true
  /** What the program's form wants as Name; the application's name when it does not say. */
  nameThere?: string
}

const reader = {
  tokens: { authMethods: ['ClientCreds'] },
  scope: { scopes: [{ name: 'siem', description: 'Read events', patterns: ['Redrock/query'] }] },
  confidentialClient: { rights: ['monitor'] },
} satisfies Settings

const whereSecret =
  'The client ID and the secret come on User Access: they are the login name and the password of a service user.'

export const recipes = {
  siem: {
    title: 'SIEM event reader',
    summary: 'A program that reads the events of this tenant with queries, such as Splunk or ArcSight.',
    template: 'OAuth2ServerClient',
    card: 'device',
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
  },
  expel: {
    title: 'Expel Workbench',
    summary: 'The same for Expel, with the steps that its guide leaves out.',
    template: 'OAuth2ServerClient',
    card: 'device',
    start: {
      ...reader,
      description: {
        applicationId: 'expel-workbench',
        name: 'Expel Workbench',
        description: 'Lets Expel read the events of this tenant.',
      },
    },
    hints: {
      'generalUsage.clientIdType': whereSecret,
      'tokens.tokenType': 'Expel needs the JWT.',
      'tokens.authMethods': 'Expel’s guide does not mention it, yet without Client Creds there is no token.',
      'scope.scopes':
        'Expel’s guide writes Redrock/*, which opens the same queries: the * repeats the slash. Redrock/query says what is meant.',
      'confidentialClient.rights':
        'Expel’s guide leaves this out, yet without Read Only System Administration queries return no events.',
      'confidentialClient.loginName': 'Expel asks for it as Username: the whole name, with the suffix.',
    },
    consumer: 'Expel Workbench',
    nameThere: 'CyberArk',
  },
  people: {
    title: 'Sign-in and API scopes for people',
    summary:
      'A web application that people sign in to, or one whose APIs other programs call for them, as in the story of the bank and its partner.',
    template: 'Generic OpenID Connect',
    card: 'program',
    ownApi: true,
    start: {
      description: {
        applicationId: 'web-app',
        name: 'Web application',
        description: 'Signs people in and gives programs access to its APIs for them.',
      },
      tokens: { authMethods: ['AuthorizationCode'], tokenLifetime: 3600 },
      scope: {
        userMustConfirm: true,
        scopes: [{ name: 'ReadUserProfile', description: 'See your profile', patterns: [] }],
      },
      userAccess: { grants: [{ type: 'Role', id: 'everybody', name: 'Everybody', rights: ['View', 'Run'] }] },
    },
    hints: {
      'trust.redirects':
        'The other side tells you this address, often only after it has the client ID. Leave it empty then, and come back to Trust.',
      'scope.scopes':
        'The API decides what a name opens there; people read the description when they are asked. A pattern would open calls of this tenant as well.',
      'userAccess.grants': 'Everybody may sign in to begin with. Choose a role to let fewer people in.',
    },
    consumer: 'the application',
  },
  machines: {
    title: 'API of another application, for machines',
    summary:
      'A service that calls an API of yours. This tenant only issues the tokens; your API checks them.',
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
  },
  audit: {
    title: 'Audit stream',
    summary: 'A SIEM that reads the platform’s audit stream, with the claims that the stream asks for.',
    template: 'OAuth2Server',
    card: 'program',
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
  },
  app: {
    title: 'Single-page or mobile app',
    summary:
      'An app that cannot keep a secret. People sign in with PKCE, and an app on their device can call this tenant for them.',
    template: 'OAuth2ServerClient',
    card: 'program',
    start: {
      description: {
        applicationId: 'mobile-app',
        name: 'Mobile app',
        description: 'Signs people in to an app without a secret.',
      },
      generalUsage: { clientIdType: 'List', requirePkce: true },
      tokens: { authMethods: ['AuthorizationCode'], tokenLifetime: 3600, issueRefreshTokens: true },
      userAccess: { grants: [{ type: 'Role', id: 'everybody', name: 'Everybody', rights: ['View', 'Run'] }] },
    },
    hints: {
      'generalUsage.clientIdType':
        'List: nobody can keep a secret in an app, so there is none, and PKCE takes its place.',
      'generalUsage.allowedClients':
        'You invent it: any word for a page, such as shop-page, and for a mobile app its package name, such as com.example.app.',
      'generalUsage.redirects':
        'For a page https://…, whose scripts may then get tokens here and read who signed in. For an app on the person’s machine http://127.0.0.1, http://[::1] or http://localhost with its path, at any port, or a scheme of its own such as com.example.app:/callback.',
      'tokens.issueRefreshTokens':
        'So that people need not sign in every hour. Each is good for one use, and one that comes twice ends them all.',
      'scope.scopes':
        'Only the calls that the app makes. Everything else stays closed, whatever the person may do. A page in a browser makes none: the tenant’s calls are closed to pages of other origins.',
    },
    consumer: 'the app',
  },
  platform: {
    title: 'Service user of the platform',
    summary:
      'A script with the platform’s SDK that signs in as a service user: it trades its secret for a token, and the token for an ID token.',
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
  },
  console: {
    title: 'Console of another installation',
    summary:
      'Lets a Gatewright that runs elsewhere administer this tenant: people sign in here, and work there with the rights that they have here.',
    template: 'Generic OpenID Connect',
    card: 'console',
    start: {
      description: {
        applicationId: 'remote-console',
        name: 'Remote console',
        description: 'Signs administrators in to the console of another installation.',
      },
      tokens: { authMethods: ['AuthorizationCode'], tokenLifetime: 8 * 3600 },
      scope: {
        scopes: [{ name: 'console', description: 'Everything that your rights allow', patterns: ['.*'] }],
      },
      userAccess: {
        grants: [{ type: 'Role', id: 'sysadmin', name: 'System Administrator', rights: ['View', 'Run'] }],
      },
    },
    hints: {
      'trust.redirects':
        'The address of the other console with /callback behind it: what its CONSOLE_URL says, or https://its-host/callback.',
      'trust.postLogoutRedirects':
        'The same address with /signed-out behind it: people who came through an identity provider come back there after signing out. Without it they stay on a page of this tenant.',
      'scope.scopes':
        'The console asks for the scope console. With .* it can do there whatever the person may do here; each call still needs the person’s right.',
      'tokens.tokenLifetime': 'People sign in again when it is over.',
      'userAccess.grants':
        'Who may sign in there. They also need the right Admin Portal Login, as for the console here.',
    },
    consumer: 'the other installation',
  },
} as const satisfies Record<string, Recipe>

export type RecipeId = keyof typeof recipes

export const isRecipe = (id: string): id is RecipeId => Object.hasOwn(recipes, id)

export const recipeOf = (id: RecipeId): Recipe => recipes[id]
