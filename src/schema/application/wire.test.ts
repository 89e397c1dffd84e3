import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyApplication } from '#testing/anyApplication.ts'
import { applicationConfigOf, readApplication } from './applicationConfig.ts'
import { templates, type ApplicationConfig, type TemplateName } from './index.ts'
import { clientSecretIn, fromWire, toWire } from './wire.ts'

type Payload = Record<string, unknown>

const wireOf = (config: ApplicationConfig, template: TemplateName = 'OAuth2ServerClient') =>
  toWire({ template, config })

const after = (
  payload: Payload,
  config: ApplicationConfig = defaults,
  template: TemplateName = 'OAuth2ServerClient',
) => applicationConfigOf(template).parse(fromWire(payload, { template, config }).config)

const defaultsOf = (template: TemplateName) =>
  readApplication(template, { description: { applicationId: 'reader', name: 'Reader' } })
const defaults = defaultsOf('OAuth2ServerClient')

const every = Object.keys(templates) as TemplateName[]

test.each(every)(
  '%s: any valid application survives a round trip over the wire, whatever was there before',
  (template) => {
    fc.assert(
      fc.property(anyApplication(template), anyApplication(template), (config, before) => {
        const sent = JSON.parse(JSON.stringify(wireOf(config, template))) as Payload
        expect(after(sent, before, template)).toEqual(config)
      }),
      { numRuns: 150 },
    )
  },
)

test.each(every)('%s: the auth methods are a text for whoever reads the profile', (template) => {
  fc.assert(
    fc.property(anyApplication(template), (config) => {
      const { AllowedAuth } = wireOf(config, template)['OAuthProfile'] as Payload
      expect(AllowedAuth).toBe(config.tokens.authMethods.join(','))
    }),
    { numRuns: 20 },
  )
})

test.each(every)('%s: member names count in any letter case', (template) => {
  fc.assert(
    fc.property(anyApplication(template), (config) => {
      const { OAuthProfile, Gatewright, ...rest } = wireOf(config, template)
      const lower = (object: object) =>
        Object.fromEntries(Object.entries(object).map(([name, value]) => [name.toLowerCase(), value]))
      const sent = {
        ...lower(rest),
        oauthprofile: lower(OAuthProfile as object),
        gatewright: lower(Gatewright as object),
      }
      expect(after(sent, defaultsOf(template), template)).toEqual(config)
    }),
    { numRuns: 50 },
  )
})

test.each(every)('%s: AZ-04 what is left out, null or of no setting of ours changes nothing', (template) => {
  fc.assert(
    fc.property(anyApplication(template), (config) => {
      const empty = Object.fromEntries(Object.keys(wireOf(config, template)).map((name) => [name, null]))
      const profile = Object.fromEntries(
        Object.keys(wireOf(config, template)['OAuthProfile'] as object).map((name) => [name, null]),
      )
      for (const payload of [
        {},
        empty,
        { OAuthProfile: profile, Gatewright: { Grants: null, RequirePkce: null } },
        { Unknown: 1, TemplateName: 'OAuth2Server', Gatewright: { BuiltIn: true, CreatedAt: 0 } },
      ]) {
        const { config: read, known } = fromWire(payload, { template, config })
        expect(read).toEqual(config)
        expect(known).toBe(false)
      }
    }),
    { numRuns: 30 },
  )
})

describe('D3 a scope that is sent', () => {
  const scopes = [
    { name: 'siem', description: 'Read events', patterns: ['Redrock/query'] },
    { name: 'other', description: '', patterns: ['Core/.*'] },
  ]
  const config = { ...defaults, scope: { ...defaults.scope, scopes } }
  const sent = (row: Record<string, unknown>) => after({ OAuthProfile: { KnownScopes: [row] } }, config).scope

  test.each([
    ['without AllowedRest keeps its patterns', { Scope: 'siem' }, ['Redrock/query']],
    ['with null keeps them too', { Scope: 'siem', AllowedRest: null }, ['Redrock/query']],
    ['with blanks around its name keeps them too', { Scope: ' siem ' }, ['Redrock/query']],
    ['with [] loses them', { Scope: 'siem', AllowedRest: [] }, []],
    ['with others gets those', { Scope: 'siem', AllowedRest: ['Roles/'] }, ['Roles/']],
    ['under a new name has none', { Scope: 'Siem' }, []],
  ])('%s', (_, row, patterns) => {
    expect(sent(row).scopes).toEqual([expect.objectContaining({ patterns })])
  })

  test('removes the others', () => {
    expect(sent({ Scope: 'siem' }).scopes.map(({ name }) => name)).toEqual(['siem'])
  })
})

