import { describe, expect, test } from 'vitest'
import { isLoopback } from './plainHttp.ts'
import { redirectUri, redirectUriFault } from './redirectUri.ts'

describe('RD-02 registration accepts', () => {
  test.each([
    'https://app.example.com/callback',
    'https://app.example.com',
    'https://app.example.com:8443/cb?tenant=a&lang=de',
    'https://xn--bcher-kva.example/cb',
    'https://10.0.0.1/cb',
    'http://localhost/cb',
    'http://localhost:8080/cb',
    'http://127.0.0.1:3000/',
    'http://127.255.0.9/cb',
    'http://[::1]:5000/cb',
    'https://app.example.com/a/..b/.c/d.',
  ])('%s', (uri) => {
    expect(redirectUriFault(uri)).toBeUndefined()
    expect(redirectUri.parse(uri)).toBe(uri)
  })
})

describe('RD-02 NT-06 NT-08 F10 registration refuses', () => {
  test.each([
    ['plain http', 'http://a.example/cb'],
    ['a wildcard in the path', 'https://a.example/*'],
    ['a wildcard in the host', 'https://*.example/cb'],
    ['a user and password', 'https://user:pw@a.example/cb'],
    ['an empty user', 'https://@a.example/cb'],
    ['a backslash', 'https://a.example\\@evil/cb'],
    ['a leading space', ' https://a.example/cb'],
    ['an inner space', 'https://a.example/c b'],
    ['a newline', 'https://a.example/cb\n'],
    ['a tab inside the scheme', 'ht\ttps://a.example/cb'],
    ['a NUL', 'https://a.example/\0'],
    ['a fragment', 'https://a.example/cb#'],
    ['a semicolon', 'https://a.example/..;/cb'],
    ['a dot segment', 'https://a.example/cb/../evil'],
    ['a single dot segment', 'https://a.example/./cb'],
    ['a last dot segment', 'https://a.example/cb/..'],
    ['an encoded dot', 'https://a.example/%2e%2E/cb'],
    ['an encoded slash', 'https://a.example/cb/..%2f'],
    ['an encoded backslash', 'https://a.example/%5Ccb'],
    ['double encoding', 'https://a.example/%252f..'],
    ['an encoded NUL', 'https://a.example/%00'],
    ['the parameter code', 'https://a.example/cb?code=1'],
    ['the parameter state in another case', 'https://a.example/cb?State=1'],
    ['the parameter error encoded', 'https://a.example/cb?e%72ror=1'],
    ['the parameter iss', 'https://a.example/cb?a=1&iss='],
    ['the parameter response', 'https://a.example/cb?response'],
    ['capitals in the host', 'https://A.example/cb'],
    ['capitals in the scheme', 'HTTPS://a.example/cb'],
    ['the port of the scheme', 'https://a.example:443/cb'],
    ['a host in Unicode', 'https://bücher.example/cb'],
    ['a full-width host', 'https://ａ.example/cb'],
    ['a path in Unicode', 'https://a.example/ü'],
    ['one slash', 'https:/a.example/cb'],
    ['no slash', 'https:a.example'],
    ['a path alone', '/cb'],
    ['a host alone', '//a.example/cb'],
    ['nothing', ''],
    ['javascript:', 'JaVaScRiPt:alert(1)'],
    ['javascript: with a newline', 'java\nscript:alert(1)'],
    ['data:', 'data:text/html,x'],
    ['a private-use scheme', 'com.example.app:/cb'],
    ['a file', 'file:///etc/passwd'],
    ['userinfo that looks like loopback', 'http://localhost:80@evil/cb'],
    ['a quote that would be encoded', 'https://a.example/"onload='],
  ])('%s: %j', (_, uri) => {
    expect(redirectUriFault(uri)).toMatch(/\.$|: http/)
  })
})

describe('RD-03 NT-06 loopback is judged on the parsed host', () => {
  test.each([
    'http://localhost.evil.test/cb',
    'http://127.0.0.1.evil/cb',
    'http://evil.test/localhost',
    'http://localhost./cb',
    'http://128.0.0.1/cb',
    'http://0.0.0.0/cb',
    'http://[::ffff:127.0.0.1]/cb',
    'http://[::]/cb',
    'http://1270.0.0.1/cb',
  ])('%s is none', (uri) => {
    expect(redirectUriFault(uri)).toBeDefined()
    if (URL.canParse(uri)) expect(isLoopback(new URL(uri))).toBe(false)
  })

  test.each([
    'http://127.1/cb',
    'http://2130706433/cb',
    'http://0x7f.1/cb',
    'http://127.0.0.1./cb',
    'http://①②⑦.⓪.⓪.①/cb',
  ])('%s means loopback, and has to be written plainly', (uri) => {
    expect(isLoopback(new URL(uri))).toBe(true)
    expect(redirectUriFault(uri)).toBeDefined()
  })
})
