import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { aliases, api } from './api.ts'
import { apiReference } from './apiReference.ts'
import { inWords, type JsonSchema } from './jsonSchemaInWords.ts'

const reference = apiReference()

test.each(Object.entries(api))(
  'the reference has %s once, with whose it is and each member',
  (name, call) => {
    const parts = reference.split(`\n### ${call.method} ${call.path}\n`)
    expect(parts).toHaveLength(2)
    const text = parts[1]?.split(/\n##+ /)[0] ?? ''
    expect(text).toContain(`\n${call.about}\n`)
    expect(text).toContain(call.path.startsWith('/Gatewright/') ? '- Ours;' : '- The vendor’s;')
    if (name in aliases) expect(text).toContain(`\`${aliases[name as keyof typeof api]?.[0]}\``)
    if (call.request instanceof z.ZodObject)
      for (const member of Object.keys(call.request.shape)) expect(text).toContain(`\n- \`${member}\`: `)
  },
)

describe('a schema in words', () => {
  test.each<[string, z.ZodType, string[]]>([
    ['bounds of a text', z.string().min(1).max(9), ['text, not empty, at most 9 characters']],
    ['a pattern', z.string().regex(/^a$/), ['text, as `^a$`']],
    ['bounds of a number', z.int().min(0).max(25), ['whole number, at least 0, at most 25']],
    ['a number with the bounds of its type alone', z.int32(), ['whole number']],
    ['null', z.string().nullish(), ['text or null']],
    ['choices', z.enum(['a', 'b', 'c']), ['`a`, `b` or `c`']],
    ['a list with bounds', z.array(z.uuid()).max(3), ['a list of text, a UUID (at most 3)']],
    ['anything', z.unknown(), ['anything']],
    ['any members', z.record(z.string(), z.unknown()), ['an object with any members']],
    [
      'members',
      z.looseObject({ a: z.boolean().default(true), b: z.array(z.object({ c: z.null() })).optional() }),
      [
        'an object',
        '- `a`: true or false; optional; default `true`',
        '- `b`: a list of objects; optional',
        '  - `c`: null',
        '- and more members',
      ],
    ],
    [
      'two objects',
      z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]),
      ['one of these', '- either an object', '  - `a`: text', '- or an object', '  - `b`: text'],
    ],
  ])('%s', (_, schema, lines) => {
    const { words, members } = inWords(z.toJSONSchema(schema, { io: 'input' }) as JsonSchema)
    expect([words, ...members]).toEqual(lines)
  })
})