test('the complete body of one vendor client is read (contract.md 3.3)', () => {
  const config = after({
    _RowKey: 'x',
    ID: 'x',
    Name: 'Test OAuth Client WebApp',
    ServiceName: 'TestOAuthClient',
    TemplateName: 'OAuth2ServerClient',
    PolicyScript: '',
    UserMapScript: '',
    WorkflowEnabled: false,
    OAuthProfile: {
      TargetIsUs: true,
      ClientIDType: 1,
      MustBeOauthClient: true,
      Redirects: ['https://example.com'],
      TokenType: 'JwtRS256',
      AllowedAuth: 'ClientCreds,ResourceCreds',
      TokenLifetimeString: '6:00:00',
      AllowRefresh: true,
      RefreshLifetimeString: '200.00:00:00',
      Confirm: true,
      AllowScopeSelect: true,
      KnownScopes: [
        { Scope: 'cli', Description: 'CLI', AllowedRest: ['/SaasManage/GetApplication', '/RedRock/query'] },
        { Scope: 'all', AllowedRest: ['.*'] },
      ],
    },
  })
  expect(config).toMatchObject({
    description: { applicationId: 'TestOAuthClient', name: 'Test OAuth Client WebApp' },
    generalUsage: {
      clientIdType: 'Confidential',
      mustBeOAuthClient: true,
      redirects: ['https://example.com'],
    },
    tokens: {
      tokenType: 'JwtRS256',
      authMethods: ['ClientCreds', 'ResourceCreds'],
      tokenLifetime: 21_600,
      issueRefreshTokens: true,
      refreshTokenLifetime: 200 * 86_400,
    },
    scope: {
      userMustConfirm: true,
      allowScopeSelection: true,
      scopes: [
        {
          name: 'cli',
          description: 'CLI',
          patterns: ['/SaasManage/GetApplication', '/RedRock/query'],
        },
        { name: 'all', description: '', patterns: ['.*'] },
      ],
    },
  })
})

test('another sends the type of client as a word, and the token type at the top level', () => {
  const config = after(
    {
      TokenType: 'Opaque',
      OAuthProfile: {
        ClientIDType: 'confidential',
        MustBeOauthClient: false,
        TokenLifetimeString: '1:00:00',
        KnownScopes: [{ Scope: 'ccli', Mode: 'RestFilter', AllowedRest: ['.*'] }],
      },
    },
    { ...defaults, generalUsage: { ...defaults.generalUsage, clientIdType: 'Anything' } },
  )
  expect(config.generalUsage).toMatchObject({ clientIdType: 'Confidential', mustBeOAuthClient: false })
  expect(config.tokens).toMatchObject({ tokenType: 'Opaque', tokenLifetime: 3600 })
})

test.each([
  [{ ClientIDType: 0 }, 'Anything'],
  [{ ClientIDType: 0, AllowedClients: ['a'] }, 'List'],
  [{ ClientIDType: '0', AllowedClients: [] }, 'Anything'],
  [{ ClientIDType: 1, AllowedClients: ['a'] }, 'Confidential'],
  [{ ClientIDType: '1' }, 'Confidential'],
  [{ AllowedClients: ['a'] }, 'List'],
  [{ AllowPublic: true }, 'Anything'],
  [{ AllowPublic: false }, 'Confidential'],
  [{ AllowedClients: [] }, 'Confidential'],
  [{ AllowedClients: ['a'], AllowPublic: true }, 'List'],
])('%o means clients of the type %s', (profile, clientIdType) => {
  expect(after({ OAuthProfile: profile }).generalUsage.clientIdType).toBe(clientIdType)
})

