import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RedrockReply } from '#schema/redrock.ts'
import { peopleOf, refusal } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

let booted: TestTenant
beforeAll(async () => {
  booted = await bootTenant()
})
afterAll(() => booted.close())

const events = { Script: 'select EventType, Detail from Event' }

test('T14 a fault of the query is a readable failure with HTTP 200', async () => {
  const { status, headers, envelope } = await booted.admin.post('/Redrock/query', {
    Script: 'select ID from Event where Nothing = 1',
  })
  expect(status).toBe(200)
  expect(headers.get('content-length')).not.toBeNull()
  expect(envelope).toMatchObject({ success: false, Result: null, Exception: expect.any(String) })
  expect(envelope.Message).toContain('There is no column "Nothing" in Event')
})

test('PB-06 a column that there is not is null, and named in the Message of a good reply', async () => {
  const { envelope } = await booted.admin.post('/Redrock/query', {
    Script: 'select ID, From, Nothing from Tenant',
  })
  expect(envelope).toMatchObject({
    success: true,
    Message: 'Null in every row, because Tenant has no such columns: "From", "Nothing".',
    Result: { Results: [{ Row: { ID: booted.tenant.id, From: null, Nothing: null } }] },
  })
})

test('PB-06 the event log says what it knows under the names that collectors ask for', async () => {
  const people = peopleOf(booted)
  const name = 'watched@acme.test'
  const id = await people.addUser('watched')
  await people.canSignIn('watched', 'not the password')
  await booted.admin.result('/CDirectoryService/ChangeUser', { ID: id, DisplayName: 'Somebody' })
  const rows = async (type: string) => {
    const { Results } = await booted.admin.result<RedrockReply>('/Redrock/query', {
      Script: `select UserName, Changer, ObjectName, ObjectType, TargetUserID, Result, MfaResult, FailureReason, Description, AuthMethod, Session
        from Event where EventType = '${type}' order by WhenOccurred desc`,
    })
    return Results.map(({ Row }) => Row)
  }
  expect((await rows('Cloud.Core.LoginFail'))[0]).toMatchObject({
    UserName: name,
    Changer: null,
    Result: 'Failure',
    MfaResult: 'Failure',
    FailureReason: 'wrong password',
  })
  expect((await rows('Cloud.Core.User.Modify'))[0]).toMatchObject({
    UserName: 'ada@acme.test',
    Changer: 'ada@acme.test',
    ObjectName: name,
    ObjectType: 'user',
    TargetUserID: id,
    Result: 'Success',
    MfaResult: null,
    FailureReason: null,
    Description: 'Changed',
    Session: expect.stringMatching(/^[\w-]{16}$/),
  })
  expect((await rows('Cloud.Core.Login'))[0]).toMatchObject({ MfaResult: 'Success', AuthMethod: 'UP' })
})

test('Event without the right is 403, says which one is missing and leaves an event', async () => {
  const { client, role } = await peopleOf(booted).somebody(['appman'])
  expect(await refusal(client, '/Redrock/query', events)).toMatchObject({
    status: 403,
    code: 'forbidden',
    message: expect.stringContaining('Read Only System Administration'),
  })
  const { Results } = await booted.admin.result<RedrockReply>('/redrock/Query/', {
    script: "select NormalizedUser, EntityName, Level from Event where EventType = 'Cloud.Core.Api.Refused'",
    args: { pagenumber: 1, PageSize: '10', sortby: 'NormalizedUser', direction: 'False' },
  })
  expect(Results.map(({ Row }) => Row)).toMatchObject([{ EntityName: 'Redrock/query', Level: 'Warning' }])
  await booted.admin.result('/SaasManage/AssignSuperRights', [
    { Role: role, Path: '/lib/rights/monitor.json' },
  ])
  expect((await client.result<RedrockReply>('/Redrock/query', events)).Count).toBeGreaterThan(0)
})

test('AU-05 no row of any table holds a secret', async () => {
  await peopleOf(booted).addUser('svc', { OauthClient: true, Password: 'canary of a secret 1' })
  for (const table of ['Application', 'User', 'Role', 'Event']) {
    const reply = await booted.admin.result<RedrockReply>('/Redrock/query', {
      Script: `select * from ${table}`,
    })
    const text = JSON.stringify(reply)
    for (const secret of ['canary of a secret', 'argon2id', 'hmac$', booted.consoleClient.clientSecret])
      expect(text).not.toContain(secret)
  }
})
