import { assert, constantFrom, oneof, property, string, tuple, webPath } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ownPage } from './returnTo.ts'

const console = 'https://console.acme.test'

describe('RD-05 comes back to a page of the console', () => {
  test.each([
    '/',
    '/applications',
    '/applications/4f1d?tab=scope#row-2',
    '/users/svc@acme.test',
    '/a%20b',
    '/a//b',
  ])('%s', (path) => expect(ownPage(path, console)).toBe(console + path))
})

describe('RD-05 comes back to the first page instead of', () => {
  test.each([
    ['//evil.test'],
    ['///evil.test'],
    ['/\\evil.test'],
    ['\\/evil.test'],
    ['/\tx'],
    ['/\t/evil.test'],
    ['/%09/evil.test\r\nx: y'],
    ['/.//evil.test'],
    ['/x/..//evil.test'],
    ['/%2e//evil.test'],
    ['https:evil.test'],
    ['https://evil.test'],
    ['javascript:alert(1)'],
    ['applications'],
    [' /applications'],
    [''],
    ['/api/Redrock/query'],
    ['/BFF/sign-in'],
    ['/bff'],
    ['/callback?code=1'],
    [`/${'a'.repeat(2000)}`],
    [['/applications', '/users']],
    [undefined],
  ])('%j', (returnTo) => expect(ownPage(returnTo, console)).toBe(`${console}/`))
})

test('RD-05 whatever is asked for, the address is of the console', () => {
  const nasty = constantFrom(
    '/',
    '\\',
    '.',
    ':',
    '@',
    '\t',
    '\n',
    '%09',
    '%2f',
    '%5c',
    '#',
    '?',
    'evil.test',
    'https',
  )
  const pieces = tuple(nasty, nasty, nasty, nasty, webPath()).map((parts) => parts.join(''))
  assert(
    property(
      oneof(
        string({ unit: 'binary' }),
        pieces,
        pieces.map((text) => `/${text}`),
      ),
      (returnTo) => {
        const page = ownPage(returnTo, console)
        expect(page.startsWith(`${console}/`)).toBe(true)
        const url = new URL(page, 'https://elsewhere.test')
        expect([url.origin, url.username]).toEqual([console, ''])
        expect(url.href).toBe(page)
      },
    ),
    { numRuns: 3000 },
  )
})
