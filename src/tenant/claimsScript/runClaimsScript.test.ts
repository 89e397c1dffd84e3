import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { claimsOf, faultOf, run, scriptUser } from '#testing/scriptRuns.ts'
import { checkClaimsScript } from './checkClaimsScript.ts'
import { faultInWords, limits } from './script.ts'

describe('scripts as vendor guides print them', () => {
  test('the one of the audit stream', async () => {
    const script = `setClaim('tenant_id', TenantData.Get("CybrTenantID")); setClaim('aud','cyberark.isp.audit')`
    expect(await claimsOf(script)).toEqual({ tenant_id: 'ABC0123', aud: 'cyberark.isp.audit' })
  })

  test('attributes, role names and identifiers', async () => {
    const script = `
      setClaim('x', LoginUser.Get('mail'));
      setClaim('department', LoginUser.Get('department'));
      setClaimArray('groups', LoginUser.RoleNames);
      setClaim('uuid', LoginUser.Uuid)
      setClaim("subdomain", TenantData.Get('CybrSubdomain'))
      setClaimObject('who', { name: LoginUser.Username, shown: LoginUser.DisplayName, mail: LoginUser.Email })
    `
    expect(await claimsOf(script)).toEqual({
      x: 'ada@mail.test',
      groups: ['Operations'],
      uuid: scriptUser.uuid,
      subdomain: 'acme',
      who: { name: 'ada@acme.test', shown: 'Ada', mail: 'ada@mail.test' },
    })
  })

  test('names of attributes whatever their case; unknown and empty ones are null', async () => {
    const script = `setClaimArray('seen', [LoginUser.Get('MAIL'), LoginUser.Get('description'), LoginUser.Get('none'),
      LoginUser.Get('__proto__'), LoginUser.Get('toString'), TenantData.Get('cybrtenantid'), TenantData.Get('other')])`
    expect(await claimsOf(script)).toEqual({
      seen: ['ada@mail.test', null, null, null, null, 'ABC0123', null],
    })
  })
})

test('a list of one stays a list, and comes in order', async () => {
  const script = `setClaimArray('groups', ['one']); setClaim('list', ['b', 'a']); setClaim('none', [])`
  expect(await claimsOf(script)).toEqual({ groups: ['one'], list: ['b', 'a'], none: [] })
})

test('the last value counts, and a claim without a value is left out', async () => {
  const script = `setClaim('a', 1); setClaim('a', 2); setClaim('b', 1); setClaim('b', null); setClaim('c', undefined)`
  expect(await claimsOf(script)).toEqual({ a: 2 })
})

test('whatever JSON can say arrives as it is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue({ maxDepth: 4, stringUnit: 'grapheme' }), async (value) => {
      fc.pre(
        value !== null &&
          JSON.stringify(value).length < 2000 &&
          !JSON.stringify(value).includes('"__proto__"'),
      )
      const expected: unknown = JSON.parse(JSON.stringify(value))
      expect(await claimsOf(`setClaim('value', ${JSON.stringify(value)})`)).toEqual({ value: expected })
    }),
    { numRuns: 100 },
  )
})

describe('claims that the tenant sets stay its own', () => {
  const own = [
    'iss',
    'sub',
    'exp',
    'nbf',
    'iat',
    'jti',
    'auth_time',
    'nonce',
    'client_id',
    'scope',
    'unique_name',
    'azp',
    'at_hash',
    'c_hash',
    'typ',
    'acr',
    'amr',
    'sid',
    'cnf',
    'act',
  ]

  test.each(own)('%s', async (name) => {
    for (const spelled of [name, name.toUpperCase(), name[0]?.toUpperCase() + name.slice(1)])
      expect(await faultOf(`\nsetClaim('${spelled}', 'x')`)).toMatch(
        new RegExp(`^Line 2: The claim ${spelled} is set by the tenant`),
      )
  })

  test('a script that catches the refusal and goes on fails all the same', async () => {
    const script = `setClaim('before', 1)\ntry {\n  setClaim('sub', 'x')\n} catch {}\nsetClaim('after', 1)`
    expect(await faultOf(script)).toMatch(/^Line 3: The claim sub /)
  })

  test('aud is replaced by a text or a list of texts, in this case only', async () => {
    expect(await claimsOf("setClaim('aud', 'api')")).toEqual({ aud: 'api' })
    expect(await claimsOf("setClaimArray('aud', ['api'])")).toEqual({ aud: ['api'] })
    for (const value of ["''", '[]', "['']", '[1]', '7', '{}', 'null', "LoginUser.Get('none')"])
      expect(await faultOf(`setClaim('aud', ${value})`)).toBe(
        'Line 1: The claim aud needs a text, or a list of texts, that is not empty.',
      )
    expect(await faultOf("setClaim('Aud', 'api')")).toBe(
      'Line 1: The claim Aud would stand beside aud. Write aud.',
    )
  })
})

