import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { password, peopleOf, refusal, type People } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'

const create = '/CDirectoryService/CreateUser'

describe.each(testDatabases())('$kind', (engine) => {
  let booted: TestTenant
  let people: People

  beforeAll(async () => {
    booted = await bootTenant({ database: await engine.open<Tables>() })
    people = peopleOf(booted)
  })
  afterAll(() => booted.close())

  const refused = (path: string, body: unknown) => refusal(booted.admin, path, body)

  test('a user is made with the fields that clients send, and read back in the documented shape', async () => {
    const id = await booted.admin.result<string>(create, {
      Name: 'bea@acme.test',
      Mail: 'bea@mail.test',
      DisplayName: 'Bea',
      Password: password,
      confirmPassword: password,
      ForcePasswordChangeNext: 'true',
      InEverybodyRole: 'true',
      MobileNumber: '+49 1',
      SendEmailInvite: false,
      state: 'None',
      'jsutil-checkbox-1': 'on',
    })
    expect(id).toMatch(/^[0-9a-f-]{36}$/)
    expect(await people.attributes(id)).toMatchObject({
      Uuid: id,
      Name: 'bea@acme.test',
      Mail: 'bea@mail.test',
      DisplayName: 'Bea',
      MobileNumber: '+49 1',
      Description: '',
      State: 'None',
      CloudState: 'None',
      InEverybodyRole: true,
      OauthClient: false,
      ForcePasswordChangeNext: 'True',
      directoryServiceUuid: '09B9A9B0-6CE8-465F-AB03-65766D33B05E',
      Alias: 'acme.test',
      Version: '1',
      Gatewright: { Version: 1 },
    })
    const byId = await booted.admin.result('/CDirectoryService/GetUser', { id })
    expect(
      await booted.admin.result('/CDirectoryService/GetUserByName', { username: 'BEA@acme.test' }),
    ).toEqual(byId)
    expect(await people.canSignIn('bea')).toBe(true)
  })

  test('three fields are enough, and nobody is found for an id that there is not', async () => {
    const id = await booted.admin.result<string>(create, {
      Name: 'net@acme.test',
      Mail: '',
      Password: password,
    })
    expect(await people.attributes(id)).toMatchObject({ DisplayName: 'net@acme.test', InEverybodyRole: true })
    for (const [path, asked] of [
      ['/UserMgmt/GetUserAttributes', { ID: 'nobody' }],
      ['/CDirectoryService/GetUser', { ID: 'nobody' }],
      ['/CDirectoryService/GetUserByName', { username: 'nobody' }],
    ] as const)
      expect((await booted.admin.post(path, asked)).envelope).toMatchObject({
        success: false,
        Result: null,
        Message: 'The user nobody does not exist.',
        Exception: '',
      })
  })

  test('D10 what is kept nowhere is named in the Message of a good reply', async () => {
    const sent = {
      Password: password,
      confirmPassword: password,
      ReportsTo: 'boss@acme.test',
      CmaRedirectedUserUuid: 'x',
      PreferredCulture: 'de',
      SendEmailInvite: true,
      'jsutil-checkbox-2598-inputEl': true,
      state: 'None',
    }
    const words =
      'Not kept, because this tenant has no such setting: ReportsTo, CmaRedirectedUserUuid, PreferredCulture. ' +
      'No invitation was sent, because this tenant can send no mail and no text message. Tell the person the login name and the password yourself.'
    const made = await booted.admin.post(create, { Name: 'told@acme.test', ...sent })
    expect(made.envelope).toMatchObject({ success: true, Message: words })
    const ID = made.envelope.Result as string
    const change = (body: object) => booted.admin.post('/CDirectoryService/ChangeUser', { ID, ...body })
    expect((await change({ ...sent, Password: 'undefined' })).envelope.Message).toBe(words)
    expect(
      (await change({ ReportsTo: 'Unassigned', SendEmailInvite: 'false', Mail: '' })).envelope.Message,
    ).toBeNull()
    expect((await change({ InSysAdminRole: 'true' })).envelope.Message).toContain('InSysAdminRole')
    expect((await change((await people.attributes(ID)) ?? {})).envelope).toMatchObject({
      success: true,
      Message: null,
    })
  })

  test('a confidential client is a service user outside Everybody', async () => {
    const id = await people.addUser('svc', {
      OauthClient: true,
      InEverybodyRole: true,
      ForcePasswordChangeNext: true,
    })
    expect(await people.attributes(id)).toMatchObject({
      OauthClient: true,
      ServiceUser: true,
      InEverybodyRole: false,
      PasswordNeverExpire: true,
      ForcePasswordChangeNext: 'False',
    })
    expect(await people.members('everybody')).not.toContainEqual(expect.objectContaining({ Guid: id }))
  })

  test('CL-04 a confidential client does not sign in', async () => {
    await people.addUser('machine', { OauthClient: true })
    expect(await people.canSignIn('machine')).toBe(false)
  })

  test.each([
    ['no suffix', { Name: 'cara' }, 'account.name', 'suffix'],
    ['another suffix', { Name: 'cara@else.test' }, 'account.name', 'acme.test'],
    ['a blank', { Name: 'ca ra@acme.test' }, 'account.name', 'letters'],
    ['RP-08 two alphabets', { Name: 'c\u0430ra@acme.test' }, 'account.name', 'alphabet'],
    ['a bad address', { Mail: 'nowhere' }, 'account.mail', 'address'],
    ['a short password', { Password: 'aB3$' }, 'password', 'at least 8'],
    ['a common password', { Password: 'Password1!' }, 'password', 'guessed'],
    ['the name as password', { Password: 'cara@acme.test' }, 'password', 'login name'],
    ['passwords that differ', { confirmPassword: 'something else 1' }, 'password', 'differ'],
    ['no password', { Password: null }, 'password', 'at least 8'],
    ['the word undefined', { Password: 'undefined' }, 'password', 'at least 8'],
    ['CL-07 a password of 10 kB', { Password: 'Long 1 '.repeat(1500) }, 'password', '1024'],
    ['CL-07 1,024 characters of several bytes', { Password: 'ä1€ß'.repeat(256) }, 'password', '1024'],
    ['NT-54 a name of 10 kB', { Name: `${'c'.repeat(10_000)}@acme.test` }, 'account.name', 'at most'],
  ])('a user with %s is refused at the field', async (_, fields, field, words) => {
    const fault = await refused(create, { Name: 'cara@acme.test', Password: password, ...fields })
    expect(fault).toMatchObject({ status: 200, field })
    expect(fault.message).toContain(words)
    expect(await refused('/CDirectoryService/GetUserByName', { username: 'cara@acme.test' })).toMatchObject({
      code: 'not_found',
    })
  })

  test('NT-36 one name in any case or form of letters is one user', async () => {
    await people.addUser('victim')
    for (const Name of [
      'Victim@acme.test',
      'VICTIM@ACME.TEST',
      'ｖictim@acme.test',
      'vıctim@acme.test',
      ' victim@acme.test',
    ])
      expect(await refused(create, { Name, Password: password })).toMatchObject({
        code: 'taken',
        field: 'account.name',
      })
    expect((await refused(create, { Name: 'vic\u200btim@acme.test', Password: password })).field).toBe(
      'account.name',
    )
  })

  test('CF-04 of twenty at once with one name, one is made', async () => {
    const made = await Promise.all(
      Array.from({ length: 20 }, () =>
        booted.admin.post(create, { Name: 'race@acme.test', Password: 'plain words 12', OauthClient: true }),
      ),
    )
    expect(made.filter(({ envelope }) => envelope.success)).toHaveLength(1)
    for (const { envelope } of made) if (!envelope.success) expect(envelope.ErrorCode).toBe('taken')
  })

  describe('deletion', () => {
    test('a deleted user takes memberships, permissions, credentials and sessions along', async () => {
      const { id, role, client } = await people.somebody(['monitor'])
      const [app] = await booted.admin.result<{ _RowKey: string }[]>('/SaasManage/ImportAppFromTemplate', {
        ID: ['OAuth2ServerClient'],
      })
      const RowKey = app?._RowKey
      await booted.admin.result('/SaasManage/SetApplicationPermissions', {
        ID: RowKey,
        Grants: [{ Principal: 'x', PrincipalId: id, PType: 'User', Rights: 'View,Execute' }],
      })
      const permissions = () =>
        booted.admin.result<{ Principal: string }[]>('/Acl/GetRowAces', { RowKey, Table: 'Application' })
      expect((await permissions()).map(({ Principal }) => Principal)).toContain(id)
      expect(await booted.admin.result('/UserMgmt/RemoveUser', { ID: id })).toBeNull()
      expect(await people.attributes(id)).toBeNull()
      expect(await people.members(role)).toEqual([])
      expect((await client.post('/Security/WhoAmI')).status).toBe(401)
      const left = await Promise.all([
        booted.tenant.database.read
          .selectFrom('credential')
          .select('id')
          .where('owner_id', '=', id)
          .execute(),
        booted.tenant.database.read
          .selectFrom('login_session')
          .select('user_id')
          .where('user_id', '=', id)
          .execute(),
        booted.tenant.database.read
          .selectFrom('application_grant')
          .select('bits')
          .where('principal_id', '=', id)
          .execute(),
      ])
      expect(left.flat()).toEqual([])
      expect((await permissions()).map(({ Principal }) => Principal)).not.toContain(id)
      expect(await refused('/UserMgmt/RemoveUser', { ID: id })).toMatchObject({ code: 'not_found' })
    })

    test('several are deleted together or not at all', async () => {
      const ids = [await people.addUser('kim'), await people.addUser('lea')]
      expect(await refused('/UserMgmt/RemoveUsers', { Users: [...ids, 'nobody'] })).toMatchObject({
        code: 'not_found',
      })
      expect(await people.attributes(ids[0] ?? '')).not.toBeNull()
      expect(await booted.admin.result('/UserMgmt/RemoveUsers', { Users: ids })).toEqual({
        [ids[0] ?? '']: true,
        [ids[1] ?? '']: true,
      })
      expect(await people.attributes(ids[0] ?? '')).toBeNull()
    })
  })

  test('login suffixes come as the keys of the entities', async () => {
    const { Results } = await booted.admin.result<{ Results: { Entities: { Key: string }[] }[] }>(
      '/Core/GetCdsAliasesForTenant',
    )
    expect(Results.map(({ Entities }) => Entities[0]?.Key)).toEqual(['acme.test'])
  })
})
