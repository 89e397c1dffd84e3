import { assert, constantFrom, property, string, stringMatching, tuple } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalPath } from './canonicalPath.ts'

const pathOf = (target: string) => {
  const result = canonicalPath(target)
  return 'path' in result ? result.path : undefined
}

describe('SC-03 gives the path as patterns see it', () => {
  test.each([
    ['/Redrock/query', 'Redrock/query'],
    ['/Redrock/query/', 'Redrock/query'],
    ['/redrock/QUERY', 'redrock/QUERY'],
    ['/', ''],
    ['/?a=/../;%00', ''],
    ['/Redrock/query?x=%2f..//', 'Redrock/query'],
    ['/%52edrock/query', 'Redrock/query'],
    ['/oauth2/token/my%20app', 'oauth2/token/my app'],
    ['/oauth2/token/a.b-c_d~e', 'oauth2/token/a.b-c_d~e'],
    ['/.well-known/openid-configuration', '.well-known/openid-configuration'],
    ['/a/...', 'a/...'],
  ])('%s', (target, path) => expect(pathOf(target)).toBe(path))
})

describe('SC-03 NT-49 NT-63 refuses', () => {
  test.each([
    ['//Redrock/query', 'two slashes'],
    ['/Redrock//query', 'two slashes'],
    ['/Redrock/query//', 'two slashes'],
    ['/Redrock/../UserMgmt/x', 'dot segment'],
    ['/Redrock/.', 'dot segment'],
    ['/..', 'dot segment'],
    ['/Redrock/%2e%2e/UserMgmt/x', 'encoded'],
    ['/Redrock/.%2E/UserMgmt/x', 'encoded'],
    ['/Redrock%2fquery', 'encoded'],
    ['/Redrock%2Fquery', 'encoded'],
    ['/Redrock%5cquery', 'encoded'],
    ['/Redrock%252fquery', 'encoded'],
    ['/Redrock%25query', 'encoded'],
    ['/Redrock%3Fx', 'encoded'],
    ['/Redrock%23x', 'encoded'],
    ['/Redrock/query%00', 'encoded'],
    ['/Redrock/query%0a', 'control'],
    ['/Redrock/query%7f', 'control'],
    ['/Redrock/query%C2%85', 'outside printable ASCII'],
    ['/Redrock;x/query', 'semicolon'],
    ['/Redrock%3bx/query', 'semicolon'],
    ['/Redrock\\query', 'backslash'],
    ['/Redrock#x', 'fragment'],
    ['/Redrock/caf%C3%A9', 'outside printable ASCII'],
    ['/Redrock/café', 'outside printable ASCII'],
    ['/Redrock query', 'outside printable ASCII'],
    ['/Redrock/%zz', 'encodes nothing'],
    ['/Redrock/%', 'encodes nothing'],
    ['/Redrock/%c3', 'encodes nothing'],
    ['http://evil.test/Redrock/query', 'begins with a slash'],
    ['Redrock/query', 'begins with a slash'],
    ['*', 'begins with a slash'],
    ['?a=/x', 'begins with a slash'],
    ['', 'begins with a slash'],
  ])('%s', (target, fault) =>
    expect(canonicalPath(target)).toEqual({ fault: expect.stringContaining(fault) }),
  )
})

const anyTarget = string({ unit: 'binary' }).map((text) => `/${text}`)
const trickyTarget = tuple(
  ...Array.from({ length: 8 }, () =>
    constantFrom(
      '/',
      '.',
      '..',
      '%2e',
      '%2F',
      '%252e',
      ';',
      '\\',
      '%',
      '%41',
      'a',
      'Redrock',
      '?',
      '#',
      '%0d',
      'é',
      ' ',
    ),
  ),
).map((parts) => `/${parts.join('')}`)

test.each([
  ['any text', anyTarget],
  ['tricks put together', trickyTarget],
])('SC-03 what comes out of %s is harmless and stays what it is', (_, targets) => {
  assert(
    property(targets, (target) => {
      const path = pathOf(target)
      if (path === undefined) return
      expect(path).toMatch(/^[\x20-\x7e]*$/)
      expect(path).not.toMatch(/[%;\\?#]|\/\/|^\/|\/$|(^|\/)\.{1,2}(\/|$)/)
      // A router or proxy that decodes or resolves it once more gets the same path.
      expect(decodeURIComponent(path)).toBe(path)
      expect(decodeURIComponent(new URL(`/${path}`, 'http://x').pathname)).toBe(`/${path.trimEnd()}`)
      expect(pathOf(`/${encodeURI(path)}`)).toBe(path)
    }),
    { numRuns: 2000 },
  )
})

test('SC-03 plain segments come out as they went in, whichever letters are encoded', () => {
  const segments = stringMatching(/^[A-Za-z0-9_-]{1,8}(\/[A-Za-z0-9_-]{1,8}){0,4}$/)
  const percent = (text: string) =>
    text.replace(/[A-M]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`)
  assert(property(segments, (path) => pathOf(`/${percent(path)}`) === path && pathOf(`/${path}/?q`) === path))
})
