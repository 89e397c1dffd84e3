import { randomUUID } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ApiClient } from '#testing/apiClient.ts'
import { siemReader, tokenOf, type MadeClient } from '#testing/clientSetup.ts'
import { testDatabases } from '#testing/database.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

describe.each(testDatabases())('$kind', (engine) => {
  let booted: TestTenant
  beforeAll(async () => {
    booted = await bootTenant({ database: await engine.open() })
  })
  afterAll(() => booted.close())

  const create = (setup: ReturnType<typeof siemReader>, key = randomUUID()) =>
    booted.admin.post('/Gatewright/Setup/CreateClient', { key, recipe: 'siem', setup })

  test('one call makes application, user, role, right and permission, and its token reads the events', async () => {
    const { envelope, headers } = await create(siemReader('story'))
    expect(envelope).toMatchObject({ success: true, Message: null })
    expect(headers.get('cache-control')).toBe('no-store')
    const made = envelope.Result as MadeClient
    expect(made).toMatchObject({
      applicationId: 'story',
      clientId: 'story@acme.test',
      scope: 'siem',
      tokenEndpoint: `${booted.url}/OAuth2/Token/story`,
    })
    expect(made.secret).toMatch(/^[A-Za-z0-9]{43}$/)

    const token = await tokenOf(booted.url, made, { scope: 'siem' })
    expect(token).toMatchObject({
      status: 200,
      body: { token_type: 'Bearer', expires_in: 18_000, scope: 'siem' },
    })
    const accessToken = String(token.body['access_token'])
    expect(decodeProtectedHeader(accessToken)).toMatchObject({ alg: 'RS256', typ: 'at+jwt' })
    expect(decodeJwt(accessToken)).toMatchObject({
      iss: `${booted.url}/story/`,
      aud: 'story@acme.test',
      sub: made.userId,
      unique_name: 'story@acme.test',
      client_id: 'story@acme.test',
      scope: 'siem',
    })

    const reader = new ApiClient(booted.url, accessToken)
    const reply = await reader.post('/Redrock/query', {
      Script: 'select ID, EventType, WhenOccurred, NormalizedUser from Event',
    })
    expect(reply.status).toBe(200)
    const rows = (reply.envelope.Result as { Results: { Row: Record<string, unknown> }[] }).Results.map(
      ({ Row }) => Row,
    )
    expect(rows).toContainEqual(
      expect.objectContaining({
        EventType: 'Cloud.Saas.Application.Create',
        NormalizedUser: 'ada@acme.test',
      }),
    )

    const other = await reader.post('/SaasManage/GetApplication', { _RowKey: made.applicationRowKey })
    expect(other.status).toBe(403)
    expect(other.headers.get('www-authenticate')).toBe('Bearer error="insufficient_scope"')
    expect(other.envelope).toMatchObject({ success: false, ErrorCode: 'forbidden' })
  })

  test('without the right of the role the same token gets 403 without insufficient_scope', async () => {
    const setup = siemReader('norights')
    setup.confidentialClient.rights = []
    const made = (await create(setup)).envelope.Result as MadeClient
    const { body } = await tokenOf(booted.url, made, {})
    const reader = new ApiClient(booted.url, String(body['access_token']))
    const reply = await reader.post('/Redrock/query', { Script: 'select ID from Event' })
    expect(reply.status).toBe(403)
    expect(reply.headers.get('www-authenticate')).toBeNull()
    expect(reply.envelope.Message).toContain('Read Only System Administration')
  })

  test('CF-03 the same key gets the same answer with the secret, and makes no second client; other values are refused', async () => {
    const key = randomUUID()
    const [first, second] = await Promise.all([
      create(siemReader('twice'), key),
      create(siemReader('twice'), key),
    ])
    const third = await create(siemReader('twice'), key)
    expect(second.envelope.Result).toEqual(first.envelope.Result)
    expect(third.envelope.Result).toEqual(first.envelope.Result)
    const other = await create(siemReader('twiceother'), key)
    expect(other.envelope).toMatchObject({ success: false, ErrorCode: 'invalid_request' })
    const count = await booted.tenant.database.read
      .selectFrom('application')
      .select('id')
      .where('application_id_key', 'like', 'twice%')
      .execute()
    expect(count).toHaveLength(1)
  })

  test('a taken Application ID, in any case, is refused at its field and leaves nothing half-made', async () => {
    await create(siemReader('taken'))
    const setup = siemReader('Taken')
    setup.confidentialClient.loginName = 'another'
    setup.confidentialClient.roleName = 'Another role'
    const { status, envelope } = await create(setup)
    expect(status).toBe(200)
    expect(envelope).toMatchObject({
      success: false,
      ErrorCode: 'taken',
      Result: { fields: [{ path: 'description.applicationId' }] },
    })
    const { read } = booted.tenant.database
    expect(
      await read.selectFrom('user').select('id').where('name_key', '=', 'another@acme.test').execute(),
    ).toEqual([])
    expect(
      await read.selectFrom('role').select('id').where('name_key', '=', 'another role').execute(),
    ).toEqual([])
  })

  test('a taken login name or role name is refused at its field', async () => {
    await create(siemReader('fields'))
    const sameUser = siemReader('fields2')
    sameUser.confidentialClient.loginName = 'fields'
    expect((await create(sameUser)).envelope.Result).toMatchObject({
      fields: [{ path: 'confidentialClient.loginName' }],
    })
    const sameRole = siemReader('fields3')
    sameRole.confidentialClient.roleName = 'FIELDS readers'
    expect((await create(sameRole)).envelope.Result).toMatchObject({
      fields: [{ path: 'confidentialClient.roleName' }],
    })
  })

  test('CL-01 F3 the secret is in no table of the database', async () => {
    const made = (await create(siemReader('dump'))).envelope.Result as MadeClient
    const { read } = booted.tenant.database
    for (const table of [
      'event',
      'object_version',
      'credential',
      'idempotent_reply',
      'user',
      'application',
      'draft',
    ] as const)
      expect(JSON.stringify(await read.selectFrom(table).selectAll().execute())).not.toContain(made.secret)
  })
})
