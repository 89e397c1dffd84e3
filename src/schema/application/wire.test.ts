import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyApplication } from '#testing/anyApplication.ts'
import { after, defaults, defaultsOf, type Payload, wireOf } from '#testing/applicationWire.ts'
import { applicationConfigOf } from './applicationConfig.ts'
import { templates, type TemplateName } from './index.ts'
import { fromWire } from './wire.ts'

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
