import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { administrator } from '#testing/administrator.ts'
import { ApiClient, signIn } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { oauthOf } from '#testing/oauth.ts'
import { onPageOf } from '#testing/onPage.ts'
import { peopleOf, refusal } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'
import { revertWhenDue } from './routingRevert.ts'

type Held = { Rules: { Domain: string }[]; Pending: { By: string } | null; Gatewright: { Version: number } }

describe.each(testDatabases())('RT-06 rules that wait to be confirmed, $kind', (engine) => {
  let running: TestTenant
  let acme: string

  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open<Tables>() })
    acme = await peopleOf(running).addIdentityProvider('Acme')
  })
  afterAll(() => running.close())

  const get = () => running.admin.result<Held>('/Gatewright/RoutingRules/Get', {})
  const domains = async () => (await get()).Rules.map(({ Domain }) => Domain)
  const save = (list: string[], more: object = {}) =>
    running.admin.result('/Gatewright/RoutingRules/Set', {
      Rules: list.map((Domain) => ({ IdentityProvider: acme, Domain, UserAgent: 'Any', Enabled: true })),
      ...more,
    })
  const confirm = '/Gatewright/RoutingRules/Confirm'
  const minutes = async (count: number) => {
    running.advance(count * 60_000)
    await revertWhenDue(running.tenant)
  }
  const events = async () =>
    (
      await running.tenant.database.read
        .selectFrom('event')
        .select('event_type')
        .where('event_type', 'like', 'Cloud.Core.RoutingRules.%')
        .orderBy('number', 'desc')
        .execute()
    ).map((row) => row.event_type.split('.').at(-1))

  test('they go back by themselves, as one change with its event, and not a moment before', async () => {
    await save(['one.test'])
    await save(['two.test', ''], { RevertAfter: 5 })
    expect((await get()).Pending).toMatchObject({ By: administrator.user })
    await minutes(4)
    expect(await domains()).toEqual(['two.test', ''])
    const { Gatewright: before } = await get()
    await minutes(1)
    expect(await domains()).toEqual(['one.test'])
    const { Pending, Gatewright: after } = await get()
    expect([Pending, after.Version]).toEqual([null, before.Version + 1])
    expect((await events())[0]).toBe('Revert')
    await minutes(20)
    expect(await domains()).toEqual(['one.test'])
  })

  test('the sign-in that saved them confirms nothing, by session or token; a new one does', async () => {
    const portal = await oauthOf(running).application('portal', {
      profile: { AllowedAuth: 'AuthorizationCode' },
    })
    const page = onPageOf(running, portal)
    const token = new ApiClient(running.url, await page.token(administrator))
    const old = [token, new ApiClient(running.url, page.session())]
    running.advance(1000)
    await save(['two.test'], { RevertAfter: 5 })
    for (const client of [running.admin, ...old])
      expect(await refusal(client, confirm, {})).toMatchObject({
        status: 401,
        code: 'reauthentication_required',
        message: expect.stringContaining('began after they were saved') as string,
      })
    running.advance(1000)
    const anew = onPageOf(running, portal)
    await new ApiClient(running.url, await anew.token(administrator)).result(confirm, {})
    await minutes(10)
    expect(await domains()).toEqual(['two.test'])
    expect((await events())[0]).toBe('Confirm')
    expect(await refusal(await signIn(running.url, administrator), confirm, {})).toMatchObject({
      code: 'gone',
    })
  })

  test('what comes back is the last confirmed list, however often was saved since; at once if wished', async () => {
    await save(['confirmed.test'])
    await save(['first.test'], { RevertAfter: 5 })
    running.advance(1000)
    const anew = await signIn(running.url, administrator)
    running.advance(1000)
    await save(['second.test'])
    // It began before the second list
    expect(await refusal(anew, confirm, {})).toMatchObject({ code: 'reauthentication_required' })
    await running.admin.result('/Gatewright/RoutingRules/Revert', {})
    expect(await domains()).toEqual(['confirmed.test'])
    expect(await refusal(running.admin, '/Gatewright/RoutingRules/Revert', {})).toMatchObject({
      code: 'gone',
    })
  })

  test('CF-01 who confirms them or puts them back has seen them: another version is refused with the one that stands', async () => {
    await save(['seen.test'])
    await save(['first.test'], { RevertAfter: 5 })
    const { Gatewright: seen } = await get()
    await save(['second.test'])
    const { Gatewright: now } = await get()
    running.advance(1000)
    const anew = await signIn(running.url, administrator)
    const revert = '/Gatewright/RoutingRules/Revert'
    const send = async (path: string, version: number) =>
      (await anew.post(path, {}, { 'if-match': `"${version}"` })).envelope
    for (const path of [confirm, revert])
      expect(await send(path, seen.Version), path).toMatchObject({ success: false, ErrorCode: 'stale' })
    expect([await domains(), (await get()).Pending !== null]).toEqual([['second.test'], true])
    expect(await send(confirm, now.Version)).toMatchObject({ success: true })
    await save(['third.test'], { RevertAfter: 5 })
    expect(await send(revert, (await get()).Gatewright.Version)).toMatchObject({ success: true })
    expect(await domains()).toEqual(['second.test'])
  })

  test('a rule whose role or identity provider is gone stays out', async () => {
    const people = peopleOf(running)
    const gone = await people.addIdentityProvider('Gone')
    const role = await people.addRole('Gone too')
    const rule = { UserAgent: 'Any', Enabled: true }
    await running.admin.result('/Gatewright/RoutingRules/Set', {
      Rules: [
        { ...rule, IdentityProvider: acme, Domain: 'stays.test' },
        { ...rule, IdentityProvider: gone, Domain: 'gone.test' },
        { ...rule, IdentityProvider: acme, Domain: '', Role: role },
      ],
    })
    await save([], { RevertAfter: 1 })
    await running.admin.result('/Gatewright/IdentityProviders/Delete', { ID: gone })
    await running.admin.result('/SaasManage/DeleteRole', { Name: role })
    await minutes(2)
    expect(await domains()).toEqual(['stays.test'])
  })

  test('only who may save rules confirms them or puts them back', async () => {
    await save(['armed.test'], { RevertAfter: 5 })
    const people = peopleOf(running)
    const { client } = await people.somebody(['monitor', 'appman'])
    for (const path of [confirm, '/Gatewright/RoutingRules/Revert'])
      expect(await refusal(client, path, {}), path).toMatchObject({ status: 403 })
    const { client: manager } = await people.somebody(['fedman'])
    await manager.result(confirm, {})
  })
})
