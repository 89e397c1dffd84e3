import { expect, test } from 'vitest'
import { clientSetupOf } from '#schema/clientSetup.ts'
import { isRecipe, recipeOf, recipes } from '#schema/recipes/index.ts'
import { startOf } from './startOf.ts'

const ids = Object.keys(recipes).filter(isRecipe)
const surroundings = { taken: [], suffixes: ['acme.test', 'old.test'] }

test.each(ids)('%s can be created as it starts, but for what only a person knows', (id) => {
  const start = startOf(recipeOf(id), surroundings)
  const { error } = clientSetupOf(recipeOf(id).template).safeParse(start)
  const faults = new Set(error?.issues.map(({ path }) => path.join('.')))
  // Nobody but the person knows what the app is called
  expect([...faults]).toEqual(id === 'app' ? ['generalUsage.allowedClients'] : [])
})

test.each(['siem', 'expel'] as const)('%s starts as contract.md 21 says', (id) => {
  const start = startOf(recipeOf(id), surroundings)
  expect(start.generalUsage).toMatchObject({ clientIdType: 'Confidential', mustBeOAuthClient: true })
  expect(start.tokens).toMatchObject({ tokenType: 'JwtRS256', authMethods: ['ClientCreds'] })
  expect(start.scope.scopes).toMatchObject([{ name: 'siem', patterns: ['Redrock/query'] }])
  expect(start.confidentialClient).toMatchObject({
    user: 'new',
    secretOrigin: 'generated',
    role: 'new',
    rights: ['monitor'],
    suffix: 'acme.test',
    loginName: start.description.applicationId,
    roleName: start.description.name,
  })
})

test('a name that an application of another Application ID has is not proposed', () => {
  const { description } = startOf(recipeOf('siem'), {
    ...surroundings,
    taken: ['splunk', 'SIEM Event Reader', 'siem-reader-2'],
  })
  expect(description).toMatchObject({ applicationId: 'siem-reader-3', name: 'SIEM event reader 3' })
})

test('an Application ID that is taken, in any case, is not proposed', () => {
  const { description, confidentialClient } = startOf(recipeOf('siem'), {
    ...surroundings,
    taken: ['SIEM-Reader', 'siem-reader-2'],
  })
  expect(description).toMatchObject({ applicationId: 'siem-reader-3', name: 'SIEM event reader 3' })
  expect(confidentialClient).toMatchObject({ loginName: 'siem-reader-3', roleName: 'SIEM event reader 3' })
})
