import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signIn } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { password, peopleOf, refusal, type People } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'

const several = '/CDirectoryService/CreateUsers'
const exempt = '/CDirectoryService/ExemptUserFromMfa'

describe.each(testDatabases())('calls of the vendor over users and roles, $kind', (engine) => {
  let booted: TestTenant
  let people: People
  beforeAll(async () => {
    booted = await bootTenant({ database: await engine.open<Tables>() })
    people = peopleOf(booted)
  })
  afterAll(() => booted.close())

  test('Roles/GetRole is GetRole, with Name in the query', async () => {
    const here = await booted.admin.result('/Roles/GetRole?Name=sysadmin')
    expect(here).toMatchObject({ Name: 'System Administrator', _RowKey: 'sysadmin', ReadOnly: true })
    expect(here).toEqual(await booted.admin.result('/SaasManage/GetRole', { name: 'sysadmin' }))
  })

  test('GetUserInfo is what is known of a user', async () => {
    const ID = await people.addUser('info')
    expect(await booted.admin.result('/UserMgmt/GetUserInfo', { ID })).toMatchObject({
      Uuid: ID,
      Name: 'info@acme.test',
      State: 'None',
    })
  })

  test('DeleteRoles takes a list of IDs, gives null, and deletes all of them or none', async () => {
    const [one, two, three] = [
      await people.addRole('One'),
      await people.addRole('Two'),
      await people.addRole('3'),
    ]
    const roles = async () =>
      (
        await booted.tenant.database.read
          .selectFrom('role')
          .select('name')
          .where('built_in', '=', 0)
          .execute()
      )
        .map(({ name }) => name)
        .toSorted()
    for (const list of [
      [one, 'everybody'],
      [one, 'nothing of that name'],
    ])
      expect((await refusal(booted.admin, '/SaasManage/DeleteRoles', list)).message).toMatch(
        /built in|does not exist/,
      )
    expect(await roles()).toEqual(['3', 'One', 'Two'])
    expect(await booted.admin.result('/SaasManage/DeleteRoles', [one, { Name: two }, one])).toBeNull()
    expect(await roles()).toEqual(['3'])
    const weak = await people.somebody(['roleman'])
    await booted.admin.result('/SaasManage/AssignSuperRights', [
      { Role: three, Path: '/lib/rights/fedman.json' },
    ])
    expect(await refusal(weak.client, '/SaasManage/DeleteRoles', [three])).toMatchObject({ status: 403 })
  })

  test('CreateUsers makes all of them or none, and says which one was refused', async () => {
    const user = (Name: string, more: object = {}) => ({
      Name: `${Name}@acme.test`,
      Password: password,
      ...more,
    })
    const refused = await refusal(booted.admin, several, {
      Users: [user('many1'), user('many2'), user('MANY1')],
    })
    expect(refused.message).toMatch(/^MANY1@acme\.test: .+ No user was created\.$/)
    const weak = await refusal(booted.admin, several, { Users: [user('many1'), { Name: 'many3@acme.test' }] })
    expect(weak.message).toMatch(/^many3@acme\.test: /)
    expect(await people.canSignIn('many1')).toBe(false)
    const { envelope } = await booted.admin.post(several, {
      Users: [
        user('many1', { SendEmailInvite: true }),
        user('many2', { OauthClient: 'true', ReportsTo: 'x' }),
      ],
    })
    const ids = envelope.Result as Record<string, string>
    expect(Object.keys(ids)).toEqual(['many1@acme.test', 'many2@acme.test'])
    expect(envelope.Message).toContain('can send no mail')
    expect(envelope.Message).toContain('ReportsTo')
    expect(await people.attributes(ids['many2@acme.test'] ?? '')).toMatchObject({ OauthClient: true })
    expect(await people.canSignIn('many1')).toBe(true)
    const { client } = await people.somebody(['dsman'])
    expect(await refusal(client, several, { Users: [user('mole', { InSysAdminRole: true })] })).toMatchObject(
      { status: 403, code: 'forbidden' },
    )
    const many = Array.from({ length: 101 }, (_, at) => user(`crowd${at}`))
    expect((await refusal(booted.admin, several, { Users: many })).message).toContain('At most 100')
  })

  test('ExemptUserFromMfa takes its parameters from the query and says that there is nothing to exempt from', async () => {
    const id = await people.addUser('exempted')
    const { client } = await people.somebody(['mfaunlock'])
    const { envelope } = await client.post(`${exempt}?ID=${id}&timespan=30`)
    expect(envelope).toMatchObject({ success: true, Result: null })
    expect(envelope.Message).toContain('Nothing was changed')
    expect(await refusal(client, `${exempt}?ID=nobody&timespan=30`, {})).toMatchObject({ code: 'not_found' })
    expect(await refusal(client, `${exempt}?ID=${id}&timespan=soon`, {})).toMatchObject({
      code: 'invalid_fields',
    })
    const other = await people.somebody(['rouserman'])
    expect(await refusal(other.client, `${exempt}?ID=${id}&timespan=30`, {})).toMatchObject({ status: 403 })
  })

  test.each(['SendEmailInvite', 'SendSmsInvite'])(
    '%s is told in Message that no mail can be sent',
    async (flag) => {
      const name = `invited-${flag.toLowerCase()}`
      const { envelope } = await booted.admin.post('/CDirectoryService/CreateUser', {
        Name: `${name}@acme.test`,
        Password: password,
        [flag]: 'true',
      })
      expect(envelope).toMatchObject({
        success: true,
        Result: expect.any(String),
        Message:
          'No invitation was sent, because this tenant can send no mail and no text message. Tell the person the login name and the password yourself.',
      })
      expect(await signIn(booted.url, { user: `${name}@acme.test`, password })).toBeTruthy()
    },
  )
})
