import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ApiClient, signIn } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { password, peopleOf, refusal, type People } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'

type Rows = { Results: { Row: Record<string, unknown> }[] }
const rowsOf = ({ Results }: Rows) => Results.map(({ Row }) => Row)

describe.each(testDatabases())('calls that clients make, $kind', (engine) => {
  let booted: TestTenant
  let people: People
  let flow: OAuth
  beforeAll(async () => {
    booted = await bootTenant({ database: await engine.open<Tables>() })
    people = peopleOf(booted)
    flow = oauthOf(booted)
  })
  afterAll(() => booted.close())

  const lastEvent = async (type: string) =>
    booted.tenant.database.read
      .selectFrom('event')
      .selectAll()
      .where('event_type', '=', type)
      .orderBy('number', 'desc')
      .executeTakeFirstOrThrow()

  test('GetRoleIDFromName gives the ID as a text, in the query, and says what is not there', async () => {
    const ask = (name: string) =>
      booted.admin.result(`/SaasManage/GetRoleIDFromName?roleName=${encodeURIComponent(name)}`)
    expect(await ask('System Administrator')).toBe('sysadmin')
    const missing = await refusal(booted.admin, '/SaasManage/GetRoleIDFromName', { roleName: 'Nobodies' })
    expect(missing).toMatchObject({ code: 'not_found', message: 'The role Nobodies does not exist.' })
  })

  test('GetRoleApps and GetUPData tell what a role, and what oneself, may run', async () => {
    const { rowKey } = await flow.application('counter')
    const { role, client, name } = await people.somebody()
    await flow.grant(rowKey, { type: 'Role', id: 'everybody' }, 'None')
    const apps = async () =>
      (await client.result<{ Apps: Record<string, unknown>[] }>('/UPRest/GetUPData', { force: false })).Apps
    expect(await apps()).toEqual([])
    await flow.grant(rowKey, { type: 'Role', id: role }, 'View')
    expect(await apps()).toEqual([])
    await flow.grant(rowKey, { type: 'Role', id: role }, 'Execute')
    expect(await apps()).toEqual([
      expect.objectContaining({
        AppKey: rowKey,
        Name: 'The counter application',
        ServiceName: 'counter',
        Icon: '',
      }),
    ])
    const listed = await booted.admin.result<Rows>(`/SaasManage/GetRoleApps?role=${role}`)
    expect(rowsOf(listed)).toMatchObject([{ ID: rowKey, GrantStr: 'Run' }])
    expect(await client.result(`/UPRest/GetUPData?force=true&username=${name}`)).toMatchObject({ Apps: [{}] })
    expect(await refusal(client, '/UPRest/GetUPData', { username: 'ada@acme.test' })).toMatchObject({
      status: 403,
    })
  })

  test('DeleteUser takes an ID or a login name', async () => {
    const [byId] = [await people.addUser('gone1'), await people.addUser('gone2')]
    for (const ID of [byId, 'GONE2@acme.test'])
      expect(await booted.admin.result('/CDirectoryService/DeleteUser', { ID })).toBeNull()
    expect(await refusal(booted.admin, '/CDirectoryService/DeleteUser', { ID: byId })).toMatchObject({
      code: 'not_found',
    })
    expect((await lastEvent('Cloud.Core.User.Delete')).object_name).toBe('gone2@acme.test')
  })

  test('GetUsers lists users under the names of attributes and of Redrock', async () => {
    const id = await people.addUser('listed', { Mail: 'listed@mail.test' })
    const found = rowsOf(await booted.admin.result<Rows>('/CDirectoryService/GetUsers'))
    expect(found.find(({ ID }) => ID === id)).toMatchObject({
      Uuid: id,
      Name: 'listed@acme.test',
      Username: 'listed@acme.test',
      Mail: 'listed@mail.test',
      Status: 'Active',
    })
    const page = { Args: { PageNumber: 1, PageSize: 1 } }
    expect(rowsOf(await booted.admin.result<Rows>('/CDirectoryService/GetUsers', page))).toHaveLength(1)
  })

  test('SetCloudLock locks and unlocks, and lets nobody in who was out for another reason', async () => {
    const id = await people.addUser('lockable')
    const set = (lockuser: boolean) => `/UserMgmt/SetCloudLock?user=${id}&lockuser=${lockuser}`
    const isLocked = () => booted.admin.result(`/UserMgmt/IsUserCloudLocked?user=${id}`)
    expect(await isLocked()).toBe(false)
    expect(await booted.admin.result(set(true))).toBe(true)
    expect([await isLocked(), await people.canSignIn('lockable')]).toEqual([true, false])
    expect((await lastEvent('Cloud.Core.User.Modify')).object_name).toBe('lockable@acme.test')
    expect(await booted.admin.result(set(false))).toBe(true)
    expect([await isLocked(), await people.canSignIn('lockable')]).toEqual([false, true])
    await booted.admin.result('/CDirectoryService/SetUserState', { ID: id, state: 'Disabled' })
    expect(await booted.admin.result(set(false))).toBe(true)
    expect(await people.canSignIn('lockable')).toBe(false)
    expect((await refusal(booted.admin, set(true), {})).message).toContain('Disabled')
    expect(await people.attributes(id)).toMatchObject({ State: 'Disabled' })
  })

  describe('ChangeUserPassword', () => {
    const path = '/UserMgmt/ChangeUserPassword'
    const another = 'another long sentence 4'

    test('changes the own password for the old one, ends every session, and is recorded as one’s own', async () => {
      const { id, name, client } = await people.somebody()
      const elsewhere = await signIn(booted.url, { user: name, password })
      expect(await client.result(path, { oldPassword: password, newPassword: another })).toBeNull()
      for (const ended of [client, elsewhere]) expect((await ended.post('/Security/WhoAmI')).status).toBe(401)
      await expect(signIn(booted.url, { user: name, password })).rejects.toThrow('AdvanceAuthentication')
      expect((await signIn(booted.url, { user: name, password: another })).bearer).toBeTruthy()
      expect(await lastEvent('Cloud.Core.User.PasswordReset')).toMatchObject({ actor_id: id, object_id: id })
    })

    test('refuses a wrong old one like a failed sign-in, the same again, and what the policy refuses', async () => {
      const { name, client } = await people.somebody()
      const ask = (oldPassword: string, newPassword: string) =>
        refusal(client, path, { oldPassword, newPassword })
      expect(await ask('not it at all 1', another)).toMatchObject({ field: 'oldPassword' })
      expect(await lastEvent('Cloud.Core.LoginFail')).toMatchObject({ actor_name: name })
      expect(await ask(password, password)).toMatchObject({ field: 'newPassword' })
      expect(await ask(password, 'short')).toMatchObject({ field: 'password' })
      let status = 0
      for (let tries = 0; tries < 12 && status !== 429; tries++)
        status = (await ask('not it at all 1', another)).status
      expect(status).toBe(429)
      expect((await client.post('/Security/WhoAmI')).status).toBe(200)
    })
  })

  test('SignOutEverywhere ends all own sessions and tokens, and nobody else’s', async () => {
    const { name, client } = await people.somebody()
    const elsewhere = await signIn(booted.url, { user: name, password })
    const app = await flow.application('signed-out')
    const code = await flow.code(app, { bearer: elsewhere.bearer, others: { scope: 'all' } })
    const { body } = await flow.token('signed-out', flow.redemption(code), { client: app.client })
    const token = new ApiClient(booted.url, String(body['access_token']))
    expect((await token.post('/Security/WhoAmI')).status).toBe(200)
    const { headers, envelope } = await client.post('/UserMgmt/SignOutEverywhere')
    expect(envelope).toMatchObject({ success: true, Result: null })
    expect(headers.get('set-cookie')).toContain('.ASPXAUTH=;')
    for (const ended of [client, elsewhere, token])
      expect((await ended.post('/Security/WhoAmI')).status).toBe(401)
    expect(await lastEvent('Cloud.Core.Logout')).toMatchObject({
      actor_name: name,
      detail: expect.stringContaining('"everywhere":true'),
    })
    expect((await booted.admin.post('/Security/WhoAmI')).status).toBe(200)
  })

  test('SignOutEverywhere with a token of a program ends that token', async () => {
    const app = await flow.application('program')
    const { body } = await flow.token(
      'program',
      { grant_type: 'client_credentials', scope: 'all' },
      { client: app.client },
    )
    const program = new ApiClient(booted.url, String(body['access_token']))
    expect(await program.result('/UserMgmt/SignOutEverywhere')).toBeNull()
    expect((await program.post('/Security/WhoAmI')).status).toBe(401)
  })

  test('SignOutCurrentSession is another name for Logout', async () => {
    const { name, client } = await people.somebody()
    const elsewhere = await signIn(booted.url, { user: name, password })
    expect(await client.result('/UserMgmt/SignOutCurrentSession')).toBeNull()
    expect((await client.post('/Security/WhoAmI')).status).toBe(401)
    expect((await elsewhere.post('/Security/WhoAmI')).status).toBe(200)
  })

  test('CleanupAuthentication gives up a sign-in, and writes nothing for a stranger', async () => {
    const stranger = new ApiClient(booted.url, null)
    type Step = { SessionId: string; Challenges: { Mechanisms: { MechanismId: string }[] }[] }
    const rows = () =>
      booted.tenant.database.read
        .selectFrom('login_attempt')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
    const user = 'changer@acme.test'
    await people.addUser('changer', { ForcePasswordChangeNext: true })
    const begun = await stranger.result<Step>('/Security/StartAuthentication', { User: user })
    const before = await rows()
    for (const SessionId of [begun.SessionId, 'made up'])
      expect(await stranger.result('/Security/CleanupAuthentication', { TenantId: '', SessionId })).toBeNull()
    expect(await rows()).toEqual(before)
    const answer = ({ SessionId, Challenges }: Step, Answer: string) =>
      stranger.post('/Security/AdvanceAuthentication', {
        SessionId,
        MechanismId: Challenges[0]?.Mechanisms[0]?.MechanismId,
        Action: 'Answer',
        Answer,
      })
    const next = (await answer(begun, password)).envelope.Result as Step & { Summary: string }
    expect(next.Summary).toBe('NewPackage')
    await stranger.result('/Security/CleanupAuthentication', { SessionId: next.SessionId })
    expect((await answer(next, 'another long sentence 4')).envelope.ErrorCode).toBe('gone')
  })

  test('GetUsersRolesAndAdministrativeRights tells one’s own roles, and others’ to whoever may look at users', async () => {
    const { id, role, client } = await people.somebody(['reportman'])
    const path = '/UserMgmt/GetUsersRolesAndAdministrativeRights'
    const own = rowsOf(await client.result<Rows>(path))
    expect(own.map(({ Name }) => Name)).toContain('Everybody')
    expect(own).toContainEqual({
      ID: role,
      Name: expect.stringContaining('Role of'),
      RoleName: expect.stringContaining('Role of'),
      Description: '',
      AdministrativeRights: [{ Path: '/lib/rights/reportman.json', Description: 'Report Management' }],
    })
    expect(rowsOf(await booted.admin.result<Rows>(`${path}?id=${id}`))).toEqual(own)
    const other = await people.addUser('other')
    expect(await refusal(client, `${path}?id=${other}`, {})).toMatchObject({ status: 403 })
    expect(await refusal(booted.admin, path, { ID: 'nobody' })).toMatchObject({ code: 'not_found' })
  })

  test('what programs read when they begin: profile, policy and tenant, for Read Only System Administration', async () => {
    const { client } = await people.somebody(['monitor'])
    const [profile, ...others] = await client.result<Record<string, unknown>[]>(
      '/AuthProfile/GetProfileList',
      {
        Args: { Caching: -1 },
      },
    )
    expect(others).toEqual([])
    expect(profile).toMatchObject({ Name: 'Password', Challenges: ['UP'], DurationInMinutes: 0 })
    expect(await client.result('/AuthProfile/GetProfile', { uuid: profile?.['Uuid'] })).toEqual(profile)
    expect(rowsOf(await client.result<Rows>('/AuthProfile/GetDecoratedProfileList'))).toEqual([profile])
    expect((await refusal(client, '/AuthProfile/GetProfile', { Uuid: 'x' })).message).toContain(
      'does not exist',
    )
    const links = await client.result<Rows & { RevStamp: unknown }>('/Policy/GetNicePlinks')
    expect(links.RevStamp).toBeTypeOf('string')
    const [link] = rowsOf(links)
    expect(link).toMatchObject({ LinkType: 'Global', Params: [] })
    expect(await client.result('/Policy/GetPolicyBlock', { name: link?.['ID'] })).toMatchObject({
      Path: link?.['PolicySet'],
      Settings: {
        '/Core/Authentication/AuthenticationRulesDefaultProfileId': profile?.['Uuid'],
        '/Core/Authentication/CookieSessionLifespanHours': 8,
        '/Core/Security/CDS/PasswordPolicy/MinLength': 8,
      },
    })
    expect((await refusal(client, '/Policy/GetPolicyBlock', { name: 'x' })).message).toContain(
      'does not exist',
    )
    expect(await client.result('/TenantConfig/GetCustomerConfig')).toMatchObject({
      CustomerID: booted.tenant.id,
      Name: 'acme.test',
    })
  })

  test('WhoAmI names the ID also as programs read it', async () => {
    const { id, client } = await people.somebody()
    expect(await client.result('/Security/WhoAmI')).toMatchObject({ UserId: id, UserUuid: id })
  })
})
