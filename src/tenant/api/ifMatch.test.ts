import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { administrator } from '#testing/administrator.ts'
import { ApiClient, signIn } from '#testing/apiClient.ts'
import { inConsoleOf } from '#testing/inConsole.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { peopleOf } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

let running: TestTenant
let flow: OAuth
/** The administrator in the console: calls with the console's own token. */
let inConsole: ApiClient
/** The administrator in a program that is a client of an ordinary application. */
let inProgram: ApiClient
const objects: Record<string, { edit: (text: string) => [path: string, body: object]; id: string }> = {}

beforeAll(async () => {
  running = await bootTenant()
  flow = oauthOf(running)
  const people = peopleOf(running)
  const portal = await flow.application('portal')
  const { bearer } = await signIn(running.url, administrator)
  const code = await flow.code(portal, { bearer, others: { scope: 'all' } })
  inProgram = await redeemed('portal', flow.redemption(code), portal.client)

  inConsole = await inConsoleOf(running)

  const user = await people.addUser('edited')
  const role = await people.addRole('Edited')
  objects['application'] = {
    id: portal.rowKey,
    edit: (Description) => ['/SaasManage/UpdateApplicationDE', { _RowKey: portal.rowKey, Description }],
  }
  objects['user'] = {
    id: user,
    edit: (DisplayName) => ['/CDirectoryService/ChangeUser', { ID: user, DisplayName }],
  }
  objects['role'] = { id: role, edit: (Description) => ['/Roles/UpdateRole', { Name: role, Description }] }
})
afterAll(() => running.close())

async function redeemed(
  applicationId: string,
  fields: Parameters<OAuth['token']>[1],
  client: { clientId: string; secret: string },
): Promise<ApiClient> {
  const { body } = await flow.token(applicationId, fields, { client })
  return new ApiClient(running.url, String(body['access_token']))
}

const versionOf = async (id: string) => {
  const rows = await running.tenant.database.read
    .selectFrom('object_version')
    .select('version')
    .where('object_id', '=', id)
    .execute()
  return Math.max(...rows.map(({ version }) => version))
}

let edits = 0
/** Edits an object; gives the reply, and the version that is current then. */
async function edit(kind: string, client: ApiClient, ifMatch?: string | number) {
  const object = objects[kind]
  if (!object) throw new Error(kind)
  const [path, body] = object.edit(`Edit ${++edits}`)
  const value = typeof ifMatch === 'number' ? `"${ifMatch}"` : ifMatch
  const { status, envelope } = await client.post(path, body, value === undefined ? {} : { 'if-match': value })
  const { success, ErrorCode: code, Result, Gatewright } = envelope
  return { status, success, code, Result, Gatewright, version: await versionOf(object.id) }
}

describe.each(['application', 'user', 'role'])('CF-01 an edit of the %s', (kind) => {
  const current = () => versionOf(objects[kind]?.id ?? '')

  test('in the console needs If-Match: without it 428, and nothing is changed', async () => {
    const version = await current()
    expect(await edit(kind, inConsole)).toMatchObject({
      status: 428,
      success: false,
      code: 'unversioned',
      version,
    })
  })

  test('that started from the current version is saved', async () => {
    const version = await current()
    for (const [index, client] of [inConsole, inProgram, running.admin].entries())
      expect(await edit(kind, client, version + index)).toMatchObject({
        status: 200,
        success: true,
        version: version + index + 1,
      })
  })

  test('that is stale is 412 and says the current version, whoever sends it', async () => {
    const version = await current()
    for (const client of [inConsole, inProgram, running.admin])
      for (const old of [version - 1, version + 1])
        expect(await edit(kind, client, old)).toEqual({
          status: 412,
          success: false,
          code: 'stale',
          Result: null,
          Gatewright: { version },
          version,
        })
  })

  test('by a program may leave it out: the last write wins, as a version', async () => {
    const version = await current()
    expect(await edit(kind, inProgram)).toMatchObject({ success: true, version: version + 1 })
    expect(await edit(kind, running.admin)).toMatchObject({ success: true, version: version + 2 })
  })

  test.each(['*', '7', 'W/"7"', '"7", "8"', '""', '"x"', '"-1"', '"1.5"', '"01"', '"99999999999"', ' '])(
    'with If-Match %j is refused: it names no version that somebody saw',
    async (value) => {
      const version = await current()
      expect(await edit(kind, inConsole, value)).toMatchObject({
        status: 200,
        success: false,
        code: 'invalid_request',
        version,
      })
    },
  )

  test('takes no version from the body', async () => {
    const object = objects[kind]
    if (!object) throw new Error(kind)
    const version = await current()
    const [path, body] = object.edit(`Edit ${++edits}`)
    const sent = { ...body, Gatewright: { Version: version } }
    expect((await inConsole.post(path, sent)).status).toBe(428)
    const old = { ...body, Gatewright: { Version: version - 1 } }
    expect((await inProgram.post(path, old)).envelope.success).toBe(true)
  })
})

test('CF-01 who may not edit is told so, whatever the version', async () => {
  const { client } = await peopleOf(running).somebody([])
  for (const kind of ['application', 'user', 'role'])
    for (const value of [undefined, 1, 99, '*'])
      expect(await edit(kind, client, value)).toMatchObject({ status: 403, code: 'forbidden' })
})
