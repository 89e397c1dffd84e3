import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ApiClient } from '#testing/apiClient.ts'
import { siemReader } from '#testing/clientSetup.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { peopleOf, refusal } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

/** AZ-05 at one application: what its editor lacks, it does not get through the editor. */

let running: TestTenant
let flow: OAuth
let people: ReturnType<typeof peopleOf>
let made: Awaited<ReturnType<OAuth['application']>>
/** Manages applications, and nothing else. */
let editor: ApiClient
beforeAll(async () => {
  running = await bootTenant()
  flow = oauthOf(running)
  people = peopleOf(running)
  made = await flow.application('edited')
  editor = (await people.somebody(['appman'])).client
})
afterAll(() => running.close())

const update = '/SaasManage/UpdateApplicationDE'
const scopes = (...patterns: string[]) => ({
  _RowKey: made.rowKey,
  OAuthProfile: { KnownScopes: [{ Scope: 'first', AllowedRest: ['Redrock/query', ...patterns] }] },
})
const save = (by: ApiClient, ...patterns: string[]) => by.result(update, scopes(...patterns))
beforeEach(() => save(running.admin))

test('a pattern for calls that the editor could not make is refused at its field, in words', async () => {
  expect(await refusal(editor, update, scopes('SaasManage/StoreRole'))).toEqual({
    status: 403,
    code: 'forbidden',
    field: 'scope.scopes.0.patterns.1',
    message:
      'SaasManage/StoreRole opens SaasManage/StoreRole, which you may not make yourself. It takes Role Management. ' +
      'Let somebody save this who holds that, or open less.',
  })
  for (const pattern of [
    '.*',
    'Gatewright/',
    'S',
    '[^z]',
    'SaasManage/',
    'Gatewright/Setup/CreateClient',
    '(Keys|.*/Keys)',
  ])
    expect((await refusal(editor, update, scopes(pattern))).status).toBe(403)
})

test('what the editor may do itself, what anybody may, and what is not there, is free', async () => {
  for (const pattern of [
    'Redrock/',
    'Security/',
    'SaasManage/UpdateApplicationDE',
    'SaasManage/GetApplication',
    'Vault/.*',
  ])
    await save(editor, pattern)
  const all = (await people.somebody(['appman', 'roleman'])).client
  await save(all, 'SaasManage/StoreRole', 'Roles/')
  // Rotating keys is for System Administrators alone
  expect((await refusal(all, update, scopes('.*'))).message).toContain('It takes System Administrator.')
  await save(running.admin, '.*')
})

test('what is there stays savable, as it is and narrower, and does not come back or move', async () => {
  await save(running.admin, '.*')
  await editor.result(update, { ...scopes('.*'), Description: 'Described anew' })
  expect(
    (
      await refusal(editor, update, {
        _RowKey: made.rowKey,
        OAuthProfile: { KnownScopes: [{ Scope: 'renamed', AllowedRest: ['.*'] }] },
      })
    ).status,
  ).toBe(403)
  await save(editor, 'SaasManage/', 'Roles/')
  await save(editor, 'SaasManage/StoreRole')
  // As going back to an earlier version sends it
  expect((await refusal(editor, update, scopes('SaasManage/'))).status).toBe(403)
  await save(editor)
  expect((await refusal(editor, update, scopes('SaasManage/StoreRole'))).status).toBe(403)
})

test('an application that is made by guided setup opens no more either', async () => {
  const by = (await people.somebody(['appman', 'dsman', 'roleman'])).client
  const create = (name: string, pattern: string) => {
    const setup = siemReader(name)
    setup.confidentialClient.rights = []
    setup.scope.scopes = [{ name: 'siem', description: '', patterns: [pattern] }]
    return { key: randomUUID(), recipe: 'siem', template: 'OAuth2ServerClient', setup }
  }
  const path = '/Gatewright/Setup/CreateClient'
  expect(await refusal(by, path, create('greedy', '.*'))).toMatchObject({
    status: 403,
    field: 'scope.scopes.0.patterns.0',
  })
  for (const pattern of ['Redrock/*', 'SaasManage/StoreRole'])
    await by.result(path, create(`modest${pattern.length}`, pattern))
})

test('a token opens nothing through an edit that it could not call itself', async () => {
  const made = await flow.application('infrastructure', {
    profile: {
      AllowedAuth: 'AuthorizationCode,ClientCreds',
      KnownScopes: [{ Scope: 'siem', AllowedRest: ['SaasManage/UpdateApplicationDE'] }],
    },
  })
  const role = await people.addRole('Infrastructure', ['appman', 'roleman'])
  await people.join(role, { Users: [made.client.id] })
  const wider = scopes('SaasManage/StoreRole')
  const program = await tokenBy({ grant_type: 'client_credentials' })
  await save(program, 'Redrock/', 'SaasManage/UpdateApplicationDE')
  expect((await refusal(program, update, wider)).message).toContain('your own token do not open')

  // Of a person it has no more rights than its scopes opened
  const person = await people.somebody(['appman', 'roleman'])
  const code = await flow.code(made, { bearer: person.client.bearer })
  const token = await tokenBy(flow.redemption(code))
  expect((await refusal(token, update, wider)).message).toContain('It takes Role Management.')
  await save(person.client, 'SaasManage/StoreRole')

  async function tokenBy(fields: Parameters<OAuth['token']>[1]) {
    const { body } = await flow.token('infrastructure', fields, made)
    return new ApiClient(running.url, String(body['access_token']))
  }
})

describe('permissions', () => {
  const grant = (id: string, Rights: string) => ({
    ID: made.rowKey,
    Grants: [{ PrincipalId: id, PType: 'User', Rights }],
  })
  const path = '/SaasManage/SetApplicationPermissions'

  test('are given by whoever may give them, as far as it holds them', async () => {
    const giver = await people.somebody()
    const friend = await people.somebody()
    await running.admin.result(path, grant(giver.id, 'View,Grant'))
    await giver.client.result(path, grant(friend.id, 'View,Execute'))
    for (const rights of ['Admin', 'Delete', 'ViewDetail'])
      for (const { id } of [giver, friend])
        expect(await refusal(giver.client, path, grant(id, `View,Grant,${rights}`))).toMatchObject({
          status: 403,
          message: expect.stringContaining('without holding it') as string,
        })
    await giver.client.result(path, grant(friend.id, 'View,Grant'))
    await editor.result(path, grant(friend.id, 'Admin'))
  })
})
