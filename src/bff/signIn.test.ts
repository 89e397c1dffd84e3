import { randomUUID } from 'node:crypto'
import { generateKeyPair } from 'jose'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sweep } from '#platform/database/sweep.ts'
import { hours, minutes } from '#schema/duration.ts'
import { type RunningBff, startBff } from '#testing/bff.ts'
import type { Browser, Reply } from '#testing/browser.ts'
import { testDatabases } from '#testing/database.ts'
import { type Person, sendJson, startForeignTenant } from '#testing/foreignTenant.ts'
import { expiries } from './expiries.ts'

const sessionCookie = 'gatewright-session'
/** Of one sign-in under way, by the address that it comes back to. */
const signInCookie = (callback: string) =>
  `gatewright-sign-in-${new URL(callback).searchParams.get('state')?.slice(0, 8)}`
const newPerson = (name: string): Person => ({ id: randomUUID(), name, displayName: name })

describe.each(testDatabases())('$kind', (engine) => {
  let bff: RunningBff
  beforeAll(async () => {
    bff = await startBff({ database: await engine.open(), tenant: await startForeignTenant() })
  })
  afterAll(() => bff.close())

  const at = (path: string) => `${bff.url}${path}`
  const userOf = async (browser: Browser) =>
    ((await browser.get(at('/bff/session'))).json() as { user: { name: string } | null }).user
  const whoAmI = (browser: Browser) => browser.post(at('/api/Security/WhoAmI'), {})

  const signedIn = (person: Person) => {
    bff.tenant.person = person
    return bff.signedIn()
  }

  /** Begins a sign-in and gives the address that the tenant sends the browser back to. */
  async function goToTenant(browser: Browser, returnTo = '/'): Promise<string> {
    const begun = await browser.get(at(`/bff/sign-in?returnTo=${encodeURIComponent(returnTo)}`))
    expect(begun.status).toBe(302)
    const answered = await browser.get(String(begun.headers.location))
    return String(answered.headers.location)
  }

  /** Everything our tables hold, as somebody with a dump would see it. */
  async function dump(): Promise<string> {
    const tables = ['bff_sign_in', 'bff_session'].map((table) =>
      sql`select * from ${sql.table(table)}`.execute(bff.database.read),
    )
    return JSON.stringify((await Promise.all(tables)).map(({ rows }) => rows))
  }

  function expectProblemPage(reply: Reply, words: string): void {
    expect(reply.status).toBe(400)
    expect(reply.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(reply.text).toContain(words)
    expect(reply.text).toContain('<a href="/bff/sign-in">Sign in again</a>')
    expect(reply.text).toContain(`<code>${String(reply.headers['x-request-id'])}</code>`)
  }

  test('signs in, comes back to the page and knows who it is', async () => {
    const browser = bff.browser()
    expect(await userOf(browser)).toBeNull()
    expect((await whoAmI(browser)).status).toBe(401)

    const last = await browser.visit(at('/bff/sign-in?returnTo=/applications%3Fpage%3D2%23end'))
    expect([last.status, last.url]).toEqual([200, at('/applications?page=2#end')])
    expect((await browser.get(at('/bff/session'))).json()).toEqual({
      user: bff.tenant.person,
      tenant: { url: bff.tenant.url, kind: 'remote', host: 'localhost:7081' },
    })
    expect((await whoAmI(browser)).json()).toMatchObject({ Result: { User: bff.tenant.person.name } })
  })

  test('TK-08 lets people in at once when the tenant has replaced its key a moment ago', async () => {
    await signedIn(newPerson('before'))
    await bff.tenant.replaceKey()
    const browser = await signedIn(newPerson('after'))
    expect((await userOf(browser))?.name).toBe('after')
  })

  test('asks the tenant for a code with PKCE, state and nonce, under the address of the configuration', async () => {
    const { headers } = await bff.browser().get(at('/bff/sign-in'))
    const url = new URL(String(headers.location))
    expect(url.origin + url.pathname).toBe(`${bff.tenant.url}/OAuth2/Authorize/__console`)
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: bff.tenant.client.clientId,
      redirect_uri: at('/callback'),
      response_type: 'code',
      scope: 'openid console',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    })
  })

  test('BF-01 F3 no token reaches the browser or, as it is, the database', async () => {
    const browser = bff.browser()
    const before = new Set(bff.tenant.tokens.keys())
    const callback = await goToTenant(browser)
    const replies = [await browser.get(callback)]
    const secrets = [...browser.cookies.values()]
    for (const path of ['/', '/bff/session']) replies.push(await browser.get(at(path)))
    replies.push(await whoAmI(browser), await browser.post(at('/bff/sign-out'), {}))

    const tokens = [...bff.tenant.tokens.keys()].filter((token) => !before.has(token))
    const again = bff.browser()
    await again.visit(at('/bff/sign-in'))
    const kept = await dump()
    const fresh = [...bff.tenant.tokens.keys()].filter((token) => !before.has(token))
    expect(fresh.length).toBeGreaterThan(0)
    for (const token of [...tokens, ...fresh]) {
      for (const reply of replies) expect(JSON.stringify(reply)).not.toContain(token)
      expect(kept).not.toContain(token)
    }
    const { searchParams } = new URL(callback)
    for (const secret of [
      ...secrets,
      ...again.cookies.values(),
      searchParams.get('state'),
      searchParams.get('code'),
    ])
      expect(kept).not.toContain(secret)
  })

  test('BF-02 BF-12 cookies are HttpOnly and small; the session is Strict, only the sign-in Lax', async () => {
    const browser = bff.browser()
    const begun = await browser.get(at('/bff/sign-in'))
    expect(begun.headers['set-cookie']).toEqual([
      expect.stringMatching(
        /^gatewright-sign-in-[\w-]{8}=[\w-]{43}\.[\w-]+; Max-Age=86400; Path=\/; HttpOnly; SameSite=Lax$/,
      ),
    ])
    const answered = await browser.get(String(begun.headers.location))
    const done = await browser.get(String(answered.headers.location))
    expect(done.headers['set-cookie']).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^gatewright-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/),
      ]),
    )
    expect([...browser.cookies.keys()]).toEqual([sessionCookie])
  })

  test('BF-03 NT-52 each sign-in has a new session id, and ends the session that this browser had', async () => {
    const browser = bff.browser()
    browser.cookies.set(sessionCookie, 'chosen-by-somebody-else')
    await browser.visit(at('/bff/sign-in'))
    const first = browser.cookies.get(sessionCookie) ?? ''
    expect(first).not.toBe('chosen-by-somebody-else')

    await browser.visit(at('/bff/sign-in'))
    expect(browser.cookies.get(sessionCookie)).not.toBe(first)
    expect(await userOf(browser)).not.toBeNull()
    browser.cookies.set(sessionCookie, first)
    expect(await userOf(browser)).toBeNull()
  })

  test('BF-03 also where the Strict cookie does not come along from a tenant on another site', async () => {
    const browser = await bff.signedIn()
    const old = browser.cookies.get(sessionCookie) ?? ''
    const callback = await goToTenant(browser)
    browser.cookies.delete(sessionCookie)
    await browser.get(callback)
    expect(browser.cookies.get(sessionCookie)).not.toBe(old)
    browser.cookies.set(sessionCookie, old)
    expect(await userOf(browser)).toBeNull()
  })

  test('BF-03 two people never cross, in one browser or in two', async () => {
    const [ada, bob] = [newPerson('ada@acme'), newPerson('bob@acme')]
    const [hers, his] = [await signedIn(ada), await signedIn(bob)]
    expect([(await userOf(hers))?.name, (await userOf(his))?.name]).toEqual([ada.name, bob.name])
    bff.tenant.person = bob
    await hers.visit(at('/bff/sign-in'))
    expect((await whoAmI(hers)).json()).toMatchObject({ Result: { User: bob.name } })
  })

  test('BF-09 NT-51 no-store on everything authenticated and on every Set-Cookie', async () => {
    const browser = bff.browser()
    const callback = await goToTenant(browser)
    const replies = [
      await browser.get(at('/bff/sign-in')),
      await browser.get(callback),
      await bff.signedIn().then((other) => other.get(at('/bff/session'))),
      await whoAmI(await bff.signedIn()),
      await whoAmI(bff.browser()),
      await browser.post(at('/bff/sign-out'), {}),
      await browser.get(at('/')),
    ]
    expect(replies.map(({ headers }) => headers['cache-control'])).toEqual(replies.map(() => 'no-store'))
  })

  test('BF-10 a session ends 30 minutes after its last use', async () => {
    const browser = await bff.signedIn()
    for (let use = 0; use < 3; use++) {
      bff.pass(minutes(29) * 1000)
      expect(await userOf(browser)).not.toBeNull()
    }
    bff.pass(minutes(30) * 1000)
    expect(await userOf(browser)).toBeNull()
    expect((await whoAmI(browser)).status).toBe(401)
  })

  test('BF-10 a session ends with its token, however much it is used', async () => {
    const browser = await bff.signedIn()
    for (let used = 0; used < hours(5) - minutes(20); used += minutes(20)) {
      bff.pass(minutes(20) * 1000)
      expect(await userOf(browser)).not.toBeNull()
    }
    bff.pass(minutes(20) * 1000)
    expect(await userOf(browser)).toBeNull()
  })

  test('BF-10 a session ends after 8 hours, whatever its token says', async () => {
    bff.tenant.tokenLifetime = hours(100)
    const browser = await bff.signedIn()
    bff.tenant.tokenLifetime = hours(5)
    for (let used = 0; used < hours(8) - minutes(20); used += minutes(20)) {
      bff.pass(minutes(20) * 1000)
      expect(await userOf(browser)).not.toBeNull()
    }
    bff.pass(minutes(20) * 1000)
    expect(await userOf(browser)).toBeNull()
  })

  test('dead rows go away', async () => {
    await bff.signedIn()
    await bff.browser().get(at('/bff/sign-in'))
    bff.pass(hours(9) * 1000)
    const browser = await bff.signedIn()
    await sweep(bff, expiries)
    const rows = await bff.database.read.selectFrom('bff_session').select('key').execute()
    const begun = await bff.database.read.selectFrom('bff_sign_in').select('key').execute()
    expect([rows.length, begun.length]).toEqual([1, 1])
    expect(await userOf(browser)).not.toBeNull()
  })

  test('BF-11 refuses an answer without the cookie, or with that of another sign-in', async () => {
    const [attacker, victim] = [bff.browser(), bff.browser()]
    const callback = await goToTenant(attacker)
    expectProblemPage(await victim.get(callback), 'This sign-in cannot be completed')
    const own = await goToTenant(victim)
    expectProblemPage(await victim.get(callback), 'This sign-in cannot be completed')
    victim.cookies.set(signInCookie(callback), victim.cookies.get(signInCookie(own)) ?? '')
    expectProblemPage(await victim.get(callback), 'This sign-in cannot be completed')
    expect(victim.cookies.has(sessionCookie)).toBe(false)
    expect(victim.cookies.has(signInCookie(own))).toBe(true) // and the victim's own sign-in goes on
    expect((await attacker.get(callback)).status).toBe(302)
  })

  test('BF-11 a second and a late answer give no session: the sign-in is begun anew', async () => {
    const browser = bff.browser()
    const callback = await goToTenant(browser, '/apps?q=a')
    const cookie = browser.cookies.get(signInCookie(callback)) ?? ''
    expect((await browser.get(callback)).headers.location).toBe(at('/apps?q=a'))
    browser.cookies.clear()
    browser.cookies.set(signInCookie(callback), cookie)
    const anew = '/bff/sign-in?returnTo=%2Fapps%3Fq%3Da'
    expect((await browser.get(callback)).headers.location).toBe(anew)

    const late = await goToTenant(browser, '/apps?q=a')
    bff.pass(minutes(10) * 1000)
    expect((await browser.get(late)).headers.location).toBe(anew)
    expect(browser.cookies.has(sessionCookie)).toBe(false)
  })

  test('BF-11 of 20 parallel answers to one sign-in one is taken', async () => {
    const browser = bff.browser()
    const callback = await goToTenant(browser)
    const cookie = `${signInCookie(callback)}=${browser.cookies.get(signInCookie(callback))}`
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => bff.browser().get(callback, { cookie })),
    )
    const given = ({ headers }: Reply) => String(headers['set-cookie']).includes(`${sessionCookie}=`)
    expect(replies.filter(given)).toHaveLength(1)
    expect(replies.filter(({ headers }) => headers.location === '/bff/sign-in?returnTo=%2F')).toHaveLength(19)
  })

  test.each<[string, (claims: Record<string, unknown>) => Record<string, unknown>]>([
    ['TK-03 refuses an ID token without a nonce', (claims) => ({ ...claims, nonce: undefined })],
    ['TK-03 refuses an ID token with another nonce', (claims) => ({ ...claims, nonce: 'another' })],
    ['TK-02 refuses an ID token for another client', (claims) => ({ ...claims, aud: 'another' })],
    [
      'TK-02 refuses an ID token of the issuer without its slash',
      (claims) => ({ ...claims, iss: String(claims['iss']).slice(0, -1) }),
    ],
    ['refuses an ID token that has expired', (claims) => ({ ...claims, exp: Number(claims['iat']) - 60 })],
    [
      'refuses an ID token that names another user than the access token',
      (claims) => ({ ...claims, sub: randomUUID() }),
    ],
  ])('%s', async (_, change) => {
    const browser = bff.browser()
    bff.tenant.changeIdToken = change
    const reply = await browser.visit(at('/bff/sign-in'))
    bff.tenant.changeIdToken = (claims) => claims
    expect(reply.status).toBe(400)
    expect(reply.text).toContain('Sign in again')
    expect(bff.logged()).toMatch(
      new RegExp(`"level":"warn".*${String(reply.headers['x-request-id'])}.*not completed`),
    )
    expect(browser.cookies.size).toBe(0)
  })

  test('TK-01 refuses an ID token not signed with the key of the tenant', async () => {
    const browser = bff.browser()
    const { signingKey } = bff.tenant
    bff.tenant.signingKey = (await generateKeyPair('RS256')).privateKey
    expectProblemPage(await browser.visit(at('/bff/sign-in')), 'The sign-in could not be verified')
    bff.tenant.signingKey = signingKey
    expect(browser.cookies.size).toBe(0)
  })

  test('AS-06 refuses the answer of another issuer', async () => {
    bff.tenant.changeAnswer = (parameters) => parameters.set('iss', 'http://localhost:7081/other/')
    const reply = await bff.browser().visit(at('/bff/sign-in'))
    bff.tenant.changeAnswer = () => {}
    expectProblemPage(reply, 'The sign-in could not be verified')
  })

  test('AS-17 shows what the tenant says as text', async () => {
    bff.tenant.changeAnswer = (parameters) => {
      parameters.delete('code')
      parameters.set('error', 'access_denied')
      parameters.set('error_description', '<img src=x onerror=alert(1)>\r\n"not allowed" & more')
    }
    const reply = await bff.browser().visit(at('/bff/sign-in'))
    bff.tenant.changeAnswer = () => {}
    expectProblemPage(reply, 'The tenant refused the sign-in')
    expect(reply.text).toContain('&lt;img src=x onerror=alert(1)&gt; &quot;not allowed&quot; &amp; more')
    expect(reply.text).not.toContain('<img')
  })

  test('says so when the token does not open the tenant API', async () => {
    bff.tenant.answers.set('/Security/WhoAmI', (response) => sendJson(response, 403, { success: false }))
    const reply = await bff.browser().visit(at('/bff/sign-in'))
    bff.tenant.answers.clear()
    expectProblemPage(reply, 'The tenant does not let the console in')
  })

  test('FT-07 says so when the tenant breaks off the sign-in', async () => {
    bff.tenant.answers.set('/OAuth2/Token/__console', (response) => response.destroy())
    const reply = await bff.browser().visit(at('/bff/sign-in'))
    bff.tenant.answers.clear()
    expect(reply.status).toBe(502)
    expect(reply.text).toContain('The tenant does not answer')
  })

  test('FT-15 with the sessions lost everybody signs in again', async () => {
    const browser = await bff.signedIn()
    await bff.database.write((tx) => tx.deleteFrom('bff_session').execute())
    expect(await userOf(browser)).toBeNull()
    expect((await whoAmI(browser)).status).toBe(401)
    await browser.visit(at('/bff/sign-in'))
    expect(await userOf(browser)).not.toBeNull()
  })

  test('NT-65 a sealed token moved to the session of another person opens nothing', async () => {
    await bff.database.write((tx) => tx.deleteFrom('bff_session').execute())
    const [hers, his] = [await signedIn(newPerson('ada@acme')), await signedIn(newPerson('bob@acme'))]
    for (const browser of [hers, his]) expect((await whoAmI(browser)).status).toBe(200)
    const rows = await bff.database.read.selectFrom('bff_session').select(['key', 'sealed_token']).execute()
    await bff.database.write(async (tx) => {
      for (const [at, { key }] of rows.entries())
        await tx
          .updateTable('bff_session')
          .set({ sealed_token: rows[1 - at]?.sealed_token ?? '' })
          .where('key', '=', key)
          .execute()
    })
    for (const browser of [hers, his]) {
      const reply = await whoAmI(browser)
      expect([reply.status, reply.json()]).toEqual([500, expect.objectContaining({ ErrorCode: 'failed' })])
    }
    expect(bff.logged()).toContain('was altered or moved from another place')
  })

  test('LO-04 NT-52 after signing out session and token are dead', async () => {
    const browser = await bff.signedIn()
    const cookie = browser.cookies.get(sessionCookie) ?? ''
    const tokens = bff.tenant.tokens.size
    const reply = await browser.post(at('/bff/sign-out'), {})
    expect(reply.json()).toEqual({ signOutUrl: null })
    expect(reply.headers['clear-site-data']).toBe('"cache"')
    expect(browser.cookies.size).toBe(0)
    expect(bff.tenant.tokens.size).toBe(tokens - 1)
    browser.cookies.set(sessionCookie, cookie)
    expect(await userOf(browser)).toBeNull()
    expect((await whoAmI(browser)).status).toBe(401)
  })

  test('LO-04 signs out here also when the tenant is down', async () => {
    const browser = await signedIn(newPerson('carol@acme'))
    bff.tenant.answers.set('/Security/Logout', (response) => response.destroy())
    expect((await browser.post(at('/bff/sign-out'), {})).status).toBe(200)
    bff.tenant.answers.clear()
    expect(await dump()).not.toContain('carol@acme')
  })

  test('a signed-out browser can sign out', async () => {
    expect((await bff.browser().post(at('/bff/sign-out'), {})).status).toBe(200)
  })
})
