import { expect, test } from 'vitest'
import { expectAlike } from './alike.ts'
import type { Seen } from './seen.ts'

const granted: Seen = { status: '200', goes: 'JSON', error: null, members: ['scope'] }
const refused: Seen = { ...granted, status: '400', error: 'invalid_scope', members: ['error'] }
const ours: Seen = { ...refused, members: ['correlation_id', 'error'] }
const listed = {
  status: ['400', '200'],
  error: ['invalid_scope', null],
  members: [['error'], ['scope']],
  because: 'of a test',
} satisfies Parameters<typeof expectAlike>[1]

test('answers are alike, or differ as it is listed', () => {
  expectAlike({ ours, theirs: refused })
  expectAlike({ ours, theirs: granted }, listed)
})

test.each([
  ['a difference that is not listed', { ours, theirs: granted }, undefined],
  ['a listed difference that vanished', { ours, theirs: refused }, listed],
  ['another difference than the listed one', { ours, theirs: { ...granted, goes: 'page' as const } }, listed],
  ['a refusal that no event explains', { ours: refused, theirs: refused }, undefined],
  [
    'an event of an answer that is no refusal',
    { ours: { ...granted, members: ['correlation_id'] }, theirs: granted },
    undefined,
  ],
])('%s fails', (_, both, differences) => {
  expect(() => expectAlike(both, differences)).toThrow('expected')
})
