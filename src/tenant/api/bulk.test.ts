import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BulkResult } from '#schema/calls/bulkCalls.ts'
import { signIn } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { password, peopleOf, type People } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'

describe.each(testDatabases())('the same for several objects ($kind)', (engine) => {
  let running: TestTenant
  let people: People
  let flow: OAuth
  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open<Tables>() })
    people = peopleOf(running)
    flow = oauthOf(running)
  })
  afterAll(() => running.close())

  type Body = {
    action: string
    dryRun: boolean
    value?: string
    items: { id: string; from?: number; to?: number }[]
  }
  const bulk = (what: string, body: Body, by = running.admin) =>
    by.result<BulkResult[]>(`/Gatewright/Bulk/${what}`, body)
  const outcomes = (results: BulkResult[]) => results.map(({ outcome }) => outcome)
  const stateOf = async (id: string) =>
    (await running.admin.result<{ State: string }>('/CDirectoryService/GetUser', { ID: id })).State

  test('a dry run says what would become of each and changes nothing; then it is done, and taken back', async () => {
    const [ann, bob] = [await people.addUser('bulk-ann'), await people.addUser('bulk-bob')]
    await people.join(await people.addRole('Bulk readers'), { Users: [ann] })
    await signIn(running.url, { user: 'bulk-ann@acme.test', password })
    const items = [{ id: ann }, { id: bob }, { id: 'nobody' }]
    const versions = () =>
      running.tenant.database.read
        .selectFrom('object_version')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .executeTakeFirst()
    const before = await versions()
    const tried = await bulk('Users', { action: 'delete', dryRun: true, items })
    expect(outcomes(tried)).toEqual(['done', 'done', 'gone'])
    expect(tried[0]?.follows).toEqual([
      '1 membership of a role',
      '1 password or secret',
      '1 session that ends',
    ])
    expect(await versions()).toEqual(before)
    expect(await stateOf(ann)).toBe('None')

    const done = await bulk('Users', { action: 'disable', dryRun: false, items })
    expect(outcomes(done)).toEqual(['done', 'done', 'gone'])
    expect(await stateOf(ann)).toBe('Disabled')
    // The same request again
    expect(outcomes(await bulk('Users', { action: 'disable', dryRun: false, items }))).toEqual([
      'same',
      'same',
      'gone',
    ])
    await running.admin.result('/CDirectoryService/ChangeUser', { ID: bob, Description: 'Changed since' })
    const back = done
      .filter(({ outcome }) => outcome === 'done')
      .map(({ id, from, to }) => ({ id, from: to ?? 0, to: from ?? 0 }))
    const restored = await bulk('Users', { action: 'restore', dryRun: false, items: back })
    expect(outcomes(restored)).toEqual(['done', 'refused'])
    expect(restored[1]?.message).toContain('Somebody else saved')
    expect([await stateOf(ann), await stateOf(bob)]).toEqual(['None', 'Disabled'])
    expect(outcomes(await bulk('Users', { action: 'delete', dryRun: false, items }))).toEqual([
      'done',
      'done',
      'gone',
    ])
  })

  test('RT-03 one that may not be changed keeps none of the others, and says why', async () => {
    const ann = await people.addUser('bulk-other')
    const { UserId: self } = await running.admin.result<{ UserId: string }>('/Security/Whoami')
    const results = await bulk('Users', {
      action: 'disable',
      dryRun: false,
      items: [{ id: self }, { id: ann }],
    })
    expect(outcomes(results)).toEqual(['refused', 'done'])
    expect(results[0]?.message).toContain('your own account')
    const roles = await bulk('Roles', {
      action: 'delete',
      dryRun: false,
      items: [{ id: 'sysadmin' }, { id: await people.addRole('Bulk gone') }],
    })
    expect(outcomes(roles)).toEqual(['refused', 'done'])
    expect(roles[0]?.message).toContain('built in')
    const locked = await people.addUser('bulk-locked')
    await running.admin.result('/CDirectoryService/SetUserState', { ID: locked, state: 'Locked' })
    const [enabled] = await bulk('Users', { action: 'enable', dryRun: true, items: [{ id: locked }] })
    expect(enabled).toMatchObject({ outcome: 'refused', name: 'bulk-locked@acme.test' })
  })

  test('applications and groups are deleted, with what goes with them', async () => {
    const { rowKey } = await flow.application(`bulk-${engine.kind}`)
    const group = await people.addGroup('Bulk group')
    await flow.grant(rowKey, { type: 'Group', id: group }, 'View')
    const [tried] = await bulk('Groups', { action: 'delete', dryRun: true, items: [{ id: group }] })
    expect(tried?.follows).toEqual(['1 permission on an application'])
    const [application] = await bulk('Applications', {
      action: 'delete',
      dryRun: false,
      items: [{ id: rowKey }],
    })
    expect(application).toMatchObject({ outcome: 'done', name: expect.any(String), to: null })
    expect(
      outcomes(await bulk('Groups', { action: 'delete', dryRun: false, items: [{ id: group }] })),
    ).toEqual(['done'])
  })

  test('security devices are paused, taken back and deleted', async () => {
    const items = [{ id: await people.addDevice('Bulk device') }]
    const [paused] = await bulk('Devices', { action: 'pause', dryRun: false, items })
    expect(paused?.outcome).toBe('done')
    expect(outcomes(await bulk('Devices', { action: 'pause', dryRun: false, items }))).toEqual(['same'])
    const back = items.map(({ id }) => ({ id, from: paused?.to ?? 0, to: paused?.from ?? 0 }))
    expect(outcomes(await bulk('Devices', { action: 'restore', dryRun: false, items: back }))).toEqual([
      'done',
    ])
    expect(outcomes(await bulk('Devices', { action: 'pause', dryRun: true, items }))).toEqual(['done'])
    expect(outcomes(await bulk('Devices', { action: 'delete', dryRun: false, items }))).toEqual(['done'])
  })

  test('applications get an owner and tags, are found by them, also under another name, and have them back', async () => {
    const { rowKey } = await flow.application(`bulk-owned-${engine.kind}`)
    const owner = await people.addUser('bulk-owner')
    const items = [{ id: rowKey }]
    const found = async (FilterValue: string) =>
      (
        await running.admin.result<{ FullCount: number }>('/Redrock/query', {
          Script: '@@Web Applications PLV8',
          Args: { FilterValue },
        })
      ).FullCount
    expect(
      await bulk('Applications', { action: 'setOwner', dryRun: true, value: 'nobody', items }),
    ).toMatchObject([{ outcome: 'refused', message: expect.stringContaining('no such user') }])
    const [owned] = await bulk('Applications', { action: 'setOwner', dryRun: false, value: owner, items })
    expect(owned?.outcome).toBe('done')
    expect(await found('bulk-owner@')).toBe(1)
    await running.admin.result('/CDirectoryService/ChangeUser', { ID: owner, Name: 'bulk-renamed@acme.test' })
    expect([await found('bulk-owner@'), await found('bulk-renamed@')]).toEqual([0, 1])
    for (const outcome of ['done', 'same'])
      expect(
        outcomes(await bulk('Applications', { action: 'addTag', dryRun: false, value: 'Pilot', items })),
      ).toEqual([outcome])
    expect(await found('pilot')).toBe(1)
    const back = [{ id: rowKey, from: (owned?.to ?? 0) + 1, to: owned?.from ?? 0 }]
    expect(outcomes(await bulk('Applications', { action: 'restore', dryRun: false, items: back }))).toEqual([
      'done',
    ])
    expect([await found('pilot'), await found('bulk-renamed@')]).toEqual([0, 0])
  })

  test('AU-04 AZ-02 who may not change an administrator is refused for that one, and the log says so', async () => {
    const { client } = await people.somebody(['dsman'])
    const boss = await people.addUser('bulk-boss')
    await people.join('sysadmin', { Users: [boss] })
    const plain = await people.addUser('bulk-plain')
    const items = [{ id: boss }, { id: plain }]
    const refused = async () =>
      (
        await running.tenant.database.read
          .selectFrom('event')
          .select('number')
          .where('event_type', '=', 'Cloud.Core.Api.Refused')
          .where('object_name', 'like', '%Bulk/Users')
          .execute()
      ).length
    const before = await refused()
    // The console does not ask again for what the dry run refused
    for (const dryRun of [true, false]) {
      const results = await bulk('Users', { action: 'disable', dryRun, items }, client)
      expect(outcomes(results)).toEqual(['refused', 'done'])
    }
    expect((await refused()) - before).toBe(2)
    const event = await running.tenant.database.read
      .selectFrom('event')
      .select('object_name')
      .where('event_type', '=', 'Cloud.Core.Api.Refused')
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst()
    expect(event?.object_name).toContain('Bulk/Users')
    expect(
      (await client.post('/Gatewright/Bulk/Roles', { action: 'delete', dryRun: true, items })).status,
    ).toBe(403)
  })
})
