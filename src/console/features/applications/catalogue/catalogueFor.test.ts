import { expect, test } from 'vitest'
import { recipeIds, recipeOf } from '#schema/recipes/index.ts'
import { programKinds, type ProgramKind } from '#schema/recipes/programKind.ts'
import { catalogueFor } from './catalogueFor.ts'

const found = (find: string) => catalogueFor({ find, kind: '' }).map(({ recipe }) => recipe)

test.each(recipeIds)('%s is found by its title, and offered without a search', (id) => {
  expect(found(recipeOf(id).title)).toContain(id)
  const offers = catalogueFor({ find: '', kind: recipeOf(id).kind })
  expect(offers.flatMap(({ recipe, cases }) => [recipe, ...cases])).toContain(id)
})

test.each(['Splunk', 'cortex', 'sentinel', 'okta', 'SCIM', 'bank', 'grafana', 'vault', 'expel'])(
  'somebody who types %s finds something',
  (find) => expect(found(find)).not.toEqual([]),
)

test.each(recipeIds.filter((id) => recipeOf(id).of !== undefined))(
  '%s stands under a recipe of its kind and template',
  (id) => {
    const { of, kind, template } = recipeOf(id)
    expect(recipeOf(of as typeof id)).toMatchObject({ kind, template })
  },
)

test('each kind of program has a recipe', () => {
  for (const kind of Object.keys(programKinds) as ProgramKind[])
    expect(catalogueFor({ find: '', kind })).not.toEqual([])
})

test('words in any order find it, and others do not', () => {
  expect(found('efile bank')).toEqual(['bank'])
  expect(found('splunk zzz')).toEqual([])
})
