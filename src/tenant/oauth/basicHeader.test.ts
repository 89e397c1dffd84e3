import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { basic, oauthOf, type OAuth } from '#testing/oauth.ts'
import { password, peopleOf } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

let running: TestTenant
let flow: OAuth
let portal: Awaited<ReturnType<OAuth['application']>>
beforeAll(async () => {
  running = await bootTenant()
  flow = oauthOf(running)
  portal = await flow.application('portal')
  await peopleOf(running).addUser('person')
})
afterAll(() => running.close())
// Failed proofs delay the next one; each test begins anew.
beforeEach(() => running.tenant.database.write((tx) => tx.deleteFrom('failed_login').execute()))

const ask = (fields: Parameters<OAuth['token']>[1], headers: Record<string, string> = {}) =>
  flow.token('portal', { grant_type: 'client_credentials', ...fields }, { headers })
const own = () => ({ client_id: portal.client.clientId, client_secret: portal.client.secret })

describe('CL-05 the Basic header', () => {
  const { clientId, secret } = { clientId: 'svc-portal@acme.test', secret: password }
  const send = (authorization: string) => ask({}, { authorization })

  test.each([
    ['no base64', 'Basic §§'],
    ['base64url', `Basic ${Buffer.from('ÿÿ?:ÿÿ>').toString('base64url')}`],
    [
      'no padding',
      `Basic ${Buffer.from('a:b')
        .toString('base64')
        .replace(/={1,2}$/, '')}x`,
    ],
    ['trailing garbage', `${basic(clientId, secret)} x`],
    ['no colon', `Basic ${Buffer.from('abc').toString('base64')}`],
    ['a NUL', `Basic ${Buffer.from('a\0:b').toString('base64')}`],
    ['an encoded NUL', basic('a%00b', 'x')],
    ['empty', 'Basic '],
    ['another scheme', `Bearer ${secret}`],
    ['Digest', 'Digest username="a"'],
  ])('with %s is a 401', async (_, header) => {
    expect(await send(header)).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
  })

  test('a pair works raw and form-encoded, whatever the secret holds', async () => {
    const anySecret = fc.string({ unit: 'grapheme-ascii', minLength: 10, maxLength: 20 })
    const id = await flow.serviceUser('special+chars')
    await flow.grant(portal.rowKey, { type: 'User', id: id.id }, 'Execute')
    await fc.assert(
      fc.asyncProperty(anySecret, async (text) => {
        const special = `${text}%+ x9`
        await running.admin.result('/UserMgmt/ResetUserPassword', { ID: id.id, newPassword: special })
        const encode = (part: string) => new URLSearchParams([['', part]]).toString().slice(1)
        expect((await send(basic(id.clientId, special))).status).toBe(200)
        expect((await send(basic(encode(id.clientId), encode(special)))).status).toBe(200)
        expect((await send(basic(encode(id.clientId), `${encode(special)}x`))).status).toBe(401)
      }),
      { numRuns: 8 },
    )
  })

  test('with spare bits set is another text for the same bytes, and a 401', async () => {
    const spare = await flow.serviceUser('spare')
    await flow.grant(portal.rowKey, { type: 'User', id: spare.id }, 'Execute')
    const header = basic(spare.clientId, spare.secret)
    expect(header).toMatch(/Q==$/)
    expect((await send(header)).status).toBe(200)
    expect((await send(header.replace(/Q==$/, 'R=='))).status).toBe(401)
  })

  test('counts one attempt although it is read twice', async () => {
    await flow.serviceUser('counted')
    for (let tries = 1; tries <= 5; tries++)
      expect((await send(basic('counted%40acme.test', `wrong${tries}`))).status).toBe(401)
    const sixth = await send(basic('counted%40acme.test', 'wrong6'))
    expect(sixth).toMatchObject({ status: 429, body: { error: 'temporarily_unavailable' } })
    expect(Number(sixth.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await ask(own())).status).toBe(200)
  })

  test('a right password that is refused for another reason does not clear the count', async () => {
    for (const secret of ['w1', 'w2', 'w3', 'w4', password, 'w5'])
      expect((await ask({ client_id: 'person@acme.test', client_secret: secret })).status).toBe(401)
    expect((await ask({ client_id: 'person@acme.test', client_secret: password })).status).toBe(429)
  })
})
