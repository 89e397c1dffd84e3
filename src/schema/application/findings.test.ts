import { describe, expect, test } from 'vitest'
import { settingAt } from '../change.ts'
import { applicationFindings } from './findings.ts'
import { draftApplication } from './applicationConfig.ts'
import { categoriesOf } from './categoriesOf.ts'
import type { TemplateName } from './index.ts'

type Part = Record<string, unknown>

/** What the recipe for a service makes: nothing to be said against it. */
const clean = {
  tokens: { authMethods: ['ClientCreds'], tokenLifetime: 3600 },
  scope: { scopes: [{ name: 'siem', description: '', patterns: ['Redrock/query$'] }] },
  userAccess: { grants: [{ type: 'Role', id: 'r', name: 'Readers', rights: ['View', 'Run'] }] },
}

type Change = { [category: string]: Part }

const found = (change: Change = {}, template: TemplateName = 'OAuth2ServerClient', start: Change = clean) => {
  const parts = Object.keys({ ...start, ...change })
  const typed = Object.fromEntries(parts.map((id) => [id, { ...start[id], ...change[id] }]))
  return applicationFindings({ template, config: draftApplication(template, typed) })
}
const scopes = (...patterns: string[]) => ({ scope: { scopes: [{ name: 'all', patterns }] } })

/** What people sign in to, with these patterns. */
const signsIn = (...patterns: string[]) => ({
  tokens: { authMethods: ['AuthorizationCode'] },
  generalUsage: { redirects: ['https://app.test/cb', 'https://evil.test/cb'] },
  ...scopes(...patterns),
})

test('X-03 says whose rights go where, where people can be sent', () => {
  const told = (change: Change, template?: TemplateName) =>
    found(change, template).find(({ id }) => id === 'usesRights')?.message
  const change = signsIn('SaasManage/StoreRole', 'CDirectoryService/')
  expect(told(change)).toContain('whether app.test, evil.test may use their rights')
  expect(told(signsIn('.*'))).toMatch(/rights: System Administrator, .* and \d+ more\./)
  expect(told({ ...change, tokens: { authMethods: ['ClientCreds'] } })).toBeUndefined()
  expect(told({ ...change, generalUsage: { redirects: [] } })).toBeUndefined()
  expect(told(signsIn('Security/WhoAmI', 'Vault/'))).toBeUndefined()
  expect(told(change, 'OAuth2Server')).toBeUndefined()
})

test('a service with one narrow scope and a short token has none', () => {
  expect(found()).toEqual([])
})

describe('AS-01 AS-02 AS-14 RD-02 SC-05 a finding says', () => {
  test.each<[string, string, { [category: string]: Part }]>([
    ['noAuthMethod', 'warning', { tokens: { authMethods: [] } }],
    ['noRedirect', 'warning', { tokens: { authMethods: ['AuthorizationCode'] } }],
    ['implicit', 'warning', { tokens: { authMethods: ['Implicit'] } }],
    ['resourceOwner', 'warning', { tokens: { authMethods: ['ResourceCreds'] } }],
    ['longLifetime', 'info', { tokens: { tokenLifetime: 3601 } }],
    ['anyClient', 'warning', { generalUsage: { clientIdType: 'Anything' } }],
    ['issuerWithoutScheme', 'warning', { generalUsage: { issuer: 'id.bank.example/app' } }],
    ['anyUserIsClient', 'warning', { generalUsage: { mustBeOAuthClient: false } }],
    [
      'noPkce',
      'warning',
      { generalUsage: { requirePkce: false }, tokens: { authMethods: ['AuthorizationCode'] } },
    ],
    ['listWithSecret', 'warning', { generalUsage: { clientIdType: 'List', allowedClients: ['app'] } }],
    ['loopbackRedirect', 'info', { generalUsage: { redirects: ['http://127.0.0.1:3000/cb'] } }],
    ['noScope', 'warning', { scope: { scopes: [] } }],
    ['opensEverything', 'danger', scopes('.*')],
    ['opensEverything', 'danger', scopes('.')],
    ['opensEverything', 'danger', scopes('[a-z]+/')],
    ['usesRights', 'warning', signsIn('SaasManage/StoreRole')],
    ['usesRights', 'info', signsIn('Redrock/query')],
    ['openidOpens', 'danger', { scope: { scopes: [{ name: 'openid', patterns: ['Core/x'] }] } }],
    ['starIsNotWildcard', 'warning', scopes('scim*')],
    ['starIsNotWildcard', 'warning', scopes('Redrock/*')],
    ['nobodyRuns', 'warning', { userAccess: { grants: [] } }],
    [
      'moreThanRun',
      'info',
      { userAccess: { grants: [{ type: 'User', id: 'u', name: 'svc', rights: ['Run', 'Grant'] }] } },
    ],
  ])('%s (%s)', (id, severity, change) => {
    const finding = found(change).find((each) => each.id === id)
    expect(finding).toMatchObject({ severity })
    expect(settingAt(categoriesOf('OAuth2ServerClient'), finding?.at ?? '')).toBeDefined()
    expect(finding?.message).toMatch(/^\S.*\.$/s)
  })
})

