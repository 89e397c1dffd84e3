import { afterAll, beforeAll, expect, test } from 'vitest'
import { oauthOf } from '#testing/oauth.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { runClaimsScript } from './runClaimsScript.ts'

let running: TestTenant
beforeAll(async () => {
  running = await bootTenant()
})
afterAll(() => running.close())

const endless = 'for (;;);'
const user = { uuid: 'u', username: 'u', displayName: '', mail: '', roleNames: [], attributes: {} }

test('X-14 forty trials at once make a token wait for the one that runs, and no other', async () => {
  const ended: string[] = []
  const run = (script: string, name: string, place?: { behind: boolean; sharer: string }) =>
    runClaimsScript({ script, user, tenant: {} }, place).then(
      () => void ended.push(name),
      () => undefined,
    )
  const trials = Array.from({ length: 40 }, (_, index) =>
    run(endless, 'trial', { behind: true, sharer: `person ${index % 20}` }),
  )
  await Promise.all([run("setClaim('a', 1)", 'token'), run("setClaim('a', 1)", 'token')])
  expect(ended).toEqual(['trial', 'token', 'token'])
  await Promise.all(trials)
  expect(ended.length).toBeLessThan(25)
})

test('X-14 trials beyond a share are refused in words that say when to come back, and tokens are issued meanwhile', async () => {
  const flow = oauthOf(running)
  const app = await flow.application('scripted', { template: 'OAuth2Server', profile: { TargetIsUs: false } })
  await flow.change(app.rowKey, { Script: "setClaim('a', 1)" })
  const trials = Array.from({ length: 40 }, () =>
    running.admin.post('/Gatewright/Preview/ClaimsScript', { script: endless }),
  )
  const { status } = await flow.token('scripted', { grant_type: 'client_credentials' }, app)
  expect(status).toBe(200)
  const replies = await Promise.all(trials)
  const refused = replies.filter((reply) => reply.status !== 200)
  expect(refused.length).toBeGreaterThan(0)
  expect(refused.length).toBeLessThan(40)
  for (const reply of refused)
    expect([reply.status, reply.headers.get('retry-after'), reply.envelope]).toMatchObject([
      503,
      '1',
      {
        success: false,
        ErrorCode: 'unavailable',
        Message: 'Too many requests of yours are waiting. Try again in a moment.',
      },
    ])
})