test.each([
  ['a type of client that does not exist', { OAuthProfile: { ClientIDType: 7 } }],
  ['an auth method that does not exist', { OAuthProfile: { AllowedAuth: 'ClientCreds,Magic' } }],
  ['a lifetime in another format', { OAuthProfile: { TokenLifetimeString: '5 hours' } }],
  ['scopes that are no list', { OAuthProfile: { KnownScopes: 'siem' } }],
  ['a scope that is no object', { OAuthProfile: { KnownScopes: ['siem'] } }],
  ['patterns that are no list', { OAuthProfile: { KnownScopes: [{ Scope: 'a', AllowedRest: '.*' }] } }],
  ['a yes that is a number', { OAuthProfile: { Confirm: 1 } }],
  ['a right that does not exist', { Gatewright: { Grants: [{ type: 'User', id: 'a', rights: ['All'] }] } }],
])('%s is refused and not guessed', (_, payload) => {
  const { config } = fromWire(payload, { template: 'OAuth2ServerClient', config: defaults })
  expect(applicationConfigOf('OAuth2ServerClient').safeParse(config).success).toBe(false)
})

describe('an OpenID Connect application', () => {
  const template = 'Generic OpenID Connect'
  const update = (payload: Payload, config = defaultsOf(template)) => after(payload, config, template)

  test('is written as one vendor client writes it, and signs people in then (contract.md 3.3)', () => {
    const config = update({
      _RowKey: 'x',
      Name: 'Grafana',
      ServiceName: 'grafana',
      OAuthProfile: {
        ClientSecret: 'kP3hunter2kP3hunter2',
        Url: 'https://grafana.test/login',
        Redirects: ['https://grafana.test/login/generic_oauth'],
        TokenLifetimeString: '1:00:00',
        AllowRefresh: true,
        RefreshLifetimeString: '30.00:00:00',
        // What the same client reads, or has as zero values for other templates
        ClientID: 'another',
        Issuer: 'https://elsewhere.test/',
        ClientIDType: 0,
        TargetIsUs: false,
        MustBeOauthClient: false,
        Audience: '',
        AllowedAuth: '',
      },
      Gatewright: { AllowedAuth: 'AuthorizationCode' },
    })
    expect(config).toMatchObject({
      description: { applicationId: 'grafana' },
      trust: {
        redirects: ['https://grafana.test/login/generic_oauth'],
        resourceApplicationUrl: 'https://grafana.test/login',
      },
      tokens: {
        authMethods: ['AuthorizationCode'],
        tokenLifetime: 3600,
        issueRefreshTokens: true,
        refreshTokenLifetime: 30 * 86_400,
      },
    })
    expect(config.generalUsage).toEqual(defaultsOf(template).generalUsage)
    expect(JSON.stringify(config)).not.toContain('hunter2')
  })

  test('CL-01 its secret is told apart from its settings, and never among what is read', () => {
    const OAuthProfile = { ClientSecret: 'kP3hunter2kP3hunter2' }
    expect(clientSecretIn({ OAuthProfile }, { template })).toBe('kP3hunter2kP3hunter2')
    expect(clientSecretIn({ OAuthProfile }, { template: 'OAuth2ServerClient' })).toBeUndefined()
    for (const ClientSecret of ['', null, undefined])
      expect(clientSecretIn({ OAuthProfile: { ClientSecret } }, { template })).toBeUndefined()
    expect(fromWire({ OAuthProfile }, { template, config: defaultsOf(template) }).known).toBe(false)
    expect(JSON.stringify(wireOf(defaultsOf(template), template))).not.toContain('ClientSecret')
  })

  test('of the two places of its auth methods the one that says something new counts', () => {
    const methods = (profile: unknown, own: unknown) =>
      update({ OAuthProfile: { AllowedAuth: profile }, Gatewright: { AllowedAuth: own } }).tokens.authMethods
    expect(methods('Implicit', 'AuthorizationCode')).toEqual(['Implicit'])
    expect(methods('AuthorizationCode', 'Implicit')).toEqual(['Implicit'])
    expect(methods('Implicit', undefined)).toEqual(['Implicit'])
    expect(methods('', 'AuthorizationCode')).toEqual(['AuthorizationCode'])
    expect(methods('AuthorizationCode', '')).toEqual([])
  })

  test('is no client that acts for itself, and has no settings of other templates', () => {
    const { config } = fromWire(
      { OAuthProfile: { AllowedAuth: 'ClientCreds' } },
      { template, config: defaults },
    )
    expect(applicationConfigOf(template).safeParse(config)).toMatchObject({
      error: { issues: [{ path: ['tokens', 'authMethods', 0] }] },
    })
    const wire = wireOf(defaultsOf(template), template)
    for (const name of ['ClientIDType', 'TargetIsUs', 'AllowedClients', 'TokenType', 'Audience', 'Issuer'])
      expect(wire['OAuthProfile']).not.toHaveProperty(name)
  })
})