test('the worst comes first', () => {
  const severities = found({
    ...scopes('.*'),
    tokens: { authMethods: ['Implicit'], tokenLifetime: 18_000 },
  }).map(({ severity }) => severity)
  const order = ['danger', 'warning', 'info']
  expect(severities).toEqual([...severities].sort((a, b) => order.indexOf(a) - order.indexOf(b)))
  expect(new Set(severities).size).toBe(3)
})

test('a pattern that does not compile has its own fault and no finding', () => {
  expect(found(scopes('(')).map(({ id }) => id)).not.toContain('opensEverything')
})

describe('of an OpenID Connect application', () => {
  const template = 'Generic OpenID Connect'
  const grants = [{ type: 'Role', id: 'everybody', name: 'Everybody', rights: ['Run'] }]
  const start: Change = {
    trust: { redirects: ['https://app.test/cb'] },
    tokens: { authMethods: ['AuthorizationCode'], tokenLifetime: 3600 },
    userAccess: { grants },
  }

  test('one that signs people in has none, without any scope of its own', () => {
    expect(found({}, template, start)).toEqual([])
  })

  test.each<[string, string, Change]>([
    ['noRedirect', 'warning', { trust: { redirects: [] } }],
    ['noAuthMethod', 'warning', { tokens: { authMethods: [] } }],
    ['noPkce', 'warning', { trust: { requirePkce: false } }],
    ['loopbackRedirect', 'info', { trust: { redirects: ['http://localhost:3000/cb'] } }],
    ['opensEverything', 'danger', scopes('.*')],
  ])('%s (%s)', (id, severity, change) => {
    const finding = found(change, template, start).find((each) => each.id === id)
    expect(finding).toMatchObject({ severity })
    expect(settingAt(categoriesOf(template), finding?.at ?? '')).toBeDefined()
  })

  test('nothing is said of service users, which it has none of', () => {
    const words = JSON.stringify(
      found({ tokens: { authMethods: [] }, trust: { redirects: [] } }, template, start),
    )
    expect(words).not.toMatch(/service/i)
  })
})

describe('of an OAuth2 Server application', () => {
  const template = 'OAuth2Server'
  const ids = (change: Change) => found(change, template).map(({ id }) => id)
  const audience = { generalUsage: { audience: 'company://audience' } }

  test('without an audience it is told what aud then is', () => {
    expect(ids(scopes())).toEqual(['noAudience'])
    expect(ids({ ...audience, ...scopes() })).toEqual([])
  })

  test('D1 its scopes open nothing of the tenant, so what they could open is nothing to warn of', () => {
    expect(ids({ ...audience, ...scopes('.*') })).toEqual([])
  })

  test('without a scope its tokens say nothing to the API', () => {
    const [finding] = found({ ...audience, scope: { scopes: [] } }, template)
    expect(finding).toMatchObject({ id: 'noScope', severity: 'warning' })
    expect(finding?.message).not.toContain('tenant')
  })
})

test('an API of another application should have an audience of its own, from a setting or the script', () => {
  const ids = (claimsScript: string) =>
    found({ advanced: { claimsScript } }, 'OAuth2Server').map(({ id }) => id)
  expect(ids('')).toContain('noAudience')
  expect(ids("setClaim('mail', 'aud');")).toContain('noAudience')
  expect(ids("setClaim('aud', 'orders');")).not.toContain('noAudience')
  expect(ids('setClaimArray("aud", ["orders", "bills"]);')).not.toContain('noAudience')
})
