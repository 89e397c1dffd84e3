import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { rowsOf } from '#testing/groups.ts'
import { peopleOf, refusal, type People } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'

describe.each(testDatabases())('security devices, $kind', (engine) => {
  let running: TestTenant
  let people: People

  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open<Tables>() })
    people = peopleOf(running)
  })
  afterAll(() => running.close())

  const get = (id: string) =>
    running.admin.result<Record<string, unknown> | null>('/Gatewright/Devices/Get', { ID: id })
  const refused = (path: string, body: unknown) => refusal(running.admin, path, body)

  test('one is made, listed, changed and deleted, and keeps its versions', async () => {
    const id = await people.addDevice('SOC', { Server: 'siem.example.com/' })
    expect(await get(id)).toMatchObject({
      ID: id,
      Name: 'SOC',
      Location: 'Cloud',
      ApplicationId: 'events',
      Username: 'reader@acme.test',
      Password: { Kept: true },
      Server: 'https://siem.example.com',
      Scope: '',
      Polling: true,
      Gatewright: { Version: 1 },
    })
    await running.admin.result('/Gatewright/Devices/Update', { ID: id, Location: 'OnPrem', Polling: false })
    expect(await get(id)).toMatchObject({ Location: 'OnPrem', Polling: false, Gatewright: { Version: 2 } })
    const rows = await rowsOf(
      running.admin,
      "select Name, Server, State, LastEvent, LastArrival from SecurityDevice where Name='SOC'",
    )
    expect(rows).toEqual([
      expect.objectContaining({
        Name: 'SOC',
        Server: 'https://siem.example.com',
        State: 'Paused',
        LastEvent: null,
        LastArrival: null,
      }),
    ])
    await running.admin.result('/Gatewright/Devices/Delete', { ID: id })
    expect(await get(id)).toBeNull()
    const { entries } = await running.admin.result<{ entries: { why: string }[] }>(
      '/Gatewright/History/List',
      {
        type: 'device',
        id,
      },
    )
    expect(entries.map(({ why }) => why)).toEqual(['Deleted', 'Changed', 'Created'])
    const secrets = running.tenant.database.read.selectFrom('sealed_secret').where('object_id', '=', id)
    expect(await secrets.selectAll().execute()).toEqual([])
  })

  test('all six fields are needed, and a fault is told at its field', async () => {
    const whole = {
      Name: 'Six',
      ApplicationId: 'a',
      Username: 'u@acme.test',
      Password: 'p',
      Server: 'a.test',
    }
    for (const [field, wrong, path] of [
      ['Name', '', 'settings.name'],
      ['ApplicationId', 'two words', 'settings.applicationId'],
      ['ApplicationId', '', 'settings.applicationId'],
      ['Username', '', 'settings.username'],
      ['Server', '', 'settings.server'],
      ['Password', '', 'settings.password'],
      ['Server', 'https://a.test/console', 'settings.server'],
      ['Server', 'ftp://a.test', 'settings.server'],
      ['Location', 'Moon', 'settings.location'],
    ] as const)
      expect(await refused('/Gatewright/Devices/Create', { ...whole, [field]: wrong })).toMatchObject({
        code: 'invalid_fields',
        field: path,
      })
  })

  test('a name is given once', async () => {
    await people.addDevice('Once')
    expect(
      await refused('/Gatewright/Devices/Create', {
        Name: 'ONCE',
        ApplicationId: 'a',
        Username: 'u',
        Password: 'p',
        Server: 'a.test',
      }),
    ).toMatchObject({ code: 'taken', field: 'settings.name' })
  })

  test('RP-18 the password goes to no other server, application or user than it was typed for', async () => {
    const id = await people.addDevice('Bound')
    for (const other of [{ Server: 'evil.test' }, { ApplicationId: 'other' }, { Username: 'x@acme.test' }]) {
      expect(await refused('/Gatewright/Devices/Update', { ID: id, ...other })).toMatchObject({
        code: 'invalid_fields',
        field: 'settings.password',
      })
      await running.admin.result('/Gatewright/Devices/Update', { ID: id, ...other, Password: 'typed again' })
    }
  })

  test('CF-01 a stale edit is refused', async () => {
    const id = await people.addDevice('Stale')
    await running.admin.result('/Gatewright/Devices/Update', { ID: id, Location: 'OnPrem' })
    const { envelope } = await running.admin.post(
      '/Gatewright/Devices/Update',
      { ID: id, Location: 'Cloud' },
      { 'if-match': '"1"' },
    )
    expect(envelope.ErrorCode).toBe('stale')
  })

  test('CL-01 the password is in no reply, version, event or draft', async () => {
    const canary = 'canary of a device 5511'
    const id = await people.addDevice('Canary', { Password: canary })
    await running.admin.result('/Gatewright/Devices/Update', { ID: id, Password: `${canary} two` })
    const said = JSON.stringify([
      await get(id),
      await running.admin.result('/Gatewright/History/List', { type: 'device', id }),
      await running.tenant.database.read.selectFrom('event').selectAll().execute(),
      await running.tenant.database.read.selectFrom('object_version').selectAll().execute(),
      await running.tenant.database.read.selectFrom('device').selectAll().execute(),
      await running.tenant.database.read.selectFrom('sealed_secret').selectAll().execute(),
    ])
    expect(said).not.toContain(canary)
  })

  test('Device Management changes them, Read Only System Administration looks at them', async () => {
    const id = await people.addDevice('Of rights')
    const [manager, reader, nobody] = [
      await people.somebody(['mobman']),
      await people.somebody(['monitor']),
      await people.somebody(['appman']),
    ]
    await manager.client.result('/Gatewright/Devices/Update', { ID: id, Location: 'OnPrem' })
    for (const { client } of [manager, reader])
      expect(await client.result('/Gatewright/Devices/Get', { ID: id })).toMatchObject({ Name: 'Of rights' })
    expect(await refusal(reader.client, '/Gatewright/Devices/Update', { ID: id })).toMatchObject({
      code: 'forbidden',
    })
    expect(await refusal(nobody.client, '/Gatewright/Devices/Get', { ID: id })).toMatchObject({
      code: 'forbidden',
    })
    expect(await rowsOf(nobody.client, 'select ID from SecurityDevice')).toEqual([])
  })
})
