import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sweep } from '#platform/database/sweep.ts'
import { administrator } from '#testing/administrator.ts'
import { ApiClient, signIn } from '#testing/apiClient.ts'
import { oauthOf } from '#testing/oauth.ts'
import { password, peopleOf } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { expiries } from '../expiries.ts'

let running: TestTenant
let stranger: ApiClient
beforeAll(async () => {
  running = await bootTenant()
  stranger = new ApiClient(running.url, null)
})
afterAll(() => running.close())
beforeEach(() => running.tenant.database.write((tx) => tx.deleteFrom('failed_login').execute()))

type Started = { SessionId: string; Challenges: { Mechanisms: { MechanismId: string }[] }[] }

async function start(user: string) {
  const { SessionId, Challenges } = await stranger.result<Started>('/Security/StartAuthentication', {
    User: user,
  })
  return { SessionId, MechanismId: Challenges[0]?.Mechanisms[0]?.MechanismId ?? '' }
}

const advance = (fields: object) =>
  stranger.post('/Security/AdvanceAuthentication', { Action: 'Answer', ...fields })
const answer = async (user: string, secret: string) => advance({ ...(await start(user)), Answer: secret })

const wrong = 'The login name or the password is wrong, or the account cannot sign in here.'

test('a good sign-in sets the cookie, whose value is a bearer, and names no PodFqdn (contract.md 2.12)', async () => {
  const { headers, envelope } = await answer(administrator.user, administrator.password)
  const { Auth } = envelope.Result as { Auth: string }
  expect(envelope).toMatchObject({
    success: true,
    Result: { Summary: 'LoginSuccess', User: 'ada@acme.test' },
  })
  expect(headers.get('set-cookie')).toContain(`.ASPXAUTH=${Auth};`)
  expect(headers.get('set-cookie')).toMatch(/HttpOnly; Secure; SameSite=Lax/)
  expect(headers.get('cache-control')).toBe('no-store')
  const started = await stranger.result<object>('/Security/StartAuthentication', { User: 'ada@acme.test' })
  expect(Object.keys(started)).not.toContain('PodFqdn')
})

test('RL-03 known and unknown names look alike at every step', async () => {
  const oauth = oauthOf(running)
  await oauth.serviceUser('robot')
  const id = await peopleOf(running).addUser('leaver')
  await running.admin.result('/CDirectoryService/SetUserState', { ID: id, state: 'Locked' })
  const shapes = await Promise.all(
    [
      'ada@acme.test',
      'nobody@acme.test',
      'robot@acme.test',
      'leaver@acme.test',
      '',
      '<script>',
      'ADA@ACME.TEST ',
    ].map(async (user) => {
      const started = await stranger.post('/Security/StartAuthentication', { User: user })
      const { SessionId, Challenges, ...rest } = started.envelope.Result as Started
      const MechanismId = Challenges[0]?.Mechanisms[0]?.MechanismId
      const { status, envelope } = await advance({ SessionId, MechanismId, Answer: 'wrong' })
      return { rest, started: started.status, status, message: envelope.Message, code: envelope.ErrorCode }
    }),
  )
  expect(new Set(shapes.map((shape) => JSON.stringify(shape))).size).toBe(1)
  expect(shapes[0]).toMatchObject({ status: 200, message: wrong, code: 'invalid_request' })
  for (const user of ['robot@acme.test', 'leaver@acme.test'])
    expect((await answer(user, password)).envelope).toMatchObject({ success: false, Message: wrong })
})

describe('NT-53 a stage is passed in order, once, by whoever began', () => {
  test('an answer that was given is given once', async () => {
    const begun = await start('ada@acme.test')
    expect((await advance({ ...begun, Answer: 'wrong' })).envelope.ErrorCode).toBe('invalid_request')
    expect((await advance({ ...begun, Answer: administrator.password })).envelope.ErrorCode).toBe('gone')
    const again = await start('ada@acme.test')
    expect((await advance({ ...again, Answer: administrator.password })).envelope.success).toBe(true)
    expect((await advance({ ...again, Answer: administrator.password })).envelope.ErrorCode).toBe('gone')
  })

  test('of 20 parallel right answers one signs in', async () => {
    const begun = await start('ada@acme.test')
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => advance({ ...begun, Answer: administrator.password })),
    )
    expect(replies.filter(({ envelope }) => envelope.success)).toHaveLength(1)
    expect(replies.filter(({ status }) => status >= 500)).toEqual([])
  })

  test.each<[string, (begun: { SessionId: string; MechanismId: string }) => object]>([
    ['no answer', (begun) => ({ ...begun, Answer: undefined })],
    ['null', (begun) => ({ ...begun, Answer: null })],
    ['an empty answer', (begun) => ({ ...begun, Answer: '' })],
    ['no session', ({ MechanismId }) => ({ MechanismId, Answer: administrator.password })],
    [
      'an empty session',
      ({ MechanismId }) => ({ MechanismId, SessionId: '', Answer: administrator.password }),
    ],
    ['another mechanism', (begun) => ({ ...begun, MechanismId: 'x', Answer: administrator.password })],
    ['another action', (begun) => ({ ...begun, Action: 'Poll', Answer: administrator.password })],
    ['the action Login', (begun) => ({ ...begun, Action: 'LoginSuccess' })],
    ['a list', (begun) => ({ ...begun, Answer: [administrator.password] })],
    ['a pattern', (begun) => ({ ...begun, Answer: { $ne: '' } })],
  ])('%s signs nobody in', async (_, fields) => {
    const { headers, envelope } = await advance(fields(await start('ada@acme.test')))
    expect(envelope.success).toBe(false)
    expect(headers.get('set-cookie')).toBeNull()
  })

  test('a beginning lasts ten minutes', async () => {
    const begun = await start('ada@acme.test')
    running.advance(10 * 60_000 + 1)
    expect((await advance({ ...begun, Answer: administrator.password })).envelope.ErrorCode).toBe('gone')
    running.advance(-10 * 60_000 - 1)
  })
})

