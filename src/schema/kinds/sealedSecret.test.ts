import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { category, objectOf, readStored } from '../category.ts'
import { changes, inWords } from '../change.ts'
import { encodeSettings, replyWith, sentFor, wiredIn, type Wired } from '../wireMembers.ts'
import { sealedSecret, type SealedValue } from './sealedSecret.ts'

const canary = 'canary.Bind-Password.4711'

const connection = category('connection', {
  title: 'Connection',
  summary: 'How the directory is reached.',
  settings: {
    bindPassword: sealedSecret({
      label: 'Bind password',
      help: 'With it the tenant signs in at the directory.',
      maxLength: 40,
      wire: 'Directory.BindPassword',
      check: z.string().min(8, 'At least 8 characters.'),
    }),
  },
})

const categories = [connection] as const
const of = (bindPassword: SealedValue) => ({ connection: { bindPassword } })
const [wired] = wiredIn(categories) as [Wired]
const sent = (BindPassword: unknown) => sentFor(wired, { Directory: { BindPassword } })
const travels = (value: SealedValue) => encodeSettings([wired], of(value))

describe('D14 on the wire', () => {
  test.each<[string, SealedValue, unknown]>([
    ['that one is kept, and since when', { since: 7 }, { Kept: true, Since: 7 }],
    ['that none is kept', { since: null }, { Kept: false }],
  ])('a reply says %s', (_, value, BindPassword) => {
    expect(travels(value)).toEqual({ Directory: { BindPassword } })
  })

  test('a reply that says more is none', () => {
    const reply = replyWith(z.object({ ID: z.string() }), categories)
    const with_ = (BindPassword: unknown) => reply.safeParse({ ID: 'a', Directory: { BindPassword } }).success
    expect(with_({ Kept: true, Since: 7 })).toBe(true)
    expect(with_(canary)).toBe(false)
    expect(with_({ Kept: true, Text: canary })).toBe(false)
  })

  test.each<[string, unknown, SealedValue | undefined]>([
    ['nothing keeps it', undefined, undefined],
    ['what was read keeps it', { Kept: true, Since: 7 }, { since: 7 }],
    ['what was read while there was none keeps it too', { Kept: false }, { since: null }],
    ['null removes it', null, { since: null, next: null }],
    ['an empty text removes it', '', { since: null, next: null }],
    ['a text replaces it', canary, { since: null, next: canary }],
  ])('%s', (_, wire, value) => {
    expect(sent(wire)).toEqual(value)
  })

  test.each([[7], [true], [[]], [{ Kept: 'yes' }], [{ Text: canary }]])('%j is refused', (wire) => {
    const read = objectOf(categories).safeParse({ connection: { bindPassword: sent(wire) } })
    expect(read.success).toBe(false)
  })
})

test.each<[SealedValue, string[]]>([
  [{ since: 7 }, []],
  [{ since: 7, next: null }, []],
  [{ since: 7, next: 'long enough' }, []],
  [{ since: 7, next: '' }, ['Type the secret.']],
  [{ since: 7, next: 'short' }, ['At least 8 characters.']],
  [{ since: 7, next: 'x'.repeat(41) }, ['Use at most 40 characters.']],
])('%j is judged at the setting', (value, messages) => {
  const issues = objectOf(categories).safeParse(of(value)).error?.issues ?? []
  expect(issues.map(({ message }) => message)).toEqual(messages)
  expect(new Set(issues.map(({ path }) => path.join('.')))).toEqual(
    new Set(messages.length > 0 ? ['connection.bindPassword'] : []),
  )
})

test.each<[SealedValue, SealedValue, string, string]>([
  [{ since: null }, { since: null, next: canary }, 'Not set', 'Set'],
  [{ since: 7 }, { since: 7, next: canary }, 'Set', 'Another secret'],
  [{ since: 7 }, { since: 9 }, 'Set', 'Another secret'],
  [{ since: 7 }, { since: 7, next: null }, 'Set', 'Not set'],
])('a change from %j to %j is told without it', (before, after, was, is) => {
  const words = changes(categories, of(before), of(after)).flatMap((each) => inWords(categories, each))
  expect(words).toEqual([{ label: 'Bind password', before: was, after: is }])
})

test('what was stored by an earlier version says that none is kept', () => {
  expect(readStored(categories, { connection: { bindPassword: 'text' } })).toEqual(of({ since: null }))
})
