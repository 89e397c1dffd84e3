import { expect, test } from 'vitest'
import type { z } from 'zod'
import { applicationConfigOf } from '#schema/application/applicationConfig.ts'
import { applicationCategories } from '#schema/application/index.ts'
import { merge, mergedValues } from './merge.ts'
import type { ObjectValues } from './objectValues.ts'

const config = applicationConfigOf('OAuth2ServerClient')
const start = { applicationId: 'siem', name: 'SIEM' }
const object = (input: z.input<typeof config> = {}) =>
  config.parse({ ...input, description: { ...start, ...input.description } }) as ObjectValues

const before = object()
const theirs = object({ tokens: { tokenLifetime: 60 }, description: { name: 'Their name' } })
const yours = object({
  tokens: { tokenLifetime: 120, tokenType: 'Opaque' },
  description: { name: 'Their name' },
})

test('only what both changed differently has to be decided', () => {
  const result = merge(applicationCategories, { before, theirs, yours })
  expect(result.conflicts).toEqual([{ path: 'tokens.tokenLifetime', before: 18_000, theirs: 60, yours: 120 }])
  expect(result.theirs.map(({ path }) => path)).toEqual(['description.name'])
  expect(result.yours.map(({ path }) => path)).toEqual(['tokens.tokenType'])
})

test('the decision is theirs unless the person insists', () => {
  const result = merge(applicationCategories, { before, theirs, yours })
  const accepted = mergedValues(theirs, result, new Set())
  expect(accepted.tokens).toMatchObject({ tokenLifetime: 60, tokenType: 'Opaque' })
  const insisted = mergedValues(theirs, result, new Set(['tokens.tokenLifetime']))
  expect(insisted.tokens).toMatchObject({ tokenLifetime: 120, tokenType: 'Opaque' })
  expect(insisted.description).toMatchObject({ name: 'Their name' })
})

test('without anything of theirs nothing is in conflict', () => {
  expect(merge(applicationCategories, { before, theirs: before, yours }).conflicts).toEqual([])
})
