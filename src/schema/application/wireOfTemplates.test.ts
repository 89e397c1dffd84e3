import { describe, expect, test } from 'vitest'
import { after, defaults, defaultsOf, type Payload, wireOf } from '#testing/applicationWire.ts'
import { applicationConfigOf, readApplication } from './applicationConfig.ts'
import { clientSecretIn, fromWire } from './wire.ts'

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
