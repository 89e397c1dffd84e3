import { expect, test } from 'vitest'
import { z } from 'zod'
import { api } from '../api.ts'
import type { Endpoint } from '../endpoint.ts'
import { upTo } from '../upTo.ts'

/** Where a schema takes text of any length, or looks at it before its length; and where it takes anything at all. */
function unbounded(schema: z.core.$ZodType, at: string): { text: string[]; anything: string[] } {
  const { def } = (schema as z.ZodType)._zod
  const inside = (each: z.core.$ZodType, name = '') => unbounded(each, name === '' ? at : `${at}.${name}`)
  const all = (found: ReturnType<typeof unbounded>[]) => ({
    text: found.flatMap(({ text }) => text),
    anything: found.flatMap(({ anything }) => anything),
  })
  if (schema instanceof z.ZodString) return { text: isBounded(schema) ? [] : [at], anything: [] }
  if (schema instanceof z.ZodObject)
    return all(Object.entries(schema.shape).map(([name, each]) => inside(each as z.ZodType, name)))
  if (schema instanceof z.ZodArray) return inside(schema.element)
  if (schema instanceof z.ZodRecord) return all([inside(schema.keyType, 'key'), inside(schema.valueType)])
  if (schema instanceof z.ZodUnion) return all(schema.options.map((each) => inside(each)))
  if (schema instanceof z.ZodPipe) return inside(schema.in instanceof z.ZodTransform ? schema.out : schema.in)
  if ('innerType' in def) return inside(def.innerType as z.ZodType)
  return { text: [], anything: schema instanceof z.ZodUnknown || schema instanceof z.ZodAny ? [at] : [] }
}

/** Only what changes the text in one pass, such as trim, may come before its length is judged. */
function isBounded(schema: z.ZodString): boolean {
  if (schema.format === 'uuid') return true
  const checks = (schema._zod.def.checks ?? []).map(
    (each) => each._zod.def as { check: string; abort?: boolean },
  )
  const judged = checks.filter(({ check }) => check !== 'overwrite')
  return judged[0]?.check === 'max_length' && (judged.length === 1 || judged[0].abort === true)
}

const calls = Object.entries<Endpoint>(api).map(([name, endpoint]) => ({
  name,
  isPublic: endpoint.access.kind === 'public',
  found: unbounded(endpoint.request, name),
}))

test('X-01 every text that a call is given has a length, which is judged before anything else', () => {
  expect(calls.flatMap(({ found }) => found.text)).toEqual([])
})

test('X-01 a call that needs no sign-in takes nothing whose parts nobody named', () => {
  const strangers = calls.filter(({ isPublic }) => isPublic)
  expect(strangers.length).toBeGreaterThan(2)
  expect(strangers.flatMap(({ found }) => found.anything)).toEqual([])
})

test.each([
  ['no length', z.string(), ['x.a']],
  ['a length after a pattern', z.string().regex(/^a*$/).max(5), ['x.a']],
  ['a length that lets the pattern run', z.string().max(5).regex(/^a*$/), ['x.a']],
  ['a length first', upTo(5).regex(/^a*$/), []],
  ['a list without', z.array(z.string()).nullish(), ['x.a']],
])('X-01 what shows such a text: %s', (_, a, found) => {
  expect(unbounded(z.object({ a }), 'x').text).toEqual(found)
})
