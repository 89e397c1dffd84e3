import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import type { api } from '#schema/api.ts'
import { eventGroups, eventInWords } from '#schema/events.ts'
import type { ApiClient } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { oauthOf } from '#testing/oauth.ts'
import { peopleOf, refusal, type People } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { listEvents } from '../audit/listEvents.ts'
import type { Tables } from '../store/tables.ts'

const paths = { list: '/Gatewright/Events/List', get: '/Gatewright/Events/Get' }
type Listed = z.output<typeof api.eventsList.response>
type Event = z.output<typeof api.eventsGet.response>

describe.each(testDatabases())('the audit log, $kind', (engine) => {
  let booted: TestTenant
  let people: People
  beforeAll(async () => {
    booted = await bootTenant({ database: await engine.open<Tables>() })
    people = peopleOf(booted)
  })
  afterAll(() => booted.close())

  const list = (filter: z.input<typeof api.eventsList.request> = {}, by: ApiClient = booted.admin) =>
    by.result<Listed>(paths.list, filter)
  const get = (id: string) => booted.admin.result<Event>(paths.get, { id })
  const inWords = ({ events }: Listed) => events.map(({ type, object }) => [eventInWords(type), object])

  test('pages go on from a number, and hold every event once, the newest first', async () => {
    for (let count = 0; count < 60; count++) await people.addRole(`Role ${count}`)
    const seen: number[] = []
    let before: number | null = null
    do {
      const { events, older, lookedBackTo }: Listed = await list({ before })
      expect(events.length).toBeLessThanOrEqual(50)
      expect(lookedBackTo).toBeNull()
      seen.push(...events.map(({ number }) => number))
      before = older
    } while (before !== null)
    expect(seen).toEqual(Array.from({ length: seen.length }, (_, index) => seen.length - index))
    expect(seen.length).toBeGreaterThan(60)
  })

  test('an event tells who, what, about what and in which request; a deleted object is no link', async () => {
    const id = await people.addUser('Ünal')
    const { events } = await list({ object: id })
    expect(events).toMatchObject([
      {
        type: 'Cloud.Core.User.Create',
        objectType: 'user',
        object: 'Ünal@acme.test',
        objectThere: true,
        who: expect.stringContaining('@'),
        whoId: expect.any(String),
        level: 'Info',
        refused: false,
        address: expect.any(String),
      },
    ])
    const [made] = events
    const whole = await get(made?.id ?? '')
    expect(whole).toMatchObject({ ...made, detail: { version: 1 } })
    await booted.admin.result('/UserMgmt/RemoveUsers', { Users: [id] })
    expect((await list({ object: id })).events.map(({ objectThere }) => objectThere)).toEqual([false, false])
    expect(inWords(await list({ object: id }))).toEqual([
      ['User deleted', 'Ünal@acme.test'],
      ['User created', 'Ünal@acme.test'],
    ])
  })

  test('each filter leaves what it names, and several together leave what all of them name', async () => {
    const role = await people.addRole('Zürich 100%_ readers')
    const { name, id, client } = await people.somebody([])
    const refused = await refusal(client, '/SaasManage/StoreRole', { Name: 'Mine' })
    expect(refused.status).toBe(403)
    const of = async (filter: Parameters<typeof list>[0]) => inWords(await list(filter))
    const callRefused = ['Call refused', 'SaasManage/StoreRole']
    expect(await of({ text: 'ZÜRICH 100%_' })).toEqual([['Role created', 'Zürich 100%_ readers']])
    expect(await of({ text: 'zürich_100' })).toEqual([])
    expect(await of({ text: role })).toEqual([['Role created', 'Zürich 100%_ readers']])
    expect(await of({ who: id, refused: true })).toEqual([callRefused])
    expect(await of({ text: name, type: 'Cloud.Core.Api.Refused' })).toEqual([callRefused])
    expect(await of({ objectType: 'api', level: 'Warning', who: id })).toEqual([callRefused])
    expect(await of({ level: 'Error' })).toEqual([])
    expect(await of({ who: id, refused: false })).toEqual([['Signed in', null]])
    const [event] = (await list({ who: id, refused: true })).events
    const together = await list({ request: event?.request ?? '' })
    expect(together.events.map((each) => each.id)).toEqual([event?.id])
    expect((await list({ text: event?.address ?? '', who: id })).events).toHaveLength(2)
  })

  test('a range of time holds both its ends', async () => {
    for (const name of ['First of the range', 'Last of the range', 'After the range']) {
      booted.advance(500_000)
      await people.addRole(name)
    }
    const [, last, first] = (await list({ text: 'the range' })).events
    const [from, to] = [first?.at ?? 0, last?.at ?? 0]
    expect(inWords(await list({ from, to }))).toEqual([
      ['Role created', 'Last of the range'],
      ['Role created', 'First of the range'],
    ])
    expect(inWords(await list({ from: to + 1 }))).toEqual([['Role created', 'After the range']])
    expect((await list({ from: from + 86_400_000 })).events).toEqual([])
    expect((await list({ to: 1 })).events).toEqual([])
  })

  test('what is rare is looked for in stretches, and the reply says how far it looked and where to go on', async () => {
    const { database } = booted.tenant
    const reading = { database, actor: { id: 'someone' } }
    const filter = { type: 'Cloud.Core.Tenant.Create' }
    let before: number | undefined
    for (let steps = 0; ; steps++) {
      const { events, older, lookedBackTo } = await listEvents(
        reading,
        { ...filter, ...(before && { before }) },
        { most: 20, time: 0 },
      )
      if (older === null) {
        expect(events).toHaveLength(1)
        expect(steps).toBeGreaterThan(1)
        break
      }
      expect([events, typeof lookedBackTo]).toEqual([[], 'number'])
      before = older
    }
    const { events, older } = await list(filter)
    expect([events.length, older]).toEqual([1, null])
  })

  test('events of an application are its changes, its tokens and its refusals, with what mends those', async () => {
    const flow = oauthOf(booted)
    const app = await flow.application('logged')
    const answer = await flow.authorize(
      'logged',
      flow.request(app.client.clientId, { redirect_uri: 'https://elsewhere.test/cb' }),
    )
    expect(answer.status).toBeGreaterThanOrEqual(400)
    const { events } = await list({ application: app.rowKey })
    const kinds = events.map(({ type }) => eventInWords(type))
    expect(kinds).toContain('Application created')
    const [refused] = events.filter((event) => event.refused)
    expect(await get(refused?.id ?? '')).toMatchObject({
      type: 'Cloud.OAuth2.Authorize.Refused',
      application: 'The logged application',
      detail: {
        check: expect.any(String),
        expected: expect.any(String),
        seen: expect.stringContaining('elsewhere'),
        cure: expect.any(String),
      },
    })
  })

  test('AZ-02 who may look at the audit log looks, and nobody else', async () => {
    for (const right of ['monitor', 'reportman'] as const) {
      const { client } = await people.somebody([right])
      const { events } = await list({}, client)
      expect(await client.result<Event>(paths.get, { id: events[0]?.id })).toMatchObject({ ...events[0] })
    }
    const { client } = await people.somebody(['appman', 'dsman', 'roleman', 'fedman'])
    for (const path of Object.values(paths))
      expect(await refusal(client, path, { id: 'x' })).toMatchObject({ status: 403, code: 'forbidden' })
    expect(await refusal(booted.admin, paths.get, { id: 'x' })).toMatchObject({ code: 'not_found' })
  })

  test('every kind of event that happened here has words', async () => {
    const known = Object.values(eventGroups).flatMap((group) => Object.keys(group))
    const happened = await booted.tenant.database.read.selectFrom('event').select('event_type').execute()
    expect(happened.filter(({ event_type }) => !known.includes(event_type))).toEqual([])
  })
})
