import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { externalIdp, type ExternalIdp } from '#testing/externalIdp.ts'
import { federationOf } from '#testing/federation.ts'
import { redirectUri } from '#testing/oauth.ts'
import { peopleOf } from '#testing/people.ts'
import { addressOf, answerIn, pageOf, plainBrowser, type PlainBrowser } from '#testing/plainBrowser.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { minutes } from '#schema/duration.ts'
import type { Tables } from '../store/tables.ts'

const bye = 'https://app.test/bye?of=bank'

describe.each(testDatabases())('single logout, $kind', (engine) => {
  let running: TestTenant
  let idp: ExternalIdp
  let federation: ReturnType<typeof federationOf>
  let bank: Awaited<ReturnType<typeof federation.flow.openIdConnect>>
  let link: string
  let id: string
  const set = (change: object) =>
    running.admin.result('/Gatewright/IdentityProviders/Update', { ID: id, ...change })
  const single = (more: object = {}) =>
    set({ Outbound: { SingleLogout: true, ReturnToApplication: false, ...more } })

  beforeAll(async () => {
    idp = await externalIdp()
    running = await bootTenant({ database: await engine.open<Tables>(), allow: [idp.issuer] })
    federation = federationOf(running)
    bank = await federation.flow.openIdConnect('bank', {
      profile: { KnownScopes: [{ Scope: 'all', AllowedRest: ['.*'] }] },
      own: { PostLogoutRedirects: [bye] },
    })
    link = federation.link(bank)
    id = await peopleOf(running).addIdentityProvider('Partner', idp.settings())
    await federation.route({ IdentityProvider: id, Domain: 'partner.test' })
  })
  afterAll(async () => {
    await running.close()
    await idp.close()
  })
  beforeEach(async () => {
    idp.state.behaviour = {}
    idp.state.signOut = new URLSearchParams()
    idp.state.afterSignOut = `${running.url}/Federation/${id}/PostLogout`
    idp.state.person = { sub: 'ada', preferred_username: 'ada@partner.test', name: 'Ada' }
    await single()
  })

  /** Somebody who is signed in to the application, and what the application has of that. */
  async function signedIn(scope = 'openid') {
    const browser = plainBrowser(running.url)
    const answer = answerIn(
      await federation.signIn('ada@partner.test', federation.link(bank, { scope }), browser),
    )
    const { body } = await federation.flow.post(
      'Token/bank',
      {
        grant_type: 'authorization_code',
        code: new URL(addressOf(answer)).searchParams.get('code') ?? '',
        redirect_uri: redirectUri,
      },
      { client: bank.client },
    )
    const idToken = String(body['id_token'])
    const leave = (more: Record<string, string> = { post_logout_redirect_uri: bye, state: 'its & state' }) =>
      browser.open(
        `/OAuth2/EndSession/bank?${new URLSearchParams({ id_token_hint: idToken, ...more }).toString()}`,
      )
    return { browser, idToken, accessToken: String(body['access_token']), leave }
  }

  /** Follows the browser to the identity provider, and gives where that one sends it. */
  async function there(sight: Parameters<typeof federation.leadsTo>[0]): Promise<Response> {
    const away = federation.leadsTo(sight)
    if (!away) throw new Error(`Nobody is sent anywhere: ${pageOf(sight).html}`)
    expect(away.origin).toBe(idp.issuer)
    return fetch(away, { redirect: 'manual' })
  }

  const isAlive = async (token: string) =>
    (await federation.flow.post('Introspect/bank', { token }, { client: bank.client })).body['active']

  const stays = async (browser: PlainBrowser) =>
    addressOf(answerIn(await browser.open(`${link}&prompt=none`))).includes('code=')

  test('FC-15 ends here first, then there with hint and our exact URL, and goes on to the application with its state', async () => {
    const { browser, accessToken, leave } = await signedIn()
    expect(await isAlive(accessToken)).toBe(true)
    const sight = await leave()
    expect(await stays(browser)).toBe(false)
    expect(await isAlive(accessToken)).toBe(false)
    const { headers } = await there(sight)
    const { signOut } = idp.state
    expect([...signOut.keys()].toSorted()).toEqual([
      'client_id',
      'id_token_hint',
      'post_logout_redirect_uri',
      'state',
    ])
    expect(signOut.get('post_logout_redirect_uri')).toBe(`${running.url}/Federation/${id}/PostLogout`)
    expect(signOut.toString()).not.toMatch(/app\.test|its/)
    const back = await browser.open(headers.get('location') ?? '')
    expect(pageOf(back).title).toBe('Signed out')
    expect(federation.leadsTo(back)?.href).toBe(`${bye}&state=its+%26+state`)
  })

  test('FC-15 with the second switch, exactly the application’s own address and state go there', async () => {
    await single({ ReturnToApplication: true })
    idp.state.afterSignOut = bye
    const { leave } = await signedIn()
    const { headers } = await there(await leave())
    expect(idp.state.signOut.get('post_logout_redirect_uri')).toBe(bye)
    expect(headers.get('location')).toBe(`${bye}&state=its+%26+state`)
  })

  test('FC-15 with the second switch, an address that is not registered goes nowhere, and without one none is sent', async () => {
    await single({ ReturnToApplication: true })
    const requests: Record<string, string>[] = [
      { post_logout_redirect_uri: 'https://evil.test/', state: 'x' },
      { state: 'x' },
    ]
    for (const asked of requests) {
      const { leave } = await signedIn()
      await there(await leave(asked))
      expect([...idp.state.signOut.keys()].toSorted()).toEqual(['client_id', 'id_token_hint'])
    }
  })

  test('FC-15 an address that is not registered is not gone on to', async () => {
    const { browser, leave } = await signedIn()
    const { headers } = await there(await leave({ post_logout_redirect_uri: 'https://evil.test/' }))
    const back = await browser.open(headers.get('location') ?? '')
    expect([pageOf(back).title, federation.leadsTo(back)]).toEqual(['Signed out', undefined])
  })

  test('FC-15 who confirms signing out without a hint is signed out there too', async () => {
    const { browser } = await signedIn()
    const asked = await browser.open('/OAuth2/EndSession/bank')
    expect((await there(await browser.submit(asked))).status).toBe(303)
    expect(await stays(browser)).toBe(false)
  })

  test('FC-15 off, the identity provider is not asked, and keeps nothing of it here', async () => {
    await set({ Outbound: { SingleLogout: false } })
    const { leave } = await signedIn()
    expect(addressOf(answerIn(await leave()))).toBe(`${bye}&state=its+%26+state`)
    const kept = await running.tenant.database.read
      .selectFrom('login_session')
      .select('sealed_id_token')
      .orderBy('created_at', 'desc')
      .executeTakeFirst()
    expect(kept?.sealed_id_token).toBeNull()
  })

  test('FC-15 one that offers no end_session_endpoint is told to the person and to the administrator', async () => {
    idp.state.behaviour = { noSignOut: true }
    await single({ ReturnToApplication: true })
    const { browser, leave } = await signedIn()
    const sight = pageOf(await leave())
    expect(sight.html).toContain('Partner did not sign you out')
    expect([federation.leadsTo(sight), sight.html.includes('https://app.test/bye')]).toEqual([
      undefined,
      true,
    ])
    expect(await stays(browser)).toBe(false)
    const { Lines } = await running.admin.result<{ Lines: { Title: string; Passed: boolean }[] }>(
      '/Gatewright/IdentityProviders/Check',
      { ID: id },
    )
    expect(Lines).toContainEqual(expect.objectContaining({ Title: 'Single logout', Passed: false }))
    await running.tenant.strangerEvents.sumUp()
    const told = await running.tenant.database.read
      .selectFrom('event')
      .select('detail')
      .where('event_type', '=', 'Cloud.Core.Logout')
      .where('level', '=', 'Warning')
      .execute()
    expect(told.map(({ detail }) => JSON.parse(detail))).toEqual([
      expect.objectContaining({ check: 'singleLogoutOffered' }),
    ])
  })

  test('RP-14 turned off, it is not asked: the sessions ended here, and the application goes on', async () => {
    const { leave } = await signedIn()
    await set({ Active: false })
    expect(addressOf(answerIn(await leave()))).toBe(`${bye}&state=its+%26+state`)
    expect([...idp.state.signOut]).toEqual([])
    await set({ Active: true })
  })

  test('RP-14 turned off or deleted, nobody is taken there by a ticket, and what comes back ends in words', async () => {
    const other = await peopleOf(running).addIdentityProvider('Gone', idp.settings())
    for (const path of [`${id}/SignOut?ticket=made-up`, `${other}/PostLogout?state=x`, 'none/PostLogout']) {
      const sight = pageOf(await plainBrowser(running.url).open(`/Federation/${path}`))
      expect([sight.status, sight.title, federation.leadsTo(sight)]).toEqual([200, 'Signed out', undefined])
    }
  })

  test('FC-15 a program that signs somebody out gets the page that takes their browser there, without the ID token', async () => {
    const { browser, accessToken } = await signedIn('openid all')
    const signOut = async (body: object) => {
      const reply = await fetch(`${running.url}/Gatewright/SignOut`, {
        method: 'POST',
        headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      return (await reply.json()) as { Result: { Url: string } | null; Message: string }
    }
    expect((await signOut({ ReturnTo: 'https://evil.test/' })).Message).toContain(
      'ReturnTo is no post-logout',
    )
    expect(await stays(browser)).toBe(true)
    const { Result } = await signOut({ ReturnTo: bye })
    expect(await stays(browser)).toBe(false)
    // As from a console of another site
    const visit = { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' }
    const { headers } = await there(await browser.send(new URL(Result?.Url ?? ''), { headers: visit }))
    expect(idp.state.signOut.has('id_token_hint')).toBe(true)
    expect(federation.leadsTo(await browser.open(headers.get('location') ?? ''))?.href).toBe(bye)
    // The program opens it itself, as often as it likes, also as somebody else who is signed in
    for (const other of [plainBrowser(running.url), (await signedIn()).browser])
      for (const _ of [1, 2]) {
        const sight = pageOf(await other.open(Result?.Url ?? ''))
        expect(sight.html).not.toMatch(/id_token_hint|eyJ/)
        await there(sight)
        expect([...idp.state.signOut.keys()].toSorted()).toEqual([
          'client_id',
          'post_logout_redirect_uri',
          'state',
        ])
      }
  })

  test('FC-15 a session that was idle here is ended there as well', async () => {
    const { leave } = await signedIn()
    running.advance(minutes(45) * 1000)
    expect((await there(await leave())).status).toBe(303)
  })
})
