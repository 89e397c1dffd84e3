import { expect, test } from 'vitest'
import { riskNames } from './riskClass.ts'
import { readsUsers, rightsEnough, scopeRisk } from './scopeRisk.ts'
import { guardedCalls } from './openedCalls.ts'

test.each([
  ['everything', ['.*']],
  ['everything', ['Redrock/query$', '.']],
  ['administers', ['Redrock/query$', 'SaasManage/.*']],
  ['administers', ['Gatewright/Keys/.*']],
  ['writes', ['CDirectoryService/DeleteUser$', 'UserMgmt/RemoveUser']],
  ['readsUsers', ['Redrock/query$']],
  ['readsUsers', ['UserMgmt/GetUserInfo$']],
  ['reads', ['SaasManage/GetApplication$']],
  ['little', ['SaasManage/GetCategories$']],
  ['nothing', []],
  ['nothing', ['Somewhere/else']],
  ['nothing', ['(']],
])('a scope %s with %j', (risk, patterns) => {
  expect([risk, scopeRisk(patterns)]).toEqual([risk, risk])
})

test('SC-05 more patterns never make a scope look more harmless', () => {
  const worse = (patterns: string[]) => riskNames.indexOf(scopeRisk(patterns))
  const paths = guardedCalls.map(({ path }) => `${path}$`)
  for (const [index, path] of paths.entries()) {
    const other = paths[(index * 7 + 3) % paths.length] ?? path
    expect(worse([path, other])).toBeLessThanOrEqual(Math.min(worse([path]), worse([other])))
  }
})

test('a call that shows users takes a right to see them, or shows rows by such rights', () => {
  const found = guardedCalls.filter(readsUsers)
  expect(found.map(({ path }) => path)).toContain('Redrock/query')
  for (const { endpoint } of found) expect(rightsEnough(endpoint)).toContain('rouserman')
})
