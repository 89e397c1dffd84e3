import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hours } from '#schema/duration.ts'
import { deriveKeys } from '#platform/key.ts'
import { type RunningBff, startBff, testKey } from '#testing/bff.ts'
import type { Browser } from '#testing/browser.ts'
import { testDatabases } from '#testing/database.ts'
import { startForeignTenant } from '#testing/foreignTenant.ts'
import { OpenedTokens } from './openedTokens.ts'

// BF-08 NT-50: a session lasts as long as its token, and nothing renews it (decisions.md, "A session of the console is not renewed").

describe.each(testDatabases())('on $kind', (engine) => {
  let bff: RunningBff
  beforeAll(async () => {
    bff = await startBff({ database: await engine.open(), tenant: await startForeignTenant() })
  })
  afterAll(() => bff.close())

  const signedInAs = async (name: string) => {
    bff.tenant.person = { id: randomUUID(), name, displayName: name }
    return bff.signedIn()
  }
  let hers: Browser
  let his: Browser
  beforeEach(async () => {
    hers = await signedInAs('ada@acme')
    his = await signedInAs('bob@acme')
    bff.tenant.seen.length = 0
  })

  const at = (path: string) => `${bff.url}${path}`
  const fifty = (browser: Browser) =>
    Array.from({ length: 50 }, () => browser.post(at('/api/Security/WhoAmI'), {}))

  const expectRefusals = (replies: Awaited<ReturnType<Browser['post']>>[]) => {
    for (const reply of replies) {
      expect([reply.status, (reply.json() as { ErrorCode: string }).ErrorCode]).toEqual([
        401,
        'unauthenticated',
      ])
      expect(reply.text).not.toMatch(/ada@acme|bob@acme/)
      expect(reply.headers['set-cookie']).toBeUndefined()
    }
  }

  test('BF-08 50 calls on a session that has expired are 50 plain refusals, and none reaches the tenant', async () => {
    bff.pass(hours(5) * 1000)
    expectRefusals(await Promise.all(fifty(hers)))
    expect(bff.tenant.seen).toEqual([])
  })

  test('BF-08 NT-50 50 calls with a token that has died are 50 plain refusals, while somebody else works on', async () => {
    for (const [token, { name }] of bff.tenant.tokens)
      if (name === 'ada@acme') bff.tenant.tokens.delete(token)
    const [refused, answered] = await Promise.all([Promise.all(fifty(hers)), Promise.all(fifty(his))])
    expectRefusals(refused)
    for (const reply of answered) expect(reply.json()).toMatchObject({ Result: { User: 'bob@acme' } })
    // Nobody asked for another token: the API alone was called
    expect(new Set(bff.tenant.seen.map(({ path }) => path))).toEqual(new Set(['/Security/WhoAmI']))
    expect((await hers.get(at('/bff/session'))).text).toContain('"user":null')
    expect((await his.get(at('/bff/session'))).text).toContain('bob@acme')
  })

  test('BF-08 a refresh token that a tenant gives unasked is kept nowhere and shown to nobody', async () => {
    bff.tenant.extraTokens = { refresh_token: 'refresh-canary-5c1d' }
    const browser = bff.browser()
    const reply = await browser.visit(at('/bff/sign-in'))
    bff.tenant.extraTokens = {}
    expect(reply.status).toBe(200)
    const { rows } = await sql`select * from bff_session`.execute(bff.database.read)
    const shown = [reply.text, JSON.stringify([...browser.cookies]), JSON.stringify(rows), bff.logged()]
    for (const text of shown) expect(text).not.toContain('refresh-canary')
    const opened = new OpenedTokens(deriveKeys(testKey))
    const sessions = await bff.database.read.selectFrom('bff_session').selectAll().execute()
    for (const { key, sealed_token } of sessions)
      expect(opened.open(sealed_token, key)).not.toContain('canary')
  })
})
