import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { federationTenant } from '#testing/federationTenant.ts'
import { redirectUri } from '#testing/oauth.ts'
import { addressOf, answerIn, pageOf, plainBrowser, type PlainBrowser } from '#testing/plainBrowser.ts'
import { minutes } from '#schema/duration.ts'

const bye = 'https://app.test/bye?of=bank'

describe.each(testDatabases())('single logout, $kind', (engine) => {
  const at = federationTenant({ engine })
  let branch: Awaited<ReturnType<typeof at.federation.flow.openIdConnect>>
  let link: string
  const single = (more: object = {}) =>
    at.update({ Outbound: { SingleLogout: true, ReturnToApplication: false, ...more } })

  beforeAll(async () => {
    branch = await at.federation.flow.openIdConnect('branch', {
      profile: { KnownScopes: [{ Scope: 'all', AllowedRest: ['.*'] }] },
      own: { PostLogoutRedirects: [bye] },
    })
    link = at.federation.link(branch)
  })
  beforeEach(async () => {
    at.idp.state.signOut = new URLSearchParams()
    at.idp.state.afterSignOut = `${at.running.url}/Federation/${at.id}/PostLogout`
    at.idp.state.person = { sub: 'ada', preferred_username: 'ada@partner.test', name: 'Ada' }
    await single()
  })

  /** Somebody who is signed in to the application, and what the application has of that. */
  async function signedIn(scope = 'openid') {
    const browser = plainBrowser(at.running.url)
    const answer = answerIn(
      await at.federation.signIn('ada@partner.test', at.federation.link(branch, { scope }), browser),
    )
    const { body } = await at.federation.flow.post(
      'Token/branch',
      {
        grant_type: 'authorization_code',
        code: new URL(addressOf(answer)).searchParams.get('code') ?? '',
        redirect_uri: redirectUri,
      },
      { client: branch.client },
    )
    const idToken = String(body['id_token'])
    const leave = (more: Record<string, string> = { post_logout_redirect_uri: bye, state: 'its & state' }) =>
      browser.open(
        `/OAuth2/EndSession/branch?${new URLSearchParams({ id_token_hint: idToken, ...more }).toString()}`,
      )
    return { browser, idToken, accessToken: String(body['access_token']), leave }
  }

  /** Follows the browser to the identity provider, and gives where that one sends it. */
  async function there(sight: Parameters<typeof at.federation.leadsTo>[0]): Promise<Response> {
    const away = at.federation.leadsTo(sight)
    if (!away) throw new Error(`Nobody is sent anywhere: ${pageOf(sight).html}`)
    expect(away.origin).toBe(at.idp.issuer)
    return fetch(away, { redirect: 'manual' })
  }

  const isAlive = async (token: string) =>
    (await at.federation.flow.post('Introspect/branch', { token }, { client: branch.client })).body['active']

  const stays = async (browser: PlainBrowser) =>
    addressOf(answerIn(await browser.open(`${link}&prompt=none`))).includes('code=')

  test('FC-15 ends here first, then there with hint and our exact URL, and goes on to the application with its state', async () => {
    const { browser, accessToken, leave } = await signedIn()
    expect(await isAlive(accessToken)).toBe(true)
    const sight = await leave()
    expect(await stays(browser)).toBe(false)
    expect(await isAlive(accessToken)).toBe(false)
    const { headers } = await there(sight)
    const { signOut } = at.idp.state
    expect([...signOut.keys()].toSorted()).toEqual([
      'client_id',
      'id_token_hint',
      'post_logout_redirect_uri',
      'state',
    ])
    expect(signOut.get('post_logout_redirect_uri')).toBe(`${at.running.url}/Federation/${at.id}/PostLogout`)
    expect(signOut.toString()).not.toMatch(/app\.test|its/)
    const back = await browser.open(headers.get('location') ?? '')
    expect(pageOf(back).title).toBe('Signed out')
    expect(at.federation.leadsTo(back)?.href).toBe(`${bye}&state=its+%26+state`)
  })

  test('NT-23 an address to sign out at that lies inside is for the browser alone: this server never asks it', async () => {
    await at.running.admin.result('/Gatewright/IdentityProviders/Check', { ID: at.id })
    const { leave } = await signedIn()
    const sight = await leave()
    expect(at.idp.state.signOut.size).toBe(0)
    await there(sight)
    expect(at.idp.state.signOut.get('client_id')).not.toBeNull()
  })

  test('FC-15 with the second switch, exactly the application’s own address and state go there', async () => {
    await single({ ReturnToApplication: true })
    at.idp.state.afterSignOut = bye
    const { leave } = await signedIn()
    const { headers } = await there(await leave())
    expect(at.idp.state.signOut.get('post_logout_redirect_uri')).toBe(bye)
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
      expect([...at.idp.state.signOut.keys()].toSorted()).toEqual(['client_id', 'id_token_hint'])
    }
  })

  test('FC-15 an address that is not registered is not gone on to', async () => {
    const { browser, leave } = await signedIn()
    const { headers } = await there(await leave({ post_logout_redirect_uri: 'https://evil.test/' }))
    const back = await browser.open(headers.get('location') ?? '')
    expect([pageOf(back).title, at.federation.leadsTo(back)]).toEqual(['Signed out', undefined])
  })

  test('FC-15 who confirms signing out without a hint is signed out there too', async () => {
    const { browser } = await signedIn()
    const asked = await browser.open('/OAuth2/EndSession/branch')
    expect((await there(await browser.submit(asked))).status).toBe(303)
    expect(await stays(browser)).toBe(false)
  })

  test('FC-15 off, the identity provider is not asked, and keeps nothing of it here', async () => {
    await at.update({ Outbound: { SingleLogout: false } })
    const { leave } = await signedIn()
    expect(addressOf(answerIn(await leave()))).toBe(`${bye}&state=its+%26+state`)
    const kept = await at.running.tenant.database.read
      .selectFrom('login_session')
      .select('sealed_id_token')
      .orderBy('created_at', 'desc')
      .executeTakeFirst()
    expect(kept?.sealed_id_token).toBeNull()
  })

  test('FC-15 one that offers no end_session_endpoint is told to the person and to the administrator', async () => {
    at.idp.state.behaviour = { noSignOut: true }
    await single({ ReturnToApplication: true })
    const { browser, leave } = await signedIn()
    const sight = pageOf(await leave())
    expect(sight.html).toContain('Partner did not sign you out')
    expect([at.federation.leadsTo(sight), sight.html.includes('https://app.test/bye')]).toEqual([
      undefined,
      true,
    ])
    expect(await stays(browser)).toBe(false)
    const { Lines } = await at.running.admin.result<{ Lines: { Title: string; Passed: boolean }[] }>(
      '/Gatewright/IdentityProviders/Check',
      { ID: at.id },
    )
    expect(Lines).toContainEqual(expect.objectContaining({ Title: 'Single logout', Passed: false }))
    await at.running.tenant.strangerEvents.sumUp()
    const told = await at.running.tenant.database.read
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
    await at.update({ Active: false })
    expect(addressOf(answerIn(await leave()))).toBe(`${bye}&state=its+%26+state`)
    expect([...at.idp.state.signOut]).toEqual([])
    await at.update({ Active: true })
  })

  test('RP-14 turned off or deleted, nobody is taken there by a ticket, and what comes back ends in words', async () => {
    const other = await at.people.addIdentityProvider('Gone', at.idp.settings())
    for (const path of [
      `${at.id}/SignOut?ticket=made-up`,
      `${other}/PostLogout?state=x`,
      'none/PostLogout',
    ]) {
      const sight = pageOf(await plainBrowser(at.running.url).open(`/Federation/${path}`))
      expect([sight.status, sight.title, at.federation.leadsTo(sight)]).toEqual([
        200,
        'Signed out',
        undefined,
      ])
    }
  })

  test('FC-15 a program that signs somebody out gets the page that takes their browser there, without the ID token', async () => {
    const { browser, accessToken } = await signedIn('openid all')
    const signOut = async (body: object) => {
      const reply = await fetch(`${at.running.url}/Gatewright/SignOut`, {
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
    expect(at.idp.state.signOut.has('id_token_hint')).toBe(true)
    expect(at.federation.leadsTo(await browser.open(headers.get('location') ?? ''))?.href).toBe(bye)
    // The program opens it itself, as often as it likes, also as somebody else who is signed in
    for (const other of [plainBrowser(at.running.url), (await signedIn()).browser])
      for (const _ of [1, 2]) {
        const sight = pageOf(await other.open(Result?.Url ?? ''))
        expect(sight.html).not.toMatch(/id_token_hint|eyJ/)
        await there(sight)
        expect([...at.idp.state.signOut.keys()].toSorted()).toEqual([
          'client_id',
          'post_logout_redirect_uri',
          'state',
        ])
      }
  })

  test('FC-15 a session that was idle here is ended there as well', async () => {
    const { leave } = await signedIn()
    at.running.advance(minutes(45) * 1000)
    expect((await there(await leave())).status).toBe(303)
  })
})
