import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ApiClient, signIn } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { oauthOf, redirectUri, type OAuth } from '#testing/oauth.ts'
import { password, peopleOf, type People } from '#testing/people.ts'
import { addressOf, answerIn, pageOf, plainBrowser, type Sight } from '#testing/plainBrowser.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

const another = 'another long sentence 7'

describe.each(testDatabases())('X-17 a password that has to be changed, on $kind', (engine) => {
  let running: TestTenant
  let flow: OAuth
  let people: People
  let portal: Awaited<ReturnType<OAuth['application']>>
  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open() })
    flow = oauthOf(running)
    people = peopleOf(running)
    portal = await flow.application('portal', {
      profile: { AllowedAuth: 'AuthorizationCode,ClientCreds,ResourceCreds' },
    })
  })
  afterAll(() => running.close())

  let count = 0
  let id: string
  let name: string
  beforeEach(async () => {
    await running.tenant.database.write((tx) => tx.deleteFrom('failed_login').execute())
    name = `newcomer${++count}`
    id = await people.addUser(name, { ForcePasswordChangeNext: true })
  })

  const link = () =>
    `/OAuth2/Authorize/portal?${new URLSearchParams(flow.request(portal.client.clientId) as Record<string, string>).toString()}`
  const flag = async () => (await people.attributes(id))?.['ForcePasswordChangeNext']
  const sessions = async () => {
    const { database } = running.tenant
    return (
      await database.read.selectFrom('login_session').select('user_id').where('user_id', '=', id).execute()
    ).length
  }
  const faultIn = (sight: Sight) => /id="fault">([^<]*)</.exec(pageOf(sight).html)?.[1]

  async function asked(browser = plainBrowser(running.url)) {
    const sight = await browser.signIn(await browser.open(link()), { user: `${name}@acme.test`, password })
    return { browser, sight }
  }
  const choose = (from: Awaited<ReturnType<typeof asked>>, chosen: string, again = chosen) =>
    from.browser.submit(from.sight, { password: chosen, again })

  describe('on the page', () => {
    test('is asked for before there is a session, and changed once leads to the application', async () => {
      const begun = await asked()
      expect(pageOf(begun.sight)).toMatchObject({ status: 200, title: 'Choose a new password' })
      expect(begun.browser.cookies.size).toBe(0)
      expect(await sessions()).toBe(0)
      const after = answerIn(await choose(begun, another))
      expect(addressOf(after)).toMatch(new RegExp(`^${redirectUri}\\?code=`))
      expect(await flag()).toBe('False')
      expect([await people.canSignIn(name), await people.canSignIn(name, another)]).toEqual([false, true])
      // Next time nobody asks
      const again = plainBrowser(running.url)
      expect(
        (await again.follow(link(), { person: { user: `${name}@acme.test`, password: another } })).pages,
      ).not.toContain('Choose a new password')
    })

    test('tells its rules and faults to screen readers, runs no script and shows no password again', async () => {
      const { browser, sight } = await asked()
      const { html } = pageOf(sight)
      expect(html).not.toMatch(/<script|\son\w+=|javascript:/i)
      for (const field of ['password', 'again']) {
        expect(html).toMatch(new RegExp(`<label for="${field}">`))
        expect(html).toMatch(
          new RegExp(`id="${field}"[^>]*autocomplete="new-password"[^>]*aria-describedby="rules"`),
        )
      }
      const refused = pageOf(
        await browser.submit(sight, { password: 'typed-canary-1', again: 'typed-canary-2' }),
      )
      expect(refused.status).toBe(400)
      expect(refused.html).toMatch(/role="alert" id="fault">The two differ/)
      expect(refused.html).toMatch(/aria-describedby="fault rules" aria-invalid="true"/)
      expect(refused.html).not.toContain('typed-canary')
      expect(refused.html).toContain(`${name}@acme.test`)
    })

    test('what the policy refuses is said in words, and another try is free', async () => {
      const begun = await asked()
      let { sight } = begun
      for (const [chosen, words] of [
        ['short 7', /at least 8/i],
        ['Password1!', /first that are guessed/],
        [`${name}@acme.test`, /must not be the login name/],
        [password, /that you have now/],
        ['', /at least 8/i],
      ] as const) {
        sight = await choose({ ...begun, sight }, chosen)
        expect([chosen, faultIn(sight)]).toEqual([chosen, expect.stringMatching(words)])
      }
      expect([await sessions(), await flag()]).toEqual([0, 'True'])
      expect(answerIn(await choose({ ...begun, sight }, another))).toBeDefined()
    })

    test('a step is taken once, by whoever was given it, within ten minutes', async () => {
      const begun = await asked()
      expect(
        pageOf(
          await begun.browser.submit(begun.sight, { step: 'made-up', password: another, again: another }),
        ),
      ).toMatchObject({ status: 400, title: 'Sign in' })
      running.advance(10 * 60_000 + 1)
      const late = await choose(begun, another)
      running.advance(-10 * 60_000 - 1)
      expect(pageOf(late).title).toBe('Sign in')
      expect(faultIn(late)).toMatch(/more than ten minutes ago/)
      expect(pageOf(late).html).toContain(`value="${name}@acme.test"`)
      const fresh = await asked()
      expect(answerIn(await choose(fresh, another))).toBeDefined()
      expect(faultIn(await choose(fresh, 'a third sentence 5'))).toMatch(/Sign in again/)
      expect(await people.canSignIn(name, another)).toBe(true)
    })

    test('of ten at once one changes it', async () => {
      const begun = await asked()
      const sights = await Promise.all(
        Array.from({ length: 10 }, () => choose({ ...begun, browser: plainBrowser(running.url) }, another)),
      )
      expect(sights.filter(({ kind }) => kind === 'answer' || kind === 'page')).toHaveLength(10)
      expect(sights.filter((sight) => sight.kind === 'answer')).toHaveLength(1)
      expect(await sessions()).toBe(1)
    })

    test.each([
      ['disabled', { path: '/CDirectoryService/SetUserState', body: () => ({ ID: id, state: 'Disabled' }) }],
      [
        'given another password',
        { path: '/UserMgmt/ResetUserPassword', body: () => ({ ID: id, newPassword: 'of the help desk 4' }) },
      ],
      [
        'relieved of it',
        { path: '/CDirectoryService/ChangeUser', body: () => ({ ID: id, ForcePasswordChangeNext: false }) },
      ],
    ])('whoever is %s meanwhile signs in anew', async (_, { path, body }) => {
      const begun = await asked()
      await running.admin.result(path, body())
      expect(faultIn(await choose(begun, another))).toMatch(/Sign in again/)
      expect(await sessions()).toBe(0)
    })

    test('X-10 the form of another page changes nothing', async () => {
      const { browser, sight } = await asked()
      const headers = { origin: 'https://evil.test' }
      expect(
        pageOf(await browser.submit(sight, { password: another, again: another }, headers)),
      ).toMatchObject({ status: 400, title: 'There is nothing to sign in to' })
      expect(await flag()).toBe('True')
    })

    test('its address by itself leads to the sign-in page', async () => {
      const { browser } = await asked()
      const sight = await browser.open(
        `/new-password?${new URLSearchParams({ cloudRedirect: link().slice(1) }).toString()}`,
      )
      expect(pageOf(sight)).toMatchObject({ status: 200, title: 'Sign in' })
    })
  })

  describe('by API', () => {
    type Started = {
      SessionId: string
      Challenges: { Mechanisms: { Name: string; MechanismId: string }[] }[]
    }
    const stranger = () => new ApiClient(running.url, null)
    const mechanism = ({ Challenges }: Started) => Challenges[0]?.Mechanisms[0]
    const answer = (started: Started, Answer: string) =>
      stranger().post('/Security/AdvanceAuthentication', {
        SessionId: started.SessionId,
        MechanismId: mechanism(started)?.MechanismId,
        Action: 'Answer',
        Answer,
      })
    async function askedByApi() {
      const started = await stranger().result<Started>('/Security/StartAuthentication', {
        User: `${name}@acme.test`,
      })
      const reply = await answer(started, password)
      return { started, reply, next: reply.envelope.Result as Started }
    }

    test('the right password is answered with one more challenge of the same session, without cookie', async () => {
      const { started, reply, next } = await askedByApi()
      expect(reply.envelope).toMatchObject({
        success: true,
        Result: { Summary: 'NewPackage', SessionId: started.SessionId },
      })
      expect(mechanism(next)).toMatchObject({ Name: 'RESET', AnswerType: 'Text' })
      expect(reply.headers.get('set-cookie')).toBeNull()
      expect(await sessions()).toBe(0)

      const short = await answer(next, 'short 7')
      expect(short.envelope).toMatchObject({ success: false, ErrorCode: 'invalid_fields' })
      const done = await answer(next, another)
      expect(done.envelope).toMatchObject({ success: true, Result: { Summary: 'LoginSuccess' } })
      expect(done.headers.get('set-cookie')).toContain('.ASPXAUTH=')
      expect(await flag()).toBe('False')
      expect((await answer(next, 'a third sentence 5')).envelope.ErrorCode).toBe('gone')
    })

    test('NT-53 nobody skips the password: the challenge of one step is worth nothing in the other', async () => {
      const started = await stranger().result<Started>('/Security/StartAuthentication', {
        User: `${name}@acme.test`,
      })
      const { next } = await askedByApi()
      for (const [SessionId, MechanismId] of [
        [started.SessionId, mechanism(next)?.MechanismId],
        [next.SessionId, mechanism(started)?.MechanismId],
      ]) {
        const { envelope } = await stranger().post('/Security/AdvanceAuthentication', {
          SessionId,
          MechanismId,
          Action: 'Answer',
          Answer: another,
        })
        expect(envelope).toMatchObject({ success: false, ErrorCode: 'gone' })
      }
      expect(await flag()).toBe('True')
    })
  })

  test('Resource Owner is refused with words, and only to who knows the password', async () => {
    const ask = (secret: string) =>
      flow.token(
        'portal',
        { grant_type: 'password', username: `${name}@acme.test`, password: secret, scope: 'siem' },
        { client: portal.client },
      )
    expect((await ask(password)).body).toMatchObject({
      error: 'invalid_grant',
      error_description: expect.stringContaining('has to be changed first'),
    })
    expect((await ask('wrong')).body['error_description']).not.toContain('changed')
    answerIn(await choose(await asked(), another))
    expect((await ask(another)).status).toBe(200)
  })

  test('the change is recorded as the person’s own', async () => {
    answerIn(await choose(await asked(), another))
    const events = await running.tenant.database.read
      .selectFrom('event')
      .select(['event_type', 'actor_name'])
      .where('object_id', '=', id)
      .orderBy('number', 'desc')
      .limit(2)
      .execute()
    expect(events.map(({ event_type }) => event_type).sort()).toEqual([
      'Cloud.Core.User.Modify',
      'Cloud.Core.User.PasswordReset',
    ])
    expect(new Set(events.map(({ actor_name }) => actor_name))).toEqual(new Set([`${name}@acme.test`]))
  })

  test('sessions that began before go on until the password is changed', async () => {
    await running.admin.result('/CDirectoryService/ChangeUser', { ID: id, ForcePasswordChangeNext: false })
    const client = await signIn(running.url, { user: `${name}@acme.test`, password })
    await running.admin.result('/CDirectoryService/ChangeUser', { ID: id, ForcePasswordChangeNext: true })
    expect((await client.post('/Security/WhoAmI')).status).toBe(200)
    answerIn(await choose(await asked(), another))
    expect((await client.post('/Security/WhoAmI')).status).toBe(401)
  })
})
