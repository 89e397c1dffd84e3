import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { password, peopleOf, refusal, type People } from '#testing/people.ts'
import { administrator } from '#testing/administrator.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'

const change = '/CDirectoryService/ChangeUser'

describe.each(testDatabases())('$kind', (engine) => {
  let booted: TestTenant
  let people: People

  beforeAll(async () => {
    booted = await bootTenant({ database: await engine.open<Tables>() })
    people = peopleOf(booted)
  })
  afterAll(() => booted.close())

  const refused = (path: string, body: unknown) => refusal(booted.admin, path, body)

  test('what is not sent stays, and "undefined" is no password', async () => {
    const id = await people.addUser('dora', { Mail: 'dora@mail.test', Description: 'Night shift' })
    expect(
      await booted.admin.result(change, { ID: id, DisplayName: 'Dora', Password: 'undefined' }),
    ).toBeNull()
    expect(await people.attributes(id)).toMatchObject({
      DisplayName: 'Dora',
      Mail: 'dora@mail.test',
      Description: 'Night shift',
      Version: '2',
    })
    expect(await people.canSignIn('dora')).toBe(true)
    await booted.admin.result(change, { ID: id, DisplayName: 'Dora', Password: '' })
    expect(await people.attributes(id)).toMatchObject({ Version: '2' })
  })

  test('CF-01 a stale edit is refused with the current version', async () => {
    const id = await people.addUser('eve')
    const startedFrom = { 'if-match': '"1"' }
    const first = await booted.admin.post(change, { ID: id, DisplayName: 'Eve' }, startedFrom)
    expect(first.envelope.success).toBe(true)
    const { status, envelope } = await booted.admin.post(change, { ID: id, DisplayName: 'Eva' }, startedFrom)
    expect(status).toBe(412)
    expect(envelope).toMatchObject({ ErrorCode: 'stale', Gatewright: { version: 2 } })
    expect(await people.attributes(id)).toMatchObject({ DisplayName: 'Eve' })
  })

  test('AZ-04 NT-43 state, roles, tenant and unknown members are not settable by it', async () => {
    const id = await people.addUser('fay')
    await booted.admin
      .result(
        change,
        JSON.parse(`{"ID":"${id}","state":"Disabled","State":"Disabled","InSysAdminRole":true}`),
      )
      .then(
        () => expect.unreachable('names differing in case only were accepted'),
        () => undefined,
      )
    await booted.admin.result(
      change,
      JSON.parse(
        `{"ID":"${id}","State":"Disabled","InSysAdminRole":true,"email_verified":true,"tenant":"x","Version":"9","Uuid":"x","config":"x"}`,
      ),
    )
    expect(await people.attributes(id)).toMatchObject({ Uuid: id, State: 'None', Version: '1' })
    expect(await people.members('sysadmin')).not.toContainEqual(expect.objectContaining({ Guid: id }))
    const polluted = await booted.admin.post(
      change,
      JSON.parse(`{"ID":"${id}","__proto__":{"state":"Disabled"}}`),
    )
    expect(polluted.envelope.success && (await people.attributes(id))?.['State']).not.toBe('Disabled')
  })

  test('NT-37 nobody takes another’s name, address or client ID', async () => {
    await people.addUser('gina', { Mail: 'gina.private@acme.test' })
    await people.addUser('robot', { OauthClient: true })
    const id = await people.addUser('hal')
    expect(await refused(change, { ID: id, Name: 'Gina@acme.test' })).toMatchObject({
      code: 'taken',
      field: 'account.name',
    })
    expect(await refused(change, { ID: id, Name: 'gina.private@acme.test' })).toMatchObject({
      field: 'account.name',
    })
    expect(await refused(change, { ID: id, Name: 'ROBOT@acme.test' })).toMatchObject({ code: 'taken' })
    expect(await refused(change, { ID: id, Mail: 'robot@acme.test' })).toMatchObject({
      field: 'account.mail',
    })
    expect(await people.canSignIn('gina')).toBe(true)
    await booted.admin.result(change, { ID: id, Name: 'Hal@acme.test', Mail: 'hal@acme.test' })
    expect(await people.canSignIn('hal')).toBe(true)
  })

  test('a locked, disabled or expired user cannot sign in and loses the session', async () => {
    const { id, client, name } = await people.somebody()
    const local = name.split('@')[0] ?? ''
    for (const state of ['locked', 'Disabled', 'Expired']) {
      await booted.admin.result('/CDirectoryService/SetUserState', { ID: id, State: state })
      expect(await people.canSignIn(local)).toBe(false)
    }
    await booted.admin.result('/CDirectoryService/SetUserState', { ID: id, state: 'None' })
    expect(await people.canSignIn(local)).toBe(true)
    expect((await client.post('/Security/WhoAmI')).status).toBe(401)
    expect((await refused('/CDirectoryService/SetUserState', { ID: id, state: 'Gone' })).message).toContain(
      'None, Locked',
    )
  })

  test('a reset password replaces the old one and ends the sessions', async () => {
    const { id, client, name } = await people.somebody()
    const local = name.split('@')[0] ?? ''
    expect(
      await booted.admin.result('/UserMgmt/ResetUserPassword', { ID: id, newPassword: 'another phrase 5' }),
    ).toBe(true)
    expect((await client.post('/Security/WhoAmI')).status).toBe(401)
    expect(await people.canSignIn(local)).toBe(false)
    expect(await people.canSignIn(local, 'another phrase 5')).toBe(true)
    expect((await refused('/UserMgmt/ResetUserPassword', { ID: id, newPassword: 'short' })).field).toBe(
      'password',
    )
    expect(
      await refused('/UserMgmt/ResetUserPassword', { ID: 'nobody', newPassword: 'another phrase 5' }),
    ).toMatchObject({ code: 'not_found' })
  })

  test('every change leaves a version and an event, and no password in either', async () => {
    const id = await people.addUser('ida')
    await booted.admin.result(change, { ID: id, Description: 'Day shift', Password: 'another phrase 5' })
    await booted.admin.result('/UserMgmt/RemoveUser', { ID: id })
    const { entries } = await booted.admin.result<{
      entries: { version: number; why: string; changes: unknown[] }[]
    }>('/Gatewright/History/List', { type: 'user', id })
    expect(entries.map(({ version, why }) => [version, why])).toEqual([
      [3, 'Deleted'],
      [2, 'Changed'],
      [1, 'Created'],
    ])
    expect(entries[1]?.changes).toEqual([{ path: 'account.description', before: '', after: 'Day shift' }])
    const { Results } = await booted.admin.result<{ Results: { Row: Record<string, unknown> }[] }>(
      '/Redrock/query',
      {
        Script: `select EventType, NormalizedUser from Event where EntityUuid = '${id}'`,
      },
    )
    expect(Results.map(({ Row }) => [Row['EventType'], Row['NormalizedUser']])).toEqual(
      ['Create', 'Modify', 'PasswordReset', 'Delete'].map((what) => [
        `Cloud.Core.User.${what}`,
        administrator.user,
      ]),
    )
    const dump = JSON.stringify([
      await booted.tenant.database.read.selectFrom('object_version').selectAll().execute(),
      await booted.tenant.database.read.selectFrom('event').selectAll().execute(),
      await booted.tenant.database.read.selectFrom('user').selectAll().execute(),
    ])
    expect(dump).not.toContain('another phrase 5')
    expect(dump).not.toContain(password)
    expect(dump).not.toContain('argon2id')
  })
  test('D10 settings and state are one change: one version, and a locked user cannot sign in', async () => {
    const id = await people.addUser('both-at-once')
    const version = async () =>
      ((await people.attributes(id)) as { Gatewright: { Version: number } }).Gatewright.Version
    const before = await version()
    await booted.admin.result(change, { ID: id, Description: 'Away', Gatewright: { State: 'Locked' } })
    expect(await people.attributes(id)).toMatchObject({ Description: 'Away', State: 'Locked' })
    expect(await version()).toBe(before + 1)
    expect(await people.canSignIn('both-at-once')).toBe(false)
    const refused = await booted.admin.post(change, {
      ID: id,
      Description: 'Back',
      Gatewright: { State: 'Gone' },
    })
    expect(refused.envelope).toMatchObject({ success: false, ErrorCode: 'invalid_fields' })
    expect(await people.attributes(id)).toMatchObject({ Description: 'Away', State: 'Locked' })
  })
})
