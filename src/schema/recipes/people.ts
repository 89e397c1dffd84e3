import { caseOf, type Recipe } from './recipe.ts'

const people: Recipe = {
  title: 'Sign-in and API scopes for people',
  summary:
    'A web application that people sign in to, or one whose APIs other programs call for them, as in the story of the bank and its partner.',
  kind: 'people',
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
}

const app: Recipe = {
  title: 'Single-page or mobile app',
  summary:
    'An app that cannot keep a secret. People sign in with PKCE, and an app on their device can call this tenant for them.',
  kind: 'people',
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
}

const remoteConsole: Recipe = {
  title: 'Console of another installation',
  summary:
    'Lets a Gatewright that runs elsewhere administer this tenant: people sign in here, and work there with the rights that they have here.',
  kind: 'people',
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
}

/** A product with OpenID Connect of its own: it asks for the standard claims alone. */
const product = (title: string, applicationId: string, summary = `People sign in to ${title} here.`) =>
  caseOf('people', people, {
    title,
    summary,
    ownApi: false,
    start: {
      description: { applicationId, name: title, description: summary },
      scope: { userMustConfirm: false, scopes: [] },
    },
    hints: {
      'trust.redirects': `${title} tells you this address, often only after it has the client ID. Leave it empty then, and come back to Trust.`,
      'scope.scopes': 'None: openid, profile and email need no row here.',
    },
  })

export const peopleRecipes = {
  people,
  bank: caseOf('people', people, {
    title: 'Bank and Tax eFile',
    summary: 'The story of API scopes: a bank whose API a partner calls for people who agree.',
    consumer: 'the partner',
    start: {
      description: {
        applicationId: 'bank',
        name: 'Bank',
        description: 'Signs customers in and gives partners access to its API for them.',
      },
      tokens: { authMethods: ['AuthorizationCode'], tokenLifetime: 3600 },
    },
  }),
  onepassword: product('1Password SaaS Manager', 'onepassword'),
  agentcore: product('AgentCore', 'agentcore'),
  agentguard: product('Agent Guard', 'agentguard'),
  grafana: product('Grafana', 'grafana'),
  headlamp: product('Headlamp', 'headlamp'),
  app,
  console: remoteConsole,
} as const satisfies Record<string, Recipe>
