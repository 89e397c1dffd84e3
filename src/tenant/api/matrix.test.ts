import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api, type EndpointName } from '#schema/api.ts'
import type { Access } from '#schema/endpoint.ts'
import { applicationRights, hasRight, toBits, type ApplicationRight } from '#schema/grant.ts'
import type { Right } from '#schema/right.ts'
import { ApiClient } from '#testing/apiClient.ts'
import { endsSession } from '#testing/endsSession.ts'
import { namingApplication } from '#testing/namingApplication.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { peopleOf, type People } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

type Name = EndpointName
const endpoints = (Object.keys(api) as Name[]).filter((name) => api[name].access.kind !== 'public')
const called = endpoints.filter((name) => !endsSession(name))

let running: TestTenant
let people: People
let flow: OAuth
const cast: Record<string, { rights: readonly Right[]; client: () => ApiClient }> = {}
beforeAll(async () => {
  running = await bootTenant()
  people = peopleOf(running)
  flow = oauthOf(running)
  const kinds: Record<string, Right[]> = {
    'a plain user': [],
    monitor: ['monitor'],
    appman: ['appman'],
    dsman: ['dsman'],
    roleman: ['roleman'],
    fedman: ['fedman'],
    'all three of guided setup': ['appman', 'dsman', 'roleman'],
  }
  for (const [kind, rights] of Object.entries(kinds)) {
    const { client } = await people.somebody(rights)
    cast[kind] = { rights, client: () => client }
  }
})
afterAll(() => running.close())

/** As contract.md 6.2 has it, for somebody who holds no right on any application. */
function mayCall(name: Name, rights: readonly Right[]): boolean {
  const { access } = api[name]
  switch (access.kind) {
    case 'public':
    case 'anyLogin':
      return true
    case 'rights':
      return access.anyOf.some((right) => rights.includes(right))
    case 'allRights':
      return access.allOf.every((right) => rights.includes(right))
    case 'byOwner':
      return access.application.anyOf.some((right) => rights.includes(right))
  }
}

describe('AZ-02 every call is refused or let through exactly as the table says', () => {
  test.each(['a plain user', 'monitor', 'appman', 'dsman', 'roleman', 'fedman', 'all three of guided setup'])(
    '%s',
    async (kind) => {
      const { rights = [], client } = cast[kind] ?? {}
      const seen = await Promise.all(
        called.map(async (name) => {
          const { status, headers, envelope } =
            (await client?.().post(api[name].path, namingApplication(name, 'nothing'))) ?? {}
          expect(headers?.get('www-authenticate') ?? null).toBeNull()
          if (status === 403)
            expect(envelope).toMatchObject({ success: false, ErrorCode: 'forbidden', Result: null })
          else expect([name, status]).toEqual([name, 200])
          return [name, status === 403 ? 'refused' : 'let through']
        }),
      )
      expect(seen).toEqual(called.map((name) => [name, mayCall(name, rights) ? 'let through' : 'refused']))
    },
  )

  test('a System Administrator may call everything', async () => {
    for (const name of called)
      expect([
        name,
        (await running.admin.post(api[name].path, namingApplication(name, 'nothing'))).status,
      ]).toEqual([name, 200])
  })
})

/** The right on an application that is enough for a call. */
function enoughOnApplication(name: Name): ApplicationRight | undefined {
  const access: Access = api[name].access
  if (access.kind === 'byOwner') return access.application.application
  return access.kind === 'rights' ? access.application : undefined
}

const onApplications = called.filter((name) => enoughOnApplication(name) !== undefined)

