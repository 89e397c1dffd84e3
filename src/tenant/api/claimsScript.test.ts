import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ApiClient } from '#testing/apiClient.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { password, peopleOf, refusal, type People } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { signIn } from '#testing/apiClient.ts'

let running: TestTenant
let people: People
let flow: OAuth
let grace: { id: string; role: string }
beforeAll(async () => {
  running = await bootTenant()
  people = peopleOf(running)
  flow = oauthOf(running)
  const id = await people.addUser('grace', {
    Mail: 'grace@mail.test',
    DisplayName: 'Grace',
    OfficeNumber: '+41 1',
  })
  const inner = await people.addRole('Inner')
  const role = await people.addRole('Outer')
  await people.join(inner, { Users: [id] })
  await people.join(role, { Roles: [inner] })
  grace = { id, role }
})
afterAll(() => running.close())

type Tried = {
  claims: { name: string; value: unknown }[]
  fault: { message: string; line: number | null } | null
  milliseconds: number
}
const preview = '/Gatewright/Preview/ClaimsScript'
const attempt = (body: object, client: ApiClient = running.admin) => client.result<Tried>(preview, body)

async function server(applicationId: string, body: object = {}) {
  const { rowKey } = await flow.application(applicationId, {
    template: 'OAuth2Server',
    profile: { TargetIsUs: false },
  })
  if (Object.keys(body).length > 0) await flow.change(rowKey, body)
  return rowKey
}

const settings = (rowKey: string) =>
  running.admin.result<{ OpenIDConnectScript: string; Gatewright: { Version: number } }>(
    '/SaasManage/GetApplication',
    { _RowKey: rowKey },
  )

describe('a script is tried', () => {
  test('for a user, with what the directory holds about that user now', async () => {
    const script = `
      setClaim('mail', LoginUser.Get('mail'))
      setClaim('name', LoginUser.Get('userPrincipalName'))
      setClaim('office', LoginUser.Get('OfficeNumber'))
      setClaim('department', LoginUser.Get('department'))
      setClaim('uuid', LoginUser.Uuid)
      setClaim('shown', LoginUser.DisplayName)
      setClaimArray('roles', LoginUser.RoleNames)
      setClaim('tenant_id', TenantData.Get('CybrTenantID'))
      setClaim('subdomain', TenantData.Get('CybrSubdomain'))`
    const { claims, fault, milliseconds } = await attempt({ script, userId: grace.id })
    expect(fault).toBeNull()
    expect(milliseconds).toBeGreaterThan(0)
    expect(Object.fromEntries(claims.map(({ name, value }) => [name, value]))).toEqual({
      mail: 'grace@mail.test',
      name: 'grace@acme.test',
      office: '+41 1',
      uuid: grace.id,
      shown: 'Grace',
      roles: ['Everybody', 'Inner', 'Outer'],
      tenant_id: running.tenant.id,
      subdomain: '127.0.0.1',
    })
  })

  test('for oneself when nobody is named', async () => {
    const { claims } = await attempt({ script: "setClaim('who', LoginUser.Username)" })
    const { User } = await running.admin.result<{ User: string }>('/Security/WhoAmI')
    expect(claims).toEqual([{ name: 'who', value: User }])
  })

  test('and says on which line it fails', async () => {
    const script = "setClaim('a', 1)\nsetClaim('sub', 'somebody else')"
    expect(await attempt({ script })).toMatchObject({
      claims: [],
      fault: { line: 2, message: expect.stringContaining('The claim sub is set by the tenant') as string },
    })
  })

  test('not for somebody who is not there, nor when it is too long', async () => {
    expect(await refusal(running.admin, preview, { script: '', userId: 'nobody' })).toMatchObject({
      code: 'not_found',
    })
    expect(await refusal(running.admin, preview, { script: ' '.repeat(20_001) })).toMatchObject({
      code: 'invalid_fields',
    })
  })
})

