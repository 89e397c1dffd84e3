import { assert, asyncProperty, string } from 'fast-check'
import { expect, test } from 'vitest'
import { sendJson } from '#testing/foreignTenant.ts'
import { proxied, query } from '#testing/proxied.ts'

const { bff, browser, at, answer } = await proxied()

test('NT-50 two people with 20 parallel calls each get their own answers', async () => {
  const other = bff.tenant.person
  bff.tenant.person = { id: 'b', name: 'bob@acme', displayName: 'Bob' }
  const bob = await bff.signedIn()
  bff.tenant.person = other
  const calls = Array.from({ length: 40 }, async (_, n) => {
    const reply = await (n % 2 ? bob : browser).post(at('/Security/WhoAmI'), { n })
    return (reply.json() as { Result: { User: string } }).Result.User
  })
  expect(await Promise.all(calls)).toEqual(
    Array.from({ length: 40 }, (_, n) => (n % 2 ? 'bob@acme' : other.name)),
  )
})

test('a 401 of the tenant is passed on and ends the session', async () => {
  const mine = await bff.signedIn()
  answer(query, (response) =>
    sendJson(response, 401, { success: false, Message: 'over', ErrorCode: 'unauthenticated' }),
  )
  const reply = await mine.post(at(query), {})
  expect([reply.status, reply.json()]).toEqual([
    401,
    { success: false, Message: 'over', ErrorCode: 'unauthenticated' },
  ])
  bff.tenant.answers.clear()
  expect((await mine.get(`${bff.url}/bff/session`)).text).toContain('"user":null')
  expect(await bff.signedIn().then((again) => again.post(at(query), {}))).toMatchObject({ status: 200 })
})

test('BF-12 a garbled cookie is a clean 401', async () => {
  const garbled = string({ unit: 'binary', maxLength: 200 }).map((text) =>
    text.replaceAll(/[^\x20-\x7e\x80-\xff]/g, '%'),
  )
  await assert(
    asyncProperty(garbled, async (value) => {
      const reply = await bff.browser().post(at(query), {}, { cookie: `gatewright-session=${value}` })
      expect(reply.status).toBe(401)
    }),
    { numRuns: 200 },
  )
  for (const cookie of [
    'gatewright-session',
    'gatewright-session=',
    '=;;=',
    `gatewright-session=${'x'.repeat(8000)}`,
    'gatewright-session=%zz%',
  ])
    expect((await bff.browser().post(at(query), {}, { cookie })).status).toBe(401)
})