describe('AZ-02 a right on one application opens what it says on that one, and nothing on another', () => {
  let person: Awaited<ReturnType<People['somebody']>>
  beforeAll(async () => {
    person = await people.somebody()
  })

  /** An application on which nobody has any right. */
  async function bare(applicationId: string) {
    const [made] = await running.admin.result<{ _RowKey: string }[]>('/SaasManage/ImportAppFromTemplate', {
      ID: ['OAuth2ServerClient'],
    })
    const rowKey = made?._RowKey ?? ''
    await flow.change(rowKey, { ServiceName: applicationId })
    return { rowKey, applicationId }
  }

  test.each(Object.keys(applicationRights) as ApplicationRight[])('%s', async (right) => {
    const [own, other] = [await bare(`own-${right}`), await bare(`other-${right}`)]
    await flow.grant(own.rowKey, { type: 'User', id: person.id }, applicationRights[right].wire)
    for (const name of onApplications.toSorted((a) => (a === 'deleteApplication' ? 1 : -1))) {
      const { path } = api[name]
      const needed = enoughOnApplication(name)
      const allowed = needed !== undefined && hasRight(toBits([right]), needed)
      const status = async (id: string, applicationId?: string) =>
        (await person.client.post(path, namingApplication(name, id, applicationId))).status
      expect([name, await status(other.rowKey, other.applicationId), await status('nothing')]).toEqual([
        name,
        403,
        403,
      ])
      expect([name, await status(own.rowKey, own.applicationId)]).toEqual([name, allowed ? 200 : 403])
    }
  })

  test('several applications in one call need the right on each', async () => {
    const [one, two] = [await bare('one'), await bare('two')]
    const { id, client } = person
    await flow.grant(one.rowKey, { type: 'User', id }, 'Delete')
    const both = { _RowKey: [one.rowKey, two.rowKey] }
    expect((await client.post('/SaasManage/DeleteApplication', both)).status).toBe(403)
    expect((await client.post('/SaasManage/DeleteApplication', { _RowKey: [] })).status).toBe(403)
    const rest = await running.admin.result('/SaasManage/GetAppIDByServiceName', { Name: 'one' })
    expect(rest).toBe(one.rowKey)
  })

  test('AZ-04 who may manage settings may not give permissions with them, however that is spelled', async () => {
    const { rowKey } = await bare('managed')
    const { id, name, client } = person
    await flow.grant(rowKey, { type: 'User', id }, 'Admin')
    const update = (body: object) =>
      client.post('/SaasManage/UpdateApplicationDE', { _RowKey: rowKey, ...body })
    for (const spelled of ['Grants', 'grants', 'GRANTS']) {
      const grants = [{ type: 'User', id, name, rights: ['Manage', 'Run', 'Grant'] }]
      expect((await update({ Description: 'changed', gatewright: { [spelled]: grants } })).status).toBe(403)
    }
    expect((await update({ Description: 'mine' })).envelope.success).toBe(true)
    const application = await running.admin.result('/SaasManage/GetApplication', { _RowKey: rowKey })
    expect(application).toMatchObject({
      Description: 'mine',
      Gatewright: { Grants: [{ rights: ['View', 'Manage'] }] },
    })
  })
})

test('AZ-09 a right given or taken counts with the next call, in sessions and tokens alike', async () => {
  const { id, role, client } = await people.somebody(['monitor'])
  const app = await flow.application('counted')
  const { body } = await flow.token(
    'counted',
    flow.redemption(await flow.code(app, { bearer: client.bearer, others: { scope: 'all' } })),
    { client: app.client },
  )
  const byToken = new ApiClient(running.url, String(body['access_token']))
  const statuses = async () =>
    Promise.all(
      [client, byToken].map(
        async (each) => (await each.post('/Acl/GetRowAces', { RowKey: app.rowKey })).status,
      ),
    )
  expect(await statuses()).toEqual([200, 200])
  await running.admin.result('/SaasManage/RemoveUsersAndGroupsFromRole', { Name: role, Users: [id] })
  expect(await statuses()).toEqual([403, 403])
  await people.join(role, { Users: [id] })
  expect(await statuses()).toEqual([200, 200])
  await running.admin.result('/SaasManage/UnAssignSuperRights', [
    { Role: role, Path: '/lib/rights/monitor.json' },
  ])
  expect(await statuses()).toEqual([403, 403])
  await running.admin.result('/CDirectoryService/SetUserState', { ID: id, state: 'Disabled' })
  expect(await statuses()).toEqual([401, 401])
})
