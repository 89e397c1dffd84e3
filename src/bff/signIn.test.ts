import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningBff, startBff } from '#testing/bff.ts'
import { testDatabases } from '#testing/database.ts'
import { startForeignTenant } from '#testing/foreignTenant.ts'
import { newPerson, sessionCookie, signingIn } from '#testing/signingIn.ts'

describe.each(testDatabases())('$kind', (engine) => {
  let bff: RunningBff
  beforeAll(async () => {
    bff = await startBff({ database: await engine.open(), tenant: await startForeignTenant() })
  })
  afterAll(() => bff.close())
  const { at, userOf, whoAmI, signedIn, goToTenant, dump } = signingIn(() => bff)

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
})
