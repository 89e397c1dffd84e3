import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { longestClue, mostClues } from './clue.ts'
import { recognise } from './recognise.ts'

const part = (value: object) =>
  btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
const jwt = `${part({ alg: 'RS256' })}.${part({ sub: 'x' })}.c2ln`
const id = '01a22fc9-907d-7486-b621-621051baeb3c'

describe('what people have in hand', () => {
  test.each<[string, string, string[]]>([
    [jwt, 'token', [`token ${jwt}`]],
    [`Authorization: Bearer ${jwt}`, 'token', [`token ${jwt}`]],
    ['reader@acme.test', 'name', ['user reader@acme.test', 'client reader@acme.test']],
    [id, 'id', [`anything ${id}`]],
    ['siem-reader', 'word', ['anything siem-reader']],
    ['https://app.test/cb?x=1', 'address', ['redirect https://app.test/cb?x=1']],
    [
      'https://t.test/OAuth2/Authorize/bank?client_id=a%40b.test&redirect_uri=https%3A%2F%2Fapp.test%2Fcb&scope=openid+siem&code=x',
      'authorizeAddress',
      ['application bank', 'client a@b.test', 'redirect https://app.test/cb', 'scope openid', 'scope siem'],
    ],
    [
      'https://app.test/cb?error=invalid_scope&error_description=unknown+scope+requested&correlation_id=req1',
      'answerAddress',
      ['request req1', 'redirect https://app.test/cb'],
    ],
    ['https://console.test/events/req1', 'tenantAddress', ['anything req1']],
    ['https://t.test/bank/.well-known/openid-configuration', 'tenantAddress', ['application bank']],
    [
      `curl -s https://t.test/OAuth2/Token/siem \\\n  -u 'reader@acme.test:pass word' -d grant_type=client_credentials -d "scope=siem"`,
      'command',
      ['application siem', 'client reader@acme.test', 'scope siem'],
    ],
    [
      `curl https://t.test/Redrock/query -H 'Authorization: Bearer ${jwt}' -d '{}'`,
      'command',
      ['redirect https://t.test/Redrock/query', `token ${jwt}`],
    ],
    ['{"error":"invalid_scope","correlation_id":"req1"}', 'oauthError', ['request req1']],
    ['{"success":false,"Message":"No.","ErrorID":"req2"}', 'reply', ['request req2']],
    [`{"Row":{"ID":"${id}","NormalizedUser":"a@b.test"}}`, 'logLine', [`event ${id}`, 'user a@b.test']],
    [
      `CEF:0|Gatewright|Tenant|1|Login|Signed in|3|externalId=${id} suser=a@b.test src=10.0.0.1`,
      'logLine',
      [`event ${id}`, 'user a@b.test'],
    ],
    ['', 'word', []],
  ])('%s', (pasted, kind, clues) => {
    const found = recognise(pasted)
    expect(found.kind).toBe(kind)
    expect(found.clues.map((clue) => `${clue.kind} ${clue.value}`)).toEqual(clues)
  })
})

test('whatever is pasted is recognised as something, with few clues of bounded length, each a part of it', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      'curl ',
      'CEF:',
      '{"a":',
      'https://',
      'eyJ',
      '.',
      '?',
      '&',
      '=',
      '"',
      "'",
      '\\',
      ' ',
      '@',
      'Bearer ',
    ),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const { kind, clues } = recognise(pieces.join(''))
      expect(kind).not.toBe('')
      expect(clues.length).toBeLessThanOrEqual(mostClues)
      for (const clue of clues)
        if (clue.kind !== 'token') expect(clue.value.length).toBeLessThanOrEqual(longestClue)
    }),
  )
})

test('X-07 the worst text takes no longer than its length', () => {
  const worst = [
    'curl ' + "'".repeat(20_000),
    `{"a":${'['.repeat(19_000)}`,
    'a=b '.repeat(5000),
    'eyJ.'.repeat(5000),
  ]
  for (const text of [
    ...worst,
    `https://x/?${'a&'.repeat(9000)}`,
    '@'.repeat(20_000),
    'https:/'.repeat(2800),
  ]) {
    const began = performance.now()
    recognise(text)
    expect(performance.now() - began).toBeLessThan(500)
  }
})
