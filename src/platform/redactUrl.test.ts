import { assert, property, string, webUrl } from 'fast-check'
import { expect, test } from 'vitest'
import { isCredential, redactText, redactUrl } from './redactUrl.ts'

test.each([
  ['/oauth2/token/a?client_id=x&client_secret=s3', '/oauth2/token/a?client_id=x&client_secret=[redacted]'],
  ['/a?Client_Secret=s3&b=1', '/a?Client_Secret=[redacted]&b=1'],
  ['/a?client%5Fsecret=s3', '/a?client%5Fsecret=[redacted]'],
  ['/a?clientSecret=s3', '/a?clientSecret=[redacted]'],
  ['/cb?code=abc&state=xyz', '/cb?code=[redacted]&state=xyz'],
  ['/logout?id_token_hint=eyJx', '/logout?id_token_hint=[redacted]'],
  ['/#access_token=a&expires_in=5', '/#access_token=[redacted]&expires_in=5'],
  ['/setup#token=abc', '/setup#token=[redacted]'],
  ['/x?a=1&password=p?q&assertion=q', '/x?a=1&password=[redacted]&assertion=[redacted]'],
  ['/x??client_secret=s3', '/x??client_secret=[redacted]'],
  ['/x?a?code=s3&b', '/x?a?code=[redacted]&b'],
  ['postgres://gate:sesame@db:5432/x', 'postgres://gate:[redacted]@db:5432/x'],
  ['/a?token=&b=%zz&%zz=1', '/a?token=&b=%zz&%zz=1'],
  ['/Security/AdvanceAuthentication?Answer=pw', '/Security/AdvanceAuthentication?Answer=[redacted]'],
])('NT-70 D2 %s', (url, shown) => expect(redactUrl(url)).toBe(shown))

test('what carries no credential stays as it was written', () => {
  const harmless = webUrl({ withQueryParameters: true, withFragments: true })
  assert(property(harmless, (url) => redactUrl(url) === url || /[?#&][^=?#&]+=/.test(url)))
  expect(redactUrl('/a?b=c&d#e')).toBe('/a?b=c&d#e')
})

test('no value of a credential parameter survives, wherever it stands', () => {
  const value = string({ minLength: 8, maxLength: 12 }).map((text) => encodeURIComponent(`s${text}`))
  assert(
    property(value, value, (secret, other) => {
      const shown = redactUrl(`/a?x=1&refresh_token=${secret}&y=2#code=${other}`)
      expect(shown).toBe('/a?x=1&refresh_token=[redacted]&y=2#code=[redacted]')
    }),
  )
})

test('finds credentials inside a text', () => {
  expect(redactText('GET https://a.test/x?token=abc failed')).toBe(
    'GET https://a.test/x?token=[redacted] failed',
  )
  expect(redactText('sent Authorization: Basic YTpi and Bearer ab.cd')).toBe(
    'sent Authorization: Basic [redacted] and Bearer [redacted]',
  )
  expect(redactText('token eyJhbGciOiJSUzI1NiJ9.eyJzdWIi.c2ln was refused')).toBe(
    'token [redacted] was refused',
  )
  expect(redactText('at my-eyJhbGciOiJSUzI1NiJ9.eyJzdWIi. and a.eyJ')).toBe('at my-[redacted] and a.eyJ')
  expect(redactText('connect postgres://g:pw@h/db')).toBe('connect postgres://g:[redacted]@h/db')
})

test('knows credentials by name, however spelled', () => {
  for (const name of ['client_secret', 'Client-Secret', 'ACCESSTOKEN', 'Set-Cookie'])
    expect(isCredential(name)).toBe(true)
  for (const name of ['client_id', 'tokenType', 'state', 'Secretary']) expect(isCredential(name)).toBe(false)
})
