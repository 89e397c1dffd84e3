import { expect, test } from 'vitest'
import { days, hours, minutes } from '#schema/duration.ts'
import { tokens } from '#schema/application/tokens.ts'
import { livesOf, publishedAfter, publishedBefore, publishedKeysMaxAge, stateAt } from './keyLife.ts'

const start = Date.UTC(2026, 10, 22)
const day = days(1) * 1000
const key = (kid: string, signs: number, revoked: number | null = null) => ({
  kid,
  created_at: signs - publishedBefore,
  signs_from: signs,
  revoked_at: revoked,
})
const life = (kid: string, rows: Parameters<typeof livesOf>[0]) => {
  const found = livesOf(rows).find((each) => each.kid === kid)
  if (!found) throw new Error(`No key ${kid}`)
  return found
}

test('TK-07 a key is published for longer than the published keys may be kept, and for ten minutes', () => {
  expect(publishedBefore).toBeGreaterThanOrEqual(minutes(10) * 1000)
  expect(publishedBefore).toBeGreaterThan(publishedKeysMaxAge * 1000)
})

test('TK-07 a key stays for longer than the longest token', () => {
  expect(publishedAfter).toBeGreaterThan(tokens.settings.tokenLifetime.max * 1000)
})

test('the only key signs without an end', () => {
  const only = life('a', [key('a', start)])
  expect(only).toMatchObject({ stopsAt: null, leavesAt: null })
  expect(stateAt(only, start - 1)).toBe('upcoming')
  expect(stateAt(only, start)).toBe('signing')
  expect(stateAt(only, start + 1000 * day)).toBe('signing')
})

test('a key stops when the next one starts, and leaves when its last token has ended', () => {
  const rows = [key('old', start), key('new', start + day)]
  const old = life('old', rows)
  expect(old).toMatchObject({ stopsAt: start + day, leavesAt: start + day + publishedAfter })
  expect(stateAt(old, start + day - 1)).toBe('signing')
  expect(stateAt(old, start + day)).toBe('verifying')
  expect(stateAt(old, start + day + publishedAfter - 1)).toBe('verifying')
  expect(stateAt(old, start + day + publishedAfter)).toBe('gone')
  expect(stateAt(life('new', rows), start + day)).toBe('signing')
})

test('the order of the rows does not matter', () => {
  const rows = [key('a', start), key('b', start + day), key('c', start + 2 * day)]
  expect(livesOf(rows.toReversed())).toEqual(livesOf(rows))
  expect(livesOf(rows).map(({ kid, stopsAt }) => [kid, stopsAt])).toEqual([
    ['c', null],
    ['b', start + 2 * day],
    ['a', start + day],
  ])
})

test('a revoked key is revoked at once, whatever was to come; one that never signed stops no other', () => {
  const at = start + hours(5) * 1000
  const rows = [key('signed', start, at), key('waited', start + day, at), key('new', at)]
  expect(life('signed', rows)).toMatchObject({ stopsAt: at, leavesAt: at })
  expect(life('waited', rows)).toMatchObject({ leavesAt: at })
  expect(stateAt(life('signed', rows), at)).toBe('revoked')
  expect(stateAt(life('waited', rows), start + 2 * day)).toBe('revoked')
  expect(life('new', rows)).toMatchObject({ stopsAt: null, leavesAt: null })
  expect(stateAt(life('new', rows), start + 2 * day)).toBe('signing')
})
