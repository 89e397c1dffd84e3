import { describe, expect, test } from 'vitest'
import { isLoopback } from './plainHttp.ts'
import { isRegistered } from './loopbackPort.ts'
import { receiverOf } from './receiver.ts'
import { redirectUri, redirectUriFault, redirectUriOfApps } from './redirectUri.ts'

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
    // PB-14
    'https://app.test/@a/cb',
    'https://app.test/cb?as=a@b,c',
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
    ['a scheme that no domain name owns', 'myapp:/cb'],
    ['a private-use scheme without a slash', 'com.example.app:cb'],
    ['a private-use scheme in capitals', 'com.Example.app:/cb'],
    ['a private-use scheme with a user', 'com.example.app://user@host/cb'],
    ['a private-use scheme with dot segments', 'com.example.app:/a/../cb'],
    ['a private-use scheme with a fragment', 'com.example.app:/cb#x'],
    ['a private-use scheme with a parameter of the answer', 'com.example.app:/cb?code=1'],
    ['a private-use scheme with a wildcard', 'com.example.app:/*'],
    ['PB-14 two addresses', 'https://a.test/cb,https://b.test/cb'],
    ['PB-14 two addresses of apps', 'https://a.test/cb,com.example.app:/cb'],
    ['a file', 'file:///etc/passwd'],
    ['userinfo that looks like loopback', 'http://localhost:80@evil/cb'],
    ['a quote that would be encoded', 'https://a.example/"onload='],
  ])('%s: %j', (_, uri) => {
    expect(redirectUriFault(uri)).toMatch(/\.$|: http/)
  })
})

describe('PB-01 RD-02 a private-use scheme belongs to an app without a secret', () => {
  test.each([
    'com.example.app:/cb',
    'com.example.app:/',
    'org.acme-2.field:/oauth2redirect/acme?a=b',
    'com.example.app://cb/x',
  ])('%s', (uri) => {
    expect(redirectUriOfApps.safeParse(uri).success).toBe(true)
    expect(redirectUri.safeParse(uri).error?.issues[0]?.message).toMatch(/no secret/)
  })
})

describe('PB-01 RD-01 the port of http on this machine is free, and nothing else', () => {
  const loopback = ['http://127.0.0.1', 'http://127.0.0.9', 'http://[::1]', 'http://localhost']
  test.each(loopback)('%s', (host) => {
    for (const registered of [`${host}/cb`, `${host}:8080/cb`]) {
      for (const port of ['', ':1', ':80', ':8080', ':51004', ':65535'])
        expect([port, isRegistered([registered], `${host}${port}/cb`)]).toEqual([port, true])
      for (const other of [':0', ':00', ':080', ':65536', ':', ':8080@evil.test', '.evil.test', ':x'])
        expect([other, isRegistered([registered], `${host}${other}/cb`)]).toEqual([other, false])
      for (const path of ['', '/', '/cb/', '/CB', '/cb?x', '/cb#x', '//cb'])
        expect([path, isRegistered([registered], `${host}:51004${path}`)]).toEqual([path, false])
      const others = loopback.filter((each) => each !== host)
      for (const other of [...others, host.replace('http', 'https'), 'http://128.0.0.1', 'http://app.test'])
        expect([other, isRegistered([registered], `${other}:8080/cb`)]).toEqual([other, false])
    }
  })

  test.each(['https://localhost/cb', 'https://127.0.0.1/cb', 'https://app.test/cb', 'com.example.app:/cb'])(
    'not of %s',
    (registered) => {
      expect(isRegistered([registered], registered)).toBe(true)
      expect(isRegistered([registered], registered.replace('/cb', ':8443/cb'))).toBe(false)
    },
  )
})

test.each([
  ['https://app.test:8443/cb', 'app.test:8443', 'https://app.test:8443', 'https://app.test:8443'],
  ['http://127.0.0.1:51004/cb', '127.0.0.1:51004', 'http://127.0.0.1', 'http://127.0.0.1:51004'],
  ['http://[::1]:51004/cb', '[::1]:51004', 'http://[::1]', 'http://*:51004'],
  ['com.example.app:/cb', 'com.example.app:', 'com.example.app:', 'com.example.app:'],
])('who gets what is sent to %s', (uri, name, id, source) => {
  expect(receiverOf(uri)).toEqual({ name, id, source })
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
