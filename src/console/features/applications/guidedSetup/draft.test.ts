import { expect, test } from 'vitest'
import { fromBody, newProgress, othersOf, toBody } from './draft.ts'
import { recipeOf } from '#schema/recipes/index.ts'
import { startOf } from './startOf.ts'

const start = startOf(recipeOf('siem'), { taken: [], suffixes: ['acme.test'] })
const typed = {
  ...start,
  tokens: { ...start.tokens, tokenLifetime: 60 },
  confidentialClient: {
    ...start.confidentialClient,
    secretOrigin: 'typed' as const,
    secret: 'kP3-hunter2',
    secretAgain: 'kP3-hunter2',
  },
}

test('CL-01 a draft holds no secret', () => {
  expect(JSON.stringify(toBody({ ...newProgress(start), values: typed }))).not.toContain('hunter2')
})

test('a draft brings back values, step and key', () => {
  const progress = { ...newProgress(start), step: 2, reached: 4, values: typed }
  const kept = fromBody(JSON.parse(JSON.stringify(toBody(progress))), start)
  expect(kept).toMatchObject({ key: progress.key, step: 2, reached: 4 })
  expect(kept?.values.tokens.tokenLifetime).toBe(60)
  expect(kept?.values.confidentialClient).toMatchObject({ secretOrigin: 'typed', secret: '' })
})

test('what no longer fits is left out, what is no draft at all is none', () => {
  const progress = newProgress(start)
  const body = {
    ...toBody(progress),
    values: { tokens: { tokenLifetime: 'long' }, scope: { scopes: [1] }, gone: 1 },
  }
  expect(fromBody(body, start)?.values.tokens).toEqual(start.tokens)
  expect(fromBody(body, start)?.values.scope.scopes).toEqual([])
  for (const nothing of [undefined, null, {}, { ...toBody(progress), key: 'not a key' }])
    expect(fromBody(nothing, start)).toBeUndefined()
})

test('only drafts of the same recipe are offered', () => {
  const draft = (id: string, kind: string) => ({ id, kind, title: id, updatedAt: 1, gone: false })
  const drafts = [draft('a', 'setup/siem'), draft('b', 'setup/expel'), draft('here', 'setup/siem')]
  expect(othersOf(drafts, 'siem', 'here').map(({ id }) => id)).toEqual(['a'])
})