describe('names and values', () => {
  test.each([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '',
    ' a',
    'a b',
    '1a',
    'é',
    'a\\0b',
    'a"b',
    'a\\nb',
  ])('"%s" is no name of a claim', async (name) => {
    expect(await faultOf(`setClaim('${name}', 1)`)).toMatch(/^Line 1: .* cannot be the name of a claim\./)
  })

  test('words and addresses are', async () => {
    const names = ['tenant_id', 'https://acme.test/claims/role', 'urn:acme:role', '_x']
    const script = names.map((name) => `setClaim('${name}', 1)`).join('\n')
    expect(await claimsOf(script)).toEqual(Object.fromEntries(names.map((name) => [name, 1])))
  })

  test.each([
    ['setClaim()', 'setClaim needs the name of the claim first, as a text.'],
    [
      "setClaim({ toString() { return 'sub' } }, 1)",
      'setClaim needs the name of the claim first, as a text.',
    ],
    ["setClaim(['a'], 1)", 'setClaim needs the name of the claim first, as a text.'],
    ["setClaimArray('a', 'one')", 'setClaimArray needs a list for the claim a, and got a text.'],
    ["setClaimArray('a', LoginUser.Groups)", 'setClaimArray needs a list for the claim a, and got nothing.'],
    ["setClaimObject('a', [])", 'setClaimObject needs an object for the claim a, and got a list.'],
    ["setClaimObject('a', null)", 'setClaimObject needs an object for the claim a, and got nothing.'],
    ["setClaim('a', 0 / 0)", 'setClaim got NaN, which a token cannot hold.'],
    ["setClaim('a', () => 1)", 'setClaim got a function, which a token cannot hold.'],
    ["setClaim('a', Symbol('b'))", 'setClaim got a symbol, which a token cannot hold.'],
    ["setClaim('a', '\\ud800')", 'The claim a holds half of a character.'],
    [
      'setClaim(\'a\', JSON.parse(\'{"b":{"__proto__":1}}\'))',
      'The claim a has a member __proto__. Leave it out.',
    ],
    ["setClaim('a', [[[[[[[[[1]]]]]]]]])", 'The claim a is nested deeper than 8 levels. Make it flatter.'],
    ["setClaim('a'.repeat(129), 1)", 'The name of a claim has at most 128 characters; this one has 129.'],
    [
      "setClaim('a', 'x'.repeat(9000))",
      'The value of the claim a is longer than 8192 characters. Tokens travel in headers: shorten it.',
    ],
    [
      "setClaim('a', 'x'.repeat(7000)); setClaim('b', 'x'.repeat(7000))",
      'All claims together are longer than 12288 characters. Tokens travel in headers: leave some out.',
    ],
    ["for (let i = 0; i < 101; i++) setClaim('a' + i, 1)", 'A script can set at most 100 claims.'],
  ])('%s', async (script, message) => {
    expect(await faultOf(script)).toBe(`Line 1: ${message}`)
  })
})

describe('what is said about a script that is none', () => {
  test.each([
    ['let x = ;', 'Line 1: This is not JavaScript that can be read: unexpected token'],
    ["setClaim('a', 1)\n\nsetClaim('b' 2)", 'Line 3: This is not JavaScript that can be read: '],
    ['await 1', 'Line 1: This is not JavaScript that can be read: '],
    ['return 1', 'Line 1: This is not JavaScript that can be read: '],
  ])('%s', async (script, message) => {
    const fault = await checkClaimsScript(script)
    expect(fault && faultInWords(fault)).toContain(message)
  })

  test('checking does not run it', async () => {
    expect(await checkClaimsScript("while (true) setClaim('sub', unknown)")).toBeNull()
    expect(await checkClaimsScript('')).toBeNull()
  })

  test('a name that is not there', async () => {
    expect(await faultOf("setClaim('a', 1)\nsetClaim('b', Department)")).toBe(
      "Line 2: The script stopped: ReferenceError: 'Department' is not defined",
    )
  })
})

test('an empty script gives nothing and needs no sandbox', async () => {
  expect(await run(' \n')).toEqual({ claims: [], fault: null, milliseconds: 0 })
})

test('a run takes a fraction of what a script may take', async () => {
  const script = "setClaimArray('groups', LoginUser.RoleNames); setClaim('mail', LoginUser.Get('mail'))"
  const took: number[] = []
  for (let i = 0; i < 50; i++) took.push((await run(script)).milliseconds)
  expect(took.toSorted((a, b) => a - b)[25]).toBeLessThan(limits.milliseconds / 2)
})
