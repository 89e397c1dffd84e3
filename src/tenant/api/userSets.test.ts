import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { federatedDirectory } from '#schema/directoryService.ts'
import { testDatabases } from '#testing/database.ts'
import { rowsOf } from '#testing/groups.ts'
import { peopleOf } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'

describe.each(testDatabases())('what sets of users are told apart by, $kind', (engine) => {
  let booted: TestTenant

  beforeAll(async () => {
    booted = await bootTenant({ database: await engine.open<Tables>() })
    const people = peopleOf(booted)
    const state = async (name: string, to: string) =>
      booted.admin.result('/CDirectoryService/SetUserState', { ID: await people.addUser(name), state: to })
    await people.addUser('waits')
    await people.addUser('service', { ServiceUser: true })
    await people.addUser('client', { OauthClient: true })
    await people.addUser('came')
    await people.canSignIn('came')
    for (const [name, to] of [
      ['locked', 'Locked'],
      ['gone', 'Disabled'],
    ] as const)
      await state(name, to)
    const partner = await people.addUser('partner')
    await booted.tenant.database.write((tx) =>
      tx.updateTable('user').set({ directory_id: federatedDirectory }).where('id', '=', partner).execute(),
    )
  })
  afterAll(() => booted.close())

  const who = async (where: string) => {
    const rows = await rowsOf(booted.admin, `select Username from User where ${where} order by Username`)
    return rows.map(({ Username }) => String(Username).replace('@acme.test', ''))
  }

  test.each([
    ["State = 'None'", ['ada', 'came', 'client', 'partner', 'service', 'waits']],
    ['ServiceUser = 1', ['client', 'service']],
    ['OauthClient = 1', ['client']],
    ["State = 'Locked'", ['locked']],
    ["State = 'Disabled'", ['gone']],
    ["State = 'None' and ServiceUser = 0 and SignedIn = 0", ['partner', 'waits']],
    [`DirectoryServiceUuid = '${federatedDirectory}'`, ['partner']],
  ])('%s', async (where, expected) => {
    expect(await who(where)).toEqual(expected)
  })

  test('one query counts who is alike in all of it', async () => {
    const told = 'State, ServiceUser, OauthClient, DirectoryServiceUuid, SignedIn'
    const rows = await rowsOf(booted.admin, `select ${told}, count(*) as Users from User group by ${told}`)
    const sum = (fits: (row: Record<string, unknown>) => boolean) =>
      rows.filter(fits).reduce((all, { Users }) => all + Number(Users), 0)
    expect(sum(() => true)).toBe(8)
    expect(sum(({ State }) => State === 'None')).toBe(6)
    expect(sum(({ SignedIn }) => SignedIn === true)).toBe(2)
    expect(sum(({ DirectoryServiceUuid }) => DirectoryServiceUuid === federatedDirectory)).toBe(1)
  })
})
