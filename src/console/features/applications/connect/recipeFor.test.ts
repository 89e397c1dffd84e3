import { expect, test } from 'vitest'
import { recipeIds, recipeOf } from '#schema/recipes/index.ts'
import { recipeFor } from './recipeFor.ts'

const application = {
  template: 'OAuth2ServerClient',
  name: 'Reader',
  applicationId: 'reader',
  patterns: [],
  clientIdType: 'Confidential',
} as const

test.each(recipeIds)('an application that was made by %s shows the card of a recipe like it', (id) => {
  const { template, start, card } = recipeOf(id)
  const found = recipeFor({
    template,
    name: start.description.name,
    applicationId: start.description.applicationId,
    patterns: (start.scope?.scopes ?? []).flatMap(({ patterns }) => patterns),
    clientIdType: start.generalUsage?.clientIdType ?? 'Confidential',
  })
  expect(found).not.toBe('')
  if (found !== '') expect(recipeOf(found).card).toEqual(card)
})

test('an application that was made by hand is known by its name, by its scope or by its sort', () => {
  expect(recipeFor({ ...application, name: 'splunk production' })).toBe('splunk')
  expect(recipeFor({ ...application, patterns: ['/Redrock/query'] })).toBe('siem')
  expect(recipeFor({ ...application, clientIdType: 'List' })).toBe('app')
  expect(recipeFor({ ...application, template: 'OAuth2Server' })).toBe('machines')
  expect(recipeFor({ ...application, patterns: ['UserMgmt/'] })).toBe('')
})
