import { expect, test } from 'vitest'
import { looksDeceptive } from './deceptiveName.ts'
import { loginName } from './loginName.ts'

test.each([
  ['a zero-width space', 'vic\u200btim@acme.test'],
  ['a zero-width joiner', 'vic\u200dtim@acme.test'],
  ['a direction mark', 'victim\u202e@acme.test'],
  ['a soft hyphen', 'vic\u00adtim@acme.test'],
  ['a Cyrillic i', 'vіctim@acme.test'],
  ['a Greek o', 'bοb@acme.test'],
  ['a control character', 'vic\u0007tim@acme.test'],
  ['a NUL', 'victim\0@acme.test'],
])('RP-08 a name with %s is made to look like another', (_, name) => {
  expect(looksDeceptive(name)).toBe(true)
  expect(loginName.safeParse(name).success && !looksDeceptive(name)).toBe(false)
})

test.each(['ada@acme.test', 'Ада', 'josé@acme.test', '李四', 'σωκράτης'])('%s is in one alphabet', (name) => {
  expect(looksDeceptive(name)).toBe(false)
})
