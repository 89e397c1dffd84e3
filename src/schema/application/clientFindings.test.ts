import { expect, test } from 'vitest'
import { readDraft } from '../category.ts'
import { clientSetupCategories } from '../clientSetup.ts'
import { clientFindings } from './clientFindings.ts'

const scope = { scopes: [{ name: 'siem', description: '', patterns: ['Redrock/query'] }] }
const ids = (confidentialClient: Record<string, unknown>) =>
  clientFindings(readDraft(clientSetupCategories, { scope, confidentialClient })).map(({ id }) => id)

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
