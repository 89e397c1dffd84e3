import { afterAll, beforeAll, expect, test } from 'vitest'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { peopleOf, refusal } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

let running: TestTenant
let flow: OAuth
let made: Awaited<ReturnType<OAuth['application']>>
beforeAll(async () => {
  running = await bootTenant()
  flow = oauthOf(running)
  made = await flow.application('portal')
})
afterAll(() => running.close())

const refused = (path: string, body: unknown) => refusal(running.admin, path, body)
const update = (profile: object) =>
  refused('/SaasManage/UpdateApplicationDE', { _RowKey: made.rowKey, OAuthProfile: profile })

test('AZ-07 NT-42 a partial update is judged by what it results in', async () => {
  // Each of these is fine by itself, and not together with what is there
  expect(await update({ Redirects: [] })).toMatchObject({ code: 'invalid_fields' })
  expect(await update({ ClientIDType: 'list' })).toMatchObject({ code: 'invalid_fields' })
  await flow.change(made.rowKey, { OAuthProfile: { AllowRefresh: true, RefreshLifetimeString: '2:00:00' } })
  expect(await update({ TokenLifetimeString: '3:00:00' })).toMatchObject({ code: 'invalid_fields' })
  // Nothing of a refused update is kept
  const found = await running.admin.result<{ OAuthProfile: Record<string, unknown> }>(
    '/SaasManage/GetApplication',
    { _RowKey: made.rowKey },
  )
  expect(found.OAuthProfile).toMatchObject({ ClientIDType: 1, TokenLifetimeString: '1:00:00' })
  expect(found.OAuthProfile['Redirects']).not.toEqual([])
})

test('NT-40 an ID of another kind is nobody’s, wherever it is sent', async () => {
  const role = await peopleOf(running).addRole('A role')
  const [application, user] = [made.rowKey, made.client.id]
  const result = (path: string, body: unknown) => running.admin.result(path, body)
  const nothing = [
    result('/SaasManage/GetApplication', { _RowKey: user }),
    result('/SaasManage/GetApplication', { _RowKey: role }),
    result('/Gatewright/History/Get', { type: 'user', id: application, version: 1 }),
    result('/Gatewright/History/Get', { type: 'application', id: role, version: 1 }),
  ]
  expect(await Promise.all(nothing)).toEqual(nothing.map(() => null))
  for (const [path, body] of [
    ['/CDirectoryService/GetUser', { ID: application }],
    ['/CDirectoryService/GetUser', { ID: role }],
    ['/SaasManage/GetRole', { Name: user }],
    ['/SaasManage/UpdateApplicationDE', { _RowKey: user, Name: 'x' }],
    ['/SaasManage/SetApplicationPermissions', { ID: role, Grants: [] }],
    ['/CDirectoryService/ChangeUser', { ID: application, DisplayName: 'x' }],
    ['/CDirectoryService/SetUserState', { ID: role, state: 'Locked' }],
    ['/UserMgmt/ResetUserPassword', { ID: application, newPassword: 'quite long sentence 9' }],
    ['/Roles/UpdateRole', { Name: user, Description: 'x' }],
    ['/Gatewright/Secrets/List', { owner: { type: 'user', id: application } }],
    ['/Gatewright/Secrets/List', { owner: { type: 'application', id: user } }],
  ] as const)
    expect(await refused(path, body), path).toMatchObject({ code: 'not_found' })
})
