import { beforeEach, describe, expect, test } from 'vitest'
import { minutes } from '#schema/duration.ts'
import { ApiClient } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { federationTenant } from '#testing/federationTenant.ts'
import { pageOf, plainBrowser, type Sight } from '#testing/plainBrowser.ts'

type Started = Record<
  'IdpRedirectUrl' | 'IdpRedirectShortUrl' | 'IdpShortUrlId' | 'IdpLoginSessionId' | 'TenantId',
  string
> & { IdpOobAuthPinRequired: boolean }

describe.each(testDatabases())('a program signs in somebody of an identity provider, $kind', (engine) => {
  const at = federationTenant({ engine })
  beforeEach(() => {
    at.idp.state.person = { sub: 'ada', preferred_username: 'ada@partner.test', name: 'Ada' }
  })

  const program = () => new ApiClient(at.running.url, null)
  const start = (User = 'ada@partner.test') =>
    program().result<Started>('/Security/StartAuthentication', { User, Version: '1.0' })
  const statusOf = async ({ IdpLoginSessionId: SessionId }: Pick<Started, 'IdpLoginSessionId'>) =>
    program().result<{ State: string; Token: string | null }>('/Security/OobAuthStatus', { SessionId })
  const answer = async (
    { IdpLoginSessionId: SessionId }: Pick<Started, 'IdpLoginSessionId'>,
    Answer: string,
  ) =>
    (
      await program().post('/Security/AdvanceAuthentication', {
        SessionId,
        MechanismId: 'OOBAUTHPIN',
        Action: 'Answer',
        Answer,
      })
    ).envelope
  const pinIn = (sight: Sight) => /<p class="pin"><code>(\d{8})</.exec(pageOf(sight).html)?.[1] ?? ''

  /** The person opens the address that the program shows, and signs in. */
  async function opens(address: string, browser = plainBrowser(at.running.url)): Promise<Sight> {
    return browser.open(await at.federation.back(await browser.submit(await browser.open(address))))
  }
  const sessions = async () =>
    (await at.running.tenant.database.read.selectFrom('login_session').select('session_mac').execute()).length
  const wrongFor = (pin: string) => (pin === '00000000' ? '00000001' : '00000000')

  test('FC-17 the page names the program’s address and time and asks; the PIN of the page lets the program in, once', async () => {
    const started = await start()
    expect(started).toMatchObject({
      IdpRedirectShortUrl: `${at.running.url}/Federation/Program/${started.IdpShortUrlId}`,
      IdpOobAuthPinRequired: true,
      TenantId: at.running.tenant.id,
    })
    expect(await statusOf(started)).toMatchObject({ State: 'Pending', Token: null })

    const browser = plainBrowser(at.running.url)
    const asked = pageOf(await browser.open(started.IdpRedirectShortUrl))
    expect(asked.title).toBe('Sign in for a program?')
    expect(asked.html).toMatch(
      /A program at <strong>127\.0\.0\.1<\/strong> asked for it less than a minute ago/,
    )
    expect(asked.html).toMatch(/\d\d:\d\d UTC, for ada@partner\.test/)
    expect(at.federation.leadsTo(asked)).toBeUndefined()

    const before = await sessions()
    const shown = await opens(started.IdpRedirectShortUrl, browser)
    expect(at.idp.state.request.get('login_hint')).toBe('ada@partner.test')
    const pin = pinIn(shown)
    expect(pin).toHaveLength(8)
    expect([await sessions(), browser.cookies.has('.ASPXAUTH')]).toEqual([before, false])
    expect(await statusOf(started)).toMatchObject({ State: 'Pending', Token: null })

    const { Result: result } = await answer(started, `${pin.slice(0, 4)} ${pin.slice(4)}`)
    expect(result).toMatchObject({ Summary: 'LoginSuccess', User: 'ada@partner.test' })
    const { Token } = result as { Token: string }
    expect(await new ApiClient(at.running.url, Token).result('/Security/WhoAmI')).toMatchObject({
      User: 'ada@partner.test',
    })
    expect(await statusOf(started)).toMatchObject({ State: 'Success', Token: null })
    expect(await answer(started, pin)).toMatchObject({ success: false, ErrorCode: 'gone' })
    expect(pageOf(await opens(started.IdpRedirectShortUrl)).title).toBe('This sign-in is over')
  })

  test('FC-17 without the PIN there is nothing, and five wrong ones end it', async () => {
    const started = await start()
    expect((await answer(started, '12345678')).Message).toContain('Nobody has signed in')
    const pin = pinIn(await opens(started.IdpRedirectShortUrl))
    const before = await sessions()
    for (let tries = 1; tries < 5; tries++)
      expect((await answer(started, wrongFor(pin))).Message).toContain('not the one')
    expect(await answer(started, wrongFor(pin))).toMatchObject({ ErrorCode: 'gone' })
    expect(await answer(started, pin)).toMatchObject({ success: false, ErrorCode: 'gone' })
    expect(await statusOf(started)).toMatchObject({ State: 'Failed', Token: null })
    expect(await sessions()).toBe(before)
    expect(await at.federation.refused()).toMatchObject({ check: 'pinRight' })
  })

  test('FC-17 the fifth try may be the right one', async () => {
    const started = await start()
    const pin = pinIn(await opens(started.IdpRedirectShortUrl))
    for (let tries = 1; tries < 5; tries++) await answer(started, wrongFor(pin))
    expect(await answer(started, pin)).toMatchObject({ success: true })
  })

  test('FC-17 F2 of many at the same moment one gets in', async () => {
    const started = await start()
    const pin = pinIn(await opens(started.IdpRedirectShortUrl))
    const before = await sessions()
    const all = await Promise.all([1, 2, 3, 4, 5].map(() => answer(started, pin)))
    expect(all.filter(({ success }) => success)).toHaveLength(1)
    expect((await sessions()) - before).toBe(1)
  })

  test('FC-17 who has the address alone, or comes from elsewhere, gets nothing', async () => {
    const started = await start()
    const pin = pinIn(await opens(started.IdpRedirectShortUrl))
    const other = await start()
    for (const IdpLoginSessionId of [
      started.IdpShortUrlId,
      `${'x'.repeat(43)}${started.IdpShortUrlId}`,
      other.IdpLoginSessionId.slice(0, 43) + started.IdpShortUrlId,
      'made up',
    ]) {
      expect(await answer({ IdpLoginSessionId }, pin)).toMatchObject({ success: false, ErrorCode: 'gone' })
      expect(await statusOf({ IdpLoginSessionId })).toMatchObject({ State: 'Failed' })
    }
    expect(await answer(other, pin)).toMatchObject({ success: false })
    for (const address of [`${started.IdpShortUrlId}x`, 'made-up'])
      expect(pageOf(await plainBrowser(at.running.url).open(`/Federation/Program/${address}`)).status).toBe(
        400,
      )
  })

  test('FC-17 the page sends nobody on for a form of another page', async () => {
    const { IdpRedirectShortUrl } = await start()
    const browser = plainBrowser(at.running.url)
    const asked = await browser.open(IdpRedirectShortUrl)
    const sent = await browser.submit(asked, {}, { origin: 'https://evil.test' })
    expect([pageOf(sent).title, at.federation.leadsTo(sent)]).toEqual(['Sign in for a program?', undefined])
  })

  test('CleanupAuthentication gives it up, before and after somebody has signed in', async () => {
    const early = await start()
    const late = await start()
    const pin = pinIn(await opens(late.IdpRedirectShortUrl))
    for (const { IdpLoginSessionId: SessionId } of [early, late])
      await program().result('/Security/CleanupAuthentication', { SessionId })
    expect(pageOf(await opens(early.IdpRedirectShortUrl)).title).toBe('This sign-in is over')
    expect(await answer(late, pin)).toMatchObject({ success: false, ErrorCode: 'gone' })
    expect([(await statusOf(early)).State, (await statusOf(late)).State]).toEqual(['Failed', 'Failed'])
  })

  test('RP-14 NT-35 a provider that was turned off, or a user who was disabled, gets no program in', async () => {
    const first = await start()
    const pin = pinIn(await opens(first.IdpRedirectShortUrl))
    await at.update({ Active: false })
    expect(await answer(first, pin)).toMatchObject({ success: false, ErrorCode: 'gone' })
    await at.update({ Active: true })
    const second = await start()
    const next = pinIn(await opens(second.IdpRedirectShortUrl))
    const user = await at.running.tenant.database.read
      .selectFrom('user')
      .select('id')
      .where('name', '=', 'ada@partner.test')
      .executeTakeFirstOrThrow()
    const state = (State: string) =>
      at.running.admin.result('/CDirectoryService/SetUserState', { ID: user.id, state: State })
    await state('Disabled')
    expect(await answer(second, next)).toMatchObject({ success: false, ErrorCode: 'gone' })
    await state('None')
  })

  describe('a PIN that was shown before', () => {
    const shown = async (sub: string) => {
      const name = `${sub}@partner.test`
      at.idp.state.person = { sub, preferred_username: name }
      const started = await start(name)
      const pin = pinIn(await opens(started.IdpRedirectShortUrl))
      const user = await at.running.tenant.database.read
        .selectFrom('user')
        .select('id')
        .where('name', '=', name)
        .executeTakeFirstOrThrow()
      return { started, pin, user: user.id }
    }
    /** How the PIN is answered, and how many sessions come of it. */
    const named = async ({ started, pin }: Awaited<ReturnType<typeof shown>>) => {
      const before = await sessions()
      const { ErrorCode } = await answer(started, pin)
      return [ErrorCode, (await sessions()) - before]
    }

    test('RP-14 FC-17 lets nobody in whose provider was turned off, also when it is on again', async () => {
      const waits = await shown('off')
      for (const Active of [false, true]) await at.update({ Active })
      expect(await statusOf(waits.started)).toMatchObject({ State: 'Failed' })
      expect(await named(waits)).toEqual(['gone', 0])
    })

    test('RP-06 FC-17 lets nobody in whose link was removed, and whose alone', async () => {
      const [waits, other] = [await shown('unlinked'), await shown('still')]
      await at.running.admin.result('/Gatewright/IdentityLinks/Remove', {
        User: waits.user,
        IdentityProvider: at.id,
      })
      expect(await statusOf(waits.started)).toMatchObject({ State: 'Failed' })
      expect(await named(waits)).toEqual(['gone', 0])
      expect(await answer(other.started, other.pin)).toMatchObject({ success: true })
    })

    test('RP-10 lets nobody in who is a System Administrator by now', async () => {
      const waits = await shown('risen')
      await at.people.join('sysadmin', { Users: [waits.user] })
      expect(await named(waits)).toEqual(['gone', 0])
    })

    test('NT-35 lets nobody in who was disabled, also when enabled again', async () => {
      const waits = await shown('back')
      for (const state of ['Disabled', 'None'])
        await at.running.admin.result('/CDirectoryService/SetUserState', { ID: waits.user, state })
      expect(await named(waits)).toEqual(['gone', 0])
    })
  })

  test('refused there, the person can begin again at the same address', async () => {
    const started = await start()
    at.idp.state.behaviour = { answer: { code: undefined, error: 'access_denied' } }
    const refused = pageOf(await opens(started.IdpRedirectShortUrl))
    expect(refused.html).toContain(`href="/Federation/Program/${started.IdpShortUrlId}">Start again`)
  })

  test('the longest name and address fit into what a program may send', async () => {
    const started = await start(`${'ä'.repeat(90)}@partner.test`)
    expect(started.IdpLoginSessionId.length).toBeLessThanOrEqual(300)
    expect((await statusOf(started)).State).toBe('Pending')
  })

  test('FC-17 ten minutes after the program began it is over', async () => {
    const started = await start()
    const pin = pinIn(await opens(started.IdpRedirectShortUrl))
    at.running.advance(minutes(10) * 1000)
    expect(await answer(started, pin)).toMatchObject({ success: false, ErrorCode: 'gone' })
    expect(pageOf(await plainBrowser(at.running.url).open(started.IdpRedirectShortUrl)).status).toBe(400)
  })
})
