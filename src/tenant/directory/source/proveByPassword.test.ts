import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ApiClient } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { password, peopleOf } from '#testing/people.ts'
import { addFrom, addThirdDirectory } from '#testing/sourceDirectories.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../../store/tables.ts'

// Which directory is asked about a password, at every door where one is typed.

const elsewhere = 'another long sentence 7'

describe.each(testDatabases())('a password, $kind', (engine) => {
  let running: TestTenant
  let flow: OAuth
  let portal: Awaited<ReturnType<OAuth['application']>>
  let third: Awaited<ReturnType<typeof addThirdDirectory>>
  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open<Tables>() })
    flow = oauthOf(running)
    portal = await flow.application('portal', {
      profile: { AllowedAuth: 'AuthorizationCode,ResourceCreds' },
    })
    third = await addThirdDirectory(running.tenant)
    await peopleOf(running).addUser('cloudy')
    await addFrom(running.tenant, 'fed@acme.test')
    await addFrom(running.tenant, 'alone@acme.test')
    const userId = await addFrom(running.tenant, 'tom@acme.test', third.id)
    third.people.push(
      { name: 'tom@acme.test', userId, password: elsewhere },
      { name: 'cloudy@acme.test', userId: null, password: elsewhere },
      { name: 'fed@acme.test', userId: null, password: elsewhere },
      { name: 'nobody@acme.test', userId: null, password: elsewhere },
      { name: 'twin@acme.test', userId, password: elsewhere },
      { name: 'twin@acme.test', userId, password: elsewhere },
    )
  })
  afterAll(() => running.close())
  beforeEach(async () => {
    third.down = false
    third.asked = []
    await running.tenant.database.write((tx) => tx.deleteFrom('failed_login').execute())
    await running.tenant.strangerEvents.sumUp()
  })

  const doors: Record<string, (user: string, password: string) => Promise<[number, string]>> = {
    async api(user, password) {
      const client = new ApiClient(running.url, null)
      const started = await client.result<{
        SessionId: string
        Challenges: { Mechanisms: { MechanismId: string }[] }[]
      }>('/Security/StartAuthentication', { User: user, Version: '1.0' })
      const { status, envelope } = await client.post('/Security/AdvanceAuthentication', {
        SessionId: started.SessionId,
        MechanismId: started.Challenges[0]?.Mechanisms[0]?.MechanismId,
        Action: 'Answer',
        Answer: password,
      })
      return [envelope.success ? 200 : status === 200 ? 401 : status, envelope.Message ?? '']
    },
    async page(user, password) {
      const { applicationId, clientId } = running.consoleClient
      const back = encodeURIComponent(`OAuth2/Authorize/${applicationId}?client_id=${clientId}`)
      const reply = await fetch(`${running.url}/login?cloudRedirect=${back}`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: running.url },
        body: new URLSearchParams({ user, password }),
      })
      return [reply.status === 303 ? 200 : reply.status, await reply.text()]
    },
    async 'resource owner'(username, password) {
      const { status, body } = await flow.post(
        'Token/portal',
        { grant_type: 'password', username, password },
        { client: portal.client },
      )
      return [status === 400 ? 401 : status, String(body['error_description'])]
    },
  }
  const reason = async () => {
    await running.tenant.strangerEvents.sumUp()
    const events = await running.tenant.database.read
      .selectFrom('event')
      .select('detail')
      .where('event_type', '=', 'Cloud.Core.LoginFail')
      .orderBy('number', 'desc')
      .limit(1)
      .execute()
    return (JSON.parse(events[0]?.detail ?? '{}') as { reason?: string }).reason
  }

  describe.each(Object.entries(doors))('by %s', (_, enter) => {
    test('is judged by the directory of the account', async () => {
      expect((await enter('cloudy@acme.test', password))[0]).toBe(200)
      expect(third.asked).toEqual([])
      expect((await enter('tom@acme.test', elsewhere))[0]).toBe(200)
      expect(third.asked).toEqual(['tom@acme.test'])
    })

    test('that is wrong is asked of no other directory', async () => {
      expect((await enter('cloudy@acme.test', elsewhere))[0]).toBe(401)
      expect([third.asked, await reason()]).toEqual([[], 'wrong password'])
    })

    test('of somebody who signs in elsewhere opens nothing, though another directory knows the name', async () => {
      expect((await enter('fed@acme.test', elsewhere))[0]).toBe(401)
      expect(await reason()).toBe('known to Third Directory, and has no account here')
      expect((await enter('fed@acme.test', password))[0]).toBe(401)
    })

    test('of somebody whose name no other directory knows is compared with nothing', async () => {
      expect((await enter('alone@acme.test', password))[0]).toBe(401)
      expect(await reason()).toBe('no directory keeps a password of theirs')
    })

    test('that is right elsewhere is no account here, and two accounts are none', async () => {
      expect((await enter('nobody@acme.test', elsewhere))[0]).toBe(401)
      expect((await enter('twin@acme.test', elsewhere))[0]).toBe(401)
      expect((await enter('really.nobody@acme.test', elsewhere))[0]).toBe(401)
    })

    test('ends in words where the directory does not answer, and counts as no failure', async () => {
      third.down = true
      for (let count = 0; count < 12; count++) {
        const [status, words] = await enter('tom@acme.test', elsewhere)
        expect(status).toBe(503)
        expect(words).toMatch(/directory.* does not answer/)
      }
      expect(await reason()).toBe('Third Directory does not answer')
      expect((await enter('cloudy@acme.test', password))[0]).toBe(200)
      third.down = false
      expect((await enter('tom@acme.test', elsewhere))[0]).toBe(200)
    })
  })

  test.each([
    ['locked', 'account is locked'],
    ['disabled', 'account is disabled'],
    ['expired', 'password has expired'],
    ['mustChange', 'the password has to be changed in Third Directory'],
  ] as const)('that another directory calls %s is refused, and the event says why', async (says, why) => {
    const tom = third.people.find(({ name }) => name === 'tom@acme.test')
    Object.assign(tom ?? {}, { says })
    expect((await doors['api']?.('tom@acme.test', elsewhere))?.[0]).toBe(401)
    expect(await reason()).toBe(why)
    Object.assign(tom ?? {}, { says: 'right' })
  })

  test('our own state of the account counts beside the directory’s', async () => {
    const [tom] = await running.tenant.database.read
      .selectFrom('user')
      .select('id')
      .where('name', '=', 'tom@acme.test')
      .execute()
    await running.admin.result('/CDirectoryService/SetUserState', { ID: tom?.id, state: 'Disabled' })
    expect((await doors['api']?.('tom@acme.test', elsewhere))?.[0]).toBe(401)
    expect(await reason()).toBe('account is disabled')
    await running.admin.result('/CDirectoryService/SetUserState', { ID: tom?.id, state: 'None' })
  })

  test('RL-01 wrong ones are counted, whichever directory says so', async () => {
    const statuses = []
    for (let count = 0; count < 12; count++) statuses.push((await doors['api']?.('tom@acme.test', 'x'))?.[0])
    expect(statuses).toContain(429)
    expect(third.asked.length).toBeLessThan(12)
  })

  test('a directory that is turned off is asked for nothing', async () => {
    const set = (enabled: number) =>
      running.tenant.database.write((tx) =>
        tx.updateTable('directory').set({ enabled }).where('id', '=', third.id).execute(),
      )
    await set(0)
    expect((await doors['api']?.('tom@acme.test', elsewhere))?.[0]).toBe(401)
    expect(third.asked).toEqual([])
    await set(1)
  })
})
