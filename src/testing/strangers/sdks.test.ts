import { describe, expect, test } from 'vitest'
import { administrator } from '#testing/administrator.ts'
import { password } from '#testing/people.ts'
import { type Rows, sdkTenant } from './sdkTenant.ts'
import { decoded, form, formType, speak, withoutTwins } from './stranger.ts'

// The vendor's SDKs in Python, .NET, PowerShell, Java and JavaScript (contract.md 23)

const { running, app, tokenOf } = await sdkTenant()

describe('Python', () => {
  test('signs in with a password, step by step, and takes the token out of the reply', async () => {
    const headers = { 'Content-Type': 'application/json', 'X-IDAP-NATIVE-CLIENT': 'true', OobIdPAuth: 'true' }
    const post = async (path: string, body: object, more: Record<string, string> = {}) =>
      decoded<Record<string, unknown>>(
        await speak(running.url, path, { headers: { ...headers, ...more }, body: JSON.stringify(body) }),
        'map',
      )
    const started = await post('/Security/StartAuthentication', {
      User: administrator.user,
      Version: '1.0',
      PlatformTokenResponse: true,
      AssociatedEntityType: 'API',
      MfaRequestor: 'DeviceAgent',
    })
    expect(started).not.toHaveProperty('PodFqdn')
    const [challenge] = started['Challenges'] as { Mechanisms: Record<string, string>[] }[]
    const mechanism = challenge?.Mechanisms[0]
    const done = await post('/Security/AdvanceAuthentication', {
      SessionId: started['SessionId'],
      MechanismId: mechanism?.['MechanismId'],
      Action: 'Answer',
      Answer: administrator.password,
    })
    expect(done['Summary']).toBe('LoginSuccess')
    const bearer = { Authorization: `Bearer ${String(done['Token'])}` }
    const aliases = await decoded<Rows>(
      await speak(running.url, '/Core/GetCdsAliasesForTenant', { headers: { ...headers, ...bearer } }),
      'map',
    )
    expect(aliases.Results[0]?.Entities[0]?.Key).toBe('acme.test')
    // Booleans as texts, and what it does not know ignored
    const name = 'ark@acme.test'
    const made = await speak(running.url, '/CDirectoryService/CreateUser', {
      headers: { ...headers, ...bearer },
      body: JSON.stringify({
        DisplayName: 'Ark',
        Name: name,
        Mail: 'ark@mail.test',
        Password: password,
        MobileNumber: '',
        InEverybodyRole: 'true',
        InSysAdminRole: 'false',
        ForcePasswordChangeNext: 'true',
        SendEmailInvite: 'false',
        SendSmsInvite: 'false',
      }),
    })
    expect(await decoded<string>(made, 'string')).toMatch(/^[\da-f-]{36}$/)
    await decoded(
      await speak(running.url, '/CDirectoryService/DeleteUser', {
        headers: { ...headers, ...bearer },
        body: JSON.stringify({ ID: name }),
      }),
      'null',
    )
  })
})

describe('.NET', () => {
  test('asks before it sends, writes a charset, mixes query and body, and reads by length', async () => {
    const headers = {
      'Content-Type': 'application/json; charset=utf-8',
      'X-CENTRIFY-NATIVE-CLIENT': '1',
      Authorization: `Bearer ${await tokenOf()}`,
      Expect: '100-continue',
    }
    const update = await speak(running.url, `/saasmanage/updateapplicationde?_RowKey=${app.rowKey}`, {
      headers,
      body: JSON.stringify({
        UserNameStrategy: 'Fixed',
        UserNameArg: 'x',
        Password: 'y',
        Description: 'by .NET',
      }),
    })
    expect(await decoded(update, 'map')).toMatchObject({ State: 0 })
    expect(JSON.parse(update.text)).toMatchObject({ Message: expect.stringContaining('UserNameStrategy') })
    const apps = await decoded<{ Apps: unknown[] }>(
      await speak(running.url, '/uprest/GetUPData', { headers, body: '{"force":false}' }),
      'map',
    )
    expect(apps.Apps).not.toEqual([])
  })
})

describe('PowerShell', () => {
  test('asks for a platform token by form, writes two slashes, and reads no twins', async () => {
    const { text } = await speak(running.url, '//OAuth2/PlatformToken', {
      headers: { ...formType, 'X-IDAP-NATIVE-CLIENT': 'true' },
      body: form({
        grant_type: 'client_credentials',
        client_id: app.client.clientId,
        client_secret: app.client.secret,
      }),
    })
    const { access_token: token, token_type: type } = JSON.parse(text) as Record<string, string>
    const headers = {
      Authorization: `${type} ${token}`,
      'Content-Type': 'application/json',
      'X-IDAP-NATIVE-CLIENT': 'true',
    }
    const post = async (path: string, body: object = {}) => {
      const heard = await speak(running.url, path, { headers, body: JSON.stringify(body) })
      withoutTwins(JSON.parse(heard.text))
      return decoded<unknown>(heard, path.includes('List') ? 'list' : 'map')
    }
    for (const [path, body] of [
      ['//Security/WhoAmI?antixss=abc', {}],
      ['//Redrock/query', { Script: 'select * from Event', Args: { PageSize: 5 } }],
      ['//Redrock/query', { Script: 'select ID, Id, Uuid from User', Args: { PageSize: 5 } }],
      ['/UserMgmt/DirectoryServiceQuery', { user: '{}', group: '{}', roles: '{}' }],
      ['/UserMgmt/GetUsersRolesAndAdministrativeRights', {}],
      [`/SaasManage/GetApplication?_RowKey=${app.rowKey}`, {}],
      ['/SysInfo/About', {}],
      ['/AuthProfile/GetProfileList', {}],
      ['/Policy/GetNicePlinks', {}],
    ] as const)
      expect([path, await post(path, body)]).not.toContain(null)
  })
})

describe('Java and JavaScript', () => {
  test('credentials in the form, a GET without a body, and a role found by its name in rows', async () => {
    const { text } = await speak(running.url, '/OAuth2/Token/sdk', {
      headers: formType,
      body: form({
        grant_type: 'client_credentials',
        client_id: app.client.clientId,
        client_secret: app.client.secret,
        scope: 'all',
      }),
    })
    const { access_token: token } = JSON.parse(text) as Record<string, string>
    const headers = {
      Authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'cache-control': 'no-cache',
    }
    const found = await speak(running.url, `/CDirectoryService/GetUser?ID=${app.client.id}`, {
      method: 'GET',
      headers,
    })
    expect(await decoded(found, 'map')).toMatchObject({ Uuid: app.client.id })
    const roles = await decoded<Rows>(
      await speak(running.url, `/UserMgmt/GetUsersRolesAndAdministrativeRights?id=${app.client.id}`, {
        headers,
      }),
      'map',
    )
    expect(roles.Results.map(({ Row }) => Row['RoleName'])).toContain('SDK')
  })
})
