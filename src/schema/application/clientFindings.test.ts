import { expect, test } from 'vitest'
import { readDraft } from '../category.ts'
import { clientSetupCategories } from '../clientSetup.ts'
import { clientFindings } from './clientFindings.ts'
import type { TemplateName } from './index.ts'

const scope = { scopes: [{ name: 'siem', description: '', patterns: ['Redrock/query'] }] }
const ids = (confidentialClient: Record<string, unknown>) =>
  found('OAuth2ServerClient', { confidentialClient })
const found = (template: TemplateName, typed: Record<string, unknown>) =>
  clientFindings(readDraft(clientSetupCategories, { scope, ...typed }), template).map(({ id }) => id)

test('a role without a right is pointed out, an existing role is taken as it is', () => {
  expect(ids({})).toEqual(['noRight'])
  expect(ids({ rights: ['monitor'] })).toEqual([])
  expect(ids({ role: 'existing' })).toEqual([])
})

test('CL-05 warns of a typed secret that libraries encode', () => {
  const rights = ['monitor']
  expect(ids({ rights, secretOrigin: 'typed', secret: 'a:b c+d/e' })).toEqual(['secretNeedsEncoding'])
  expect(ids({ rights, secretOrigin: 'typed', secret: 'kP3.hunter-2_~x' })).toEqual([])
  expect(ids({ rights, secretOrigin: 'typed', secret: 'a:b', user: 'existing' })).toEqual([])
})

test('nothing is said where no service user is made, and no right is missed where scopes open nothing', () => {
  expect(found('Generic OpenID Connect', {})).toEqual([])
  expect(found('OAuth2ServerClient', { generalUsage: { clientIdType: 'List' } })).toEqual([])
  expect(found('OAuth2Server', {})).toEqual([])
})