describe('who may try one', () => {
  const forGrace = () => ({ script: "setClaim('mail', LoginUser.Get('mail'))", userId: grace.id })

  test('AZ-03 NT-39 read-only administration gives nothing here, whatever else it lets read', async () => {
    const rowKey = await server('read-only-tries')
    const onlooker = await people.addUser('onlooker')
    await people.join('readonlyadmin', { Users: [onlooker] })
    const clients = [
      await signIn(running.url, { user: 'onlooker@acme.test', password }),
      (await people.somebody(['monitor', 'rouserman', 'roroleman'])).client,
      (await people.somebody(['dsman', 'rouserman'])).client,
      (await people.somebody()).client,
    ]
    for (const client of clients)
      for (const body of [forGrace(), { ...forGrace(), rowKey }, { script: '' }, { script: '', rowKey }])
        expect(await refusal(client, preview, body)).toMatchObject({ status: 403, code: 'forbidden' })
  })

  test('whoever may change applications, for themselves; for others with a right to read users', async () => {
    const { client: changes } = await people.somebody(['appman', 'monitor'])
    expect((await attempt({ script: "setClaim('a', 1)" }, changes)).claims).toEqual([{ name: 'a', value: 1 }])
    expect(await refusal(changes, preview, forGrace())).toMatchObject({
      status: 403,
      message: expect.stringContaining('User Management') as string,
    })
    for (const right of ['dsman', 'rouserman'] as const) {
      const { client } = await people.somebody(['appman', right])
      expect((await attempt(forGrace(), client)).claims).toEqual([{ name: 'mail', value: 'grace@mail.test' }])
    }
  })

  test('whoever manages this application', async () => {
    const [own, other] = [await server('own-script'), await server('other-script')]
    const { id, client } = await people.somebody(['rouserman'])
    await flow.grant(own, { type: 'User', id }, 'Admin')
    expect((await attempt({ ...forGrace(), rowKey: own }, client)).fault).toBeNull()
    for (const rowKey of [other, '', undefined])
      expect(await refusal(client, preview, { ...forGrace(), rowKey })).toMatchObject({ status: 403 })
  })
})

describe('a script is saved', () => {
  test('only when it can be read; the refusal names line and field', async () => {
    const rowKey = await server('unreadable')
    const sent = { _RowKey: rowKey, Script: "setClaim('a', 1)\nsetClaim('b' 2)" }
    expect(await refusal(running.admin, '/SaasManage/UpdateApplicationDE', sent)).toMatchObject({
      code: 'invalid_fields',
      field: 'advanced.claimsScript',
      message: expect.stringMatching(/^Line 2: This is not JavaScript that can be read/) as string,
    })
    expect((await settings(rowKey)).OpenIDConnectScript).toBe('')
  })

  test('to the letter, and cleared by ResetAppScript with a version and an event', async () => {
    const script = "\n  setClaim('a', 1)\r\n"
    const rowKey = await server('reset', { Script: script })
    const before = await settings(rowKey)
    expect(before.OpenIDConnectScript).toBe(script)
    const reset = () => running.admin.result('/SaasManage/ResetAppScript', { _RowKey: rowKey })
    expect(await reset()).toEqual({ State: 0, Gatewright: { Version: before.Gatewright.Version + 1 } })
    expect(await reset()).toEqual({ State: 0, Gatewright: { Version: before.Gatewright.Version + 1 } })
    expect((await settings(rowKey)).OpenIDConnectScript).toBe('')
    const history = await running.admin.result<{ entries: object[] }>('/Gatewright/History/List', {
      type: 'application',
      id: rowKey,
    })
    expect(history.entries[0]).toMatchObject({
      why: 'Script reset',
      changes: [{ path: 'advanced.claimsScript', before: script, after: '' }],
    })
    const events = await running.admin.result<{ FullCount: number }>('/Redrock/query', {
      Script: `select ID from Event where EventType = 'Cloud.Saas.Application.Modify' and ApplicationID = '${rowKey}'`,
    })
    expect(events.FullCount).toBeGreaterThan(2)
  })

  test('and not looked at again while it stays as it is', async () => {
    const rowKey = await server('kept', { OpenIDConnectScript: "setClaim('a', 1)" })
    await flow.change(rowKey, { Description: 'other' })
    expect((await settings(rowKey)).OpenIDConnectScript).toBe("setClaim('a', 1)")
  })
})