test('NT-54 long names and passwords are refused, not cut, and cost nothing', async () => {
  const long = `Aa1.${'x'.repeat(100)}`
  await peopleOf(running).addUser('long', { Password: long })
  expect((await answer('long@acme.test', long)).envelope.success).toBe(true)
  expect((await answer('long@acme.test', long.slice(0, 72))).envelope.success).toBe(false)
  expect((await answer('long@acme.test', `${long}x`)).envelope.success).toBe(false)
  const began = performance.now()
  expect((await answer('long@acme.test', 'x'.repeat(60_000))).envelope.success).toBe(false)
  const named = await stranger.post('/Security/StartAuthentication', { User: 'y'.repeat(60_000) })
  expect(named).toMatchObject({ status: 200, envelope: { success: false } })
  expect(performance.now() - began).toBeLessThan(2000)
  expect((await answer('long@acme.test', 'x'.repeat(1_100_000)).catch(() => null))?.status ?? 413).toBe(413)
})

describe('RL-02 failures delay the next try of one account from one source', () => {
  const failFive = async () => {
    for (let tries = 0; tries < 5; tries++) expect((await answer('ada@acme.test', 'wrong')).status).toBe(200)
  }
  const right = () => answer('ada@acme.test', administrator.password)

  test('the sixth waits even with the right password, in every spelling of the name, and longer each time', async () => {
    await failFive()
    const refused = await right()
    expect(refused).toMatchObject({ status: 429, envelope: { success: false, ErrorCode: 'limited' } })
    expect((await answer(' ADA@acme.TEST', administrator.password)).status).toBe(429)
    running.advance(1001)
    expect((await answer('ada@acme.test', 'wrong')).status).toBe(200)
    running.advance(1001)
    expect((await right()).status).toBe(429)
    running.advance(1001)
    expect((await right()).envelope.success).toBe(true)
    expect((await right()).envelope.success).toBe(true)
    running.advance(-3003)
  })

  test('another account and another source are not held up', async () => {
    await failFive()
    await peopleOf(running).addUser('other')
    expect((await answer('other@acme.test', password)).envelope.success).toBe(true)
    await running.tenant.database.write((tx) =>
      tx
        .updateTable('failed_login')
        .set({ source: '203.0.113.9' })
        .where('source', '=', '127.0.0.1')
        .execute(),
    )
    expect((await right()).envelope.success).toBe(true)
  })

  test('what failed is forgotten after a quiet hour, made-up names too', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, index) => answer(`made-up-${index}`, 'wrong')))
    await failFive()
    running.advance(61 * 60_000)
    expect((await answer('nobody@acme.test', 'wrong')).status).toBe(200)
    await sweep(running.tenant, expiries)
    const rows = await running.tenant.database.read.selectFrom('failed_login').select('account_key').execute()
    expect(new Set(rows.map((row) => row.account_key))).toEqual(new Set(['', 'login nobody@acme.test']))
    running.advance(-61 * 60_000)
  })

  test('RL-04 nobody chooses a source: forwarded addresses mean nothing', async () => {
    await failFive()
    for (const [name, value] of [
      ['x-forwarded-for', '198.51.100.7'],
      ['forwarded', 'for=198.51.100.7'],
      ['x-real-ip', '198.51.100.7'],
    ] as const) {
      const begun = await start('ada@acme.test')
      const reply = await stranger.post(
        '/Security/AdvanceAuthentication',
        { ...begun, Action: 'Answer', Answer: administrator.password },
        { [name]: value },
      )
      expect(reply.status).toBe(429)
    }
  })

  test('NT-56 tokens that were issued before go on', async () => {
    await failFive()
    expect((await running.admin.post('/Security/WhoAmI')).status).toBe(200)
  })
})

test('LO-04 NT-52 a session that is signed out is dead, and every sign-in makes another', async () => {
  const [one, two] = [await signIn(running.url, administrator), await signIn(running.url, administrator)]
  expect(one.bearer).not.toBe(two.bearer)
  await one.result('/Security/Logout')
  expect((await one.post('/Security/WhoAmI')).status).toBe(401)
  expect((await two.post('/Security/WhoAmI')).status).toBe(200)
})

test('BF-10 a session ends after half an hour of rest, and after eight hours in any case', async () => {
  const resting = await signIn(running.url, administrator)
  running.advance(29 * 60_000)
  expect((await resting.post('/Security/WhoAmI')).status).toBe(200)
  running.advance(29 * 60_000)
  expect((await resting.post('/Security/WhoAmI')).status).toBe(200)
  running.advance(30 * 60_000)
  expect((await resting.post('/Security/WhoAmI')).status).toBe(401)
  const busy = await signIn(running.url, administrator)
  for (let half = 0; half < 16; half++) {
    running.advance(29 * 60_000)
    expect((await busy.post('/Security/WhoAmI')).status).toBe(200)
  }
  running.advance(20 * 60_000)
  expect((await busy.post('/Security/WhoAmI')).status).toBe(401)
})
