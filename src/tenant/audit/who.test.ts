import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api, type EndpointName } from '#schema/api.ts'
import type { ApiClient } from '#testing/apiClient.ts'
import { siemReader, type MadeClient } from '#testing/clientSetup.ts'
import { endsSession } from '#testing/endsSession.ts'
import { peopleOf } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

// AU-04: who (with roles and session), when, from where, in which request, what came of it, and which version; denials too.

let running: TestTenant
beforeAll(async () => {
  running = await bootTenant()
})
afterAll(() => running.close())

const eventsOf = async (requestId: string | null) => {
  const rows = await running.tenant.database.read
    .selectFrom('event')
    .selectAll()
    .where('correlation_id', '=', requestId ?? 'none')
    .execute()
  return rows.map(({ detail, ...row }) => ({ ...row, detail: JSON.parse(detail) as Record<string, unknown> }))
}

const who = (id: string, roles: readonly string[]) => ({
  actor_id: id,
  ip: '127.0.0.1',
  at: expect.any(Number),
  detail: { by: { session: expect.stringMatching(/^[\w-]{16}$/), roles } },
})

test('AU-04 of every call that is refused for want of a right there is an event: who, from where, what and why', async () => {
  const { id, client } = await peopleOf(running).somebody([])
  const names = (Object.keys(api) as EndpointName[]).filter((name) => api[name].access.kind !== 'public')
  const refused = await Promise.all(
    names.map(async (name) => {
      if (endsSession(name)) return []
      const { status, headers } = await client.post(api[name].path, {})
      return status === 403 ? [{ name, told: await eventsOf(headers.get('x-request-id')) }] : []
    }),
  )
  for (const { name, told } of refused.flat()) {
    expect([name, told]).toEqual([
      name,
      [
        expect.objectContaining({
          ...who(id, []),
          event_type: 'Cloud.Core.Api.Refused',
          level: 'Warning',
          object_name: api[name].path.slice(1),
          detail: expect.objectContaining(who(id, []).detail),
        }),
      ],
    ])
    const { detail } = told[0] ?? {}
    expect([name, detail?.['reason'] ?? (detail?.['check'] && detail['expected'] && detail['seen'])]).toEqual(
      [name, expect.stringMatching(/./)],
    )
  }
  expect(refused.flat().length).toBeGreaterThan(25)
})

describe('AU-04 of every change there is an event with the version that it made, and the version says what was before', () => {
  let made: MadeClient
  const change = async (client: ApiClient, path: string, body: object) => {
    const { status, headers, envelope } = await client.post(path, body)
    expect([path, status, envelope.Message]).toEqual([path, 200, null])
    return { told: await eventsOf(headers.get('x-request-id')), result: envelope.Result }
  }

  beforeAll(async () => {
    const asked = { key: randomUUID(), recipe: 'siem', setup: siemReader('reader') }
    made = await running.admin.result<MadeClient>('/Gatewright/Setup/CreateClient', asked)
  })

  const changes: [path: string, body: () => object, type: string][] = [
    [
      '/SaasManage/UpdateApplicationDE',
      () => ({ _RowKey: made.applicationRowKey, Description: 'changed' }),
      'application',
    ],
    ['/CDirectoryService/SetUserState', () => ({ ID: made.userId, state: 'Locked' }), 'user'],
    [
      '/UserMgmt/ResetUserPassword',
      () => ({ ID: made.userId, newPassword: 'a sentence for once 7' }),
      'user',
    ],
    ['/SaasManage/UpdateRole', () => ({ Name: made.roleId, Description: 'changed' }), 'role'],
    ['/Gatewright/Groups/Create', () => ({ Name: 'Watchers' }), 'group'],
    ['/SaasManage/DeleteApplication', () => ({ _RowKey: [made.applicationRowKey] }), 'application'],
    ['/UserMgmt/RemoveUser', () => ({ ID: made.userId }), 'user'],
  ]
  test.each(changes)('%s', async (path, body, type) => {
    const { told } = await change(running.admin, path, body())
    const ada = await running.admin.result<{ UserId: string }>('/Security/WhoAmI')
    const event = told.find((each) => each.object_type === type)
    expect(event).toMatchObject(who(ada.UserId, ['sysadmin']))
    expect(event?.detail['version']).toEqual(expect.any(Number))
    const version = await running.tenant.database.read
      .selectFrom('object_version')
      .selectAll()
      .where('object_id', '=', event?.object_id ?? '')
      .where('version', '=', Number(event?.detail['version']))
      .executeTakeFirstOrThrow()
    expect(version).toMatchObject({ object_type: type, actor_id: ada.UserId, at: event?.at })
    expect([version.before, version.after].filter((state) => state !== null)).not.toEqual([])
    // Secrets appear as such only
    expect(JSON.stringify([version, event])).not.toContain('a sentence for once')
  })
})
