import { describe, expect, test } from 'vitest'
import { readStored } from '../category.ts'
import { settingAt } from '../change.ts'
import { applicationFindings } from './findings.ts'
import { applicationCategories } from './index.ts'

type Part = Record<string, unknown>

/** What the recipe for a service makes: nothing to be said against it. */
const clean = {
  tokens: { authMethods: ['ClientCreds'], tokenLifetime: 3600 },
  scope: { scopes: [{ name: 'siem', description: '', patterns: ['Redrock/query$'] }] },
  userAccess: { grants: [{ type: 'Role', id: 'r', name: 'Readers', rights: ['View', 'Run'] }] },
}

const found = (change: { [category: string]: Part } = {}) => {
  const parts = Object.keys({ ...clean, ...change }) as (keyof typeof clean)[]
  return applicationFindings(
    readStored(
      applicationCategories,
      Object.fromEntries(parts.map((id) => [id, { ...clean[id], ...change[id] }])),
    ),
  )
}
const scopes = (...patterns: string[]) => ({ scope: { scopes: [{ name: 'all', patterns }] } })

test('a service with one narrow scope and a short token has none', () => {
  expect(found()).toEqual([])
})

describe('AS-01 AS-02 AS-14 RD-02 SC-05 a finding says', () => {
  test.each<[string, string, { [category: string]: Part }]>([
    ['noAuthMethod', 'danger', { tokens: { authMethods: [] } }],
    ['implicit', 'warning', { tokens: { authMethods: ['Implicit'] } }],
    ['resourceOwner', 'warning', { tokens: { authMethods: ['ResourceCreds'] } }],
    ['longLifetime', 'info', { tokens: { tokenLifetime: 3601 } }],
    ['anyClient', 'warning', { generalUsage: { clientIdType: 'Anything' } }],
    ['anyUserIsClient', 'warning', { generalUsage: { mustBeOAuthClient: false } }],
    [
      'noPkce',
      'warning',
      { generalUsage: { requirePkce: false }, tokens: { authMethods: ['AuthorizationCode'] } },
    ],
    ['listWithSecret', 'danger', { generalUsage: { clientIdType: 'List', allowedClients: ['app'] } }],
    ['loopbackRedirect', 'info', { generalUsage: { redirects: ['http://127.0.0.1:3000/cb'] } }],
    ['noScope', 'warning', { scope: { scopes: [] } }],
    ['opensEverything', 'danger', scopes('.*')],
    ['opensEverything', 'danger', scopes('.')],
    ['opensEverything', 'danger', scopes('[a-z]+/')],
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
    expect(settingAt(applicationCategories, finding?.at ?? '')).toBeDefined()
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