describe('an OAuth2 Server application', () => {
  const template = 'OAuth2Server'
  const update = (payload: Payload) => after(payload, defaultsOf(template), template)

  test.each(['company://audience', 'https://api.company.test/v1', 'cyberark.isp.audit'])(
    'has the audience %s',
    (Audience) => {
      const config = update({ OAuthProfile: { Audience } })
      expect(config.generalUsage.audience).toBe(Audience)
      expect(wireOf(config, template)['OAuthProfile']).toMatchObject({ Audience, TargetIsUs: false })
    },
  )

  test('D1 has scopes without patterns, whatever is sent', () => {
    const config = update({
      OAuthProfile: { KnownScopes: [{ Scope: 'read', Description: 'Read', AllowedRest: ['.*'] }] },
    })
    expect(config.scope.scopes).toEqual([{ name: 'read', description: 'Read', patterns: [] }])
    expect(wireOf(config, template)['OAuthProfile']).toMatchObject({
      KnownScopes: [{ Scope: 'read', Description: 'Read' }],
    })
    expect(JSON.stringify(wireOf(config, template))).not.toContain('AllowedRest')
  })
})

test('only an OAuth2 Server application has an audience', () => {
  for (const template of ['OAuth2ServerClient', 'Generic OpenID Connect'] as const) {
    const config = defaultsOf(template)
    const payload = { OAuthProfile: { Audience: 'https://api.test/' } }
    expect(fromWire(payload, { template, config })).toEqual({ config, known: false })
  }
})

describe.each(['OAuth2Server', 'Generic OpenID Connect'] as const)('the claims script of %s', (template) => {
  const held = readApplication(template, {
    description: { applicationId: 'reader', name: 'Reader' },
    advanced: { claimsScript: 'old();' },
  })
  const scriptAfter = (payload: Payload) => after(payload, held, template).advanced.claimsScript

  test.each<[string, Payload, string]>([
    ['written as Script', { Script: 'new();' }, 'new();'],
    ['written as it is read', { OpenIDConnectScript: 'new();' }, 'new();'],
    ['written as Script beside what was read', { Script: 'new();', OpenIDConnectScript: 'old();' }, 'new();'],
    ['written as it is read beside an empty Script', { Script: '', OpenIDConnectScript: 'new();' }, 'new();'],
    ['read and written back beside an empty Script', { Script: '', OpenIDConnectScript: 'old();' }, 'old();'],
    ['emptied as Script', { Script: '' }, ''],
    ['emptied as it is read', { OpenIDConnectScript: '' }, ''],
    ['not sent', { Name: 'Reader' }, 'old();'],
  ])('is %s', (_, payload, script) => {
    expect(scriptAfter(payload)).toBe(script)
  })

  test('is read back under one name', () => {
    const wire = wireOf(held, template)
    expect(wire['OpenIDConnectScript']).toBe('old();')
    expect(wire).not.toHaveProperty('Script')
  })
})

test('an OAuth2 Client application has no claims script', () => {
  const payload = { Script: 'x', OpenIDConnectScript: 'x' }
  expect(fromWire(payload, { template: 'OAuth2ServerClient', config: defaults }).known).toBe(false)
  expect(wireOf(defaults)).not.toHaveProperty('OpenIDConnectScript')
})
