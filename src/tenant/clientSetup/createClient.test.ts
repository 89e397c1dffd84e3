import { randomUUID } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TemplateName } from '#schema/application/index.ts'
import { readStored } from '#schema/category.ts'
import { clientSetupCategories, type ClientSetup } from '#schema/clientSetup.ts'
import { ApiClient } from '#testing/apiClient.ts'
import { siemReader, tokenOf, type MadeClient } from '#testing/clientSetup.ts'
import { testDatabases } from '#testing/database.ts'
import { oauthOf, redirectUri } from '#testing/oauth.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

describe.each(testDatabases())('$kind', (engine) => {
  let booted: TestTenant
  beforeAll(async () => {
    booted = await bootTenant({ database: await engine.open() })
  })
  afterAll(() => booted.close())

  const create = (
    setup: ReturnType<typeof siemReader>,
    key = randomUUID(),
    template: TemplateName = 'OAuth2ServerClient',
  ) => booted.admin.post('/Gatewright/Setup/CreateClient', { key, recipe: 'siem', template, setup })

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
      Gatewright: { fields: [{ path: 'description.applicationId' }] },
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
    expect((await create(sameUser)).envelope.Gatewright).toMatchObject({
      fields: [{ path: 'confidentialClient.loginName' }],
    })
    const sameRole = siemReader('fields3')
    sameRole.confidentialClient.roleName = 'FIELDS readers'
    expect((await create(sameRole)).envelope.Gatewright).toMatchObject({
      fields: [{ path: 'confidentialClient.roleName' }],
    })
  })

  /** What guided setup of another kind of client fills in; its service user is left as the form has it. */
  const clientSetupWith = (name: string, change: Partial<ClientSetup>): ClientSetup => ({
    ...readStored(clientSetupCategories, { description: { applicationId: name, name } }),
    ...change,
  })
  const signIn = { others: { scope: 'openid' } }
  const usersAndRoles = async () => {
    const { read } = booted.tenant.database
    const users = await read.selectFrom('user').select('id').execute()
    const roles = await read.selectFrom('role').select('id').execute()
    return users.length + roles.length
  }
  const everybody: ClientSetup['userAccess'] = {
    grants: [{ type: 'Role', id: 'everybody', name: 'Everybody', rights: ['View', 'Run'] }],
  }

  test('an OAuth2 Server application gets a service user in a role, and an audience', async () => {
    const setup = siemReader('machines')
    setup.scope.scopes = [{ name: 'ReadAccounts', description: 'Read accounts', patterns: ['.*'] }]
    setup.generalUsage.audience = 'https://bank.test/api'
    const made = (await create(setup, randomUUID(), 'OAuth2Server')).envelope.Result as MadeClient
    expect(made).toMatchObject({ clientId: 'machines@acme.test', roleName: 'machines readers' })
    const wire = await booted.admin.result('/SaasManage/GetApplication', { _RowKey: made.applicationRowKey })
    expect(wire).toMatchObject({
      TemplateName: 'OAuth2Server',
      OAuthProfile: {
        Audience: 'https://bank.test/api',
        // D1: they open nothing of the tenant
        KnownScopes: [{ Scope: 'ReadAccounts', Description: 'Read accounts' }],
      },
    })
    const { status } = await tokenOf(booted.url, made, { scope: 'ReadAccounts' })
    expect(status).toBe(200)
  })

  test('an OpenID Connect application is its own client: its row key and a secret of its own, and no user or role', async () => {
    const before = await usersAndRoles()
    const setup = clientSetupWith('bank', {
      trust: { ...clientSetupWith('bank', {}).trust, redirects: [redirectUri] },
      tokens: { ...clientSetupWith('bank', {}).tokens, authMethods: ['AuthorizationCode'] },
      userAccess: everybody,
    })
    const key = randomUUID()
    const { envelope } = await create(setup, key, 'Generic OpenID Connect')
    const made = envelope.Result as MadeClient
    expect(made).toMatchObject({
      applicationId: 'bank',
      clientId: made.applicationRowKey,
      userId: null,
      roleId: null,
      roleName: null,
    })
    expect(made.secret).toMatch(/^[A-Za-z0-9]{43}$/)
    expect(await usersAndRoles()).toBe(before)
    expect((await create(setup, key, 'Generic OpenID Connect')).envelope.Result).toEqual(made)

    const flow = oauthOf(booted)
    const code = await flow.code({ applicationId: 'bank', client: made }, signIn)
    expect(await flow.token('bank', flow.redemption(code), { client: made })).toMatchObject({ status: 200 })
  })

  test.each([
    ['List', ['the-app', 'the-other'], 'the-app'],
    ['Anything', [], null],
  ] as const)(
    'clients of the type %s have no secret, and no user or role',
    async (clientIdType, clients, first) => {
      const before = await usersAndRoles()
      const name = `public-${clientIdType}`
      const setup = clientSetupWith(name, {
        generalUsage: {
          ...clientSetupWith(name, {}).generalUsage,
          clientIdType,
          allowedClients: [...clients],
          redirects: [redirectUri],
        },
        tokens: { ...clientSetupWith(name, {}).tokens, authMethods: ['AuthorizationCode'] },
        userAccess: everybody,
      })
      const { envelope } = await create(setup)
      expect(envelope).toMatchObject({
        success: true,
        Result: { applicationId: name, clientId: first, secret: null, userId: null, roleId: null },
      })
      expect(await usersAndRoles()).toBe(before)
      const flow = oauthOf(booted)
      const client = { clientId: first ?? 'whatever' }
      const code = await flow.code({ applicationId: name, client }, signIn)
      const redemption = flow.redemption(code, { client_id: client.clientId })
      expect(await flow.token(name, redemption)).toMatchObject({ status: 200 })
    },
  )

  test('what a template does not ask for is not judged, and what it asks for is judged by it', async () => {
    const faults = async (setup: ClientSetup, template: TemplateName) => {
      const { envelope } = await create(setup, randomUUID(), template)
      return envelope.Gatewright?.fields?.map(({ path }) => path)
    }
    const unfinished = clientSetupWith('unfinished', {})
    expect(await faults(unfinished, 'OAuth2ServerClient')).toEqual([
      'confidentialClient.loginName',
      'confidentialClient.suffix',
      'confidentialClient.roleName',
    ])
    const machine = { ...unfinished.tokens, authMethods: ['ClientCreds' as const] }
    expect(await faults({ ...unfinished, tokens: machine }, 'Generic OpenID Connect')).toEqual([
      'tokens.authMethods.0',
    ])
    expect(await faults(unfinished, 'Generic OpenID Connect')).toBeUndefined()
  })

  test('CF-03 the same key with another template is another setup', async () => {
    const key = randomUUID()
    await create(siemReader('retemplated'), key)
    const { envelope } = await create(siemReader('retemplated'), key, 'OAuth2Server')
    expect(envelope).toMatchObject({ success: false, ErrorCode: 'invalid_request' })
  })

  test('CL-01 F3 the secret is in no table of the database', async () => {
    const made = [
      (await create(siemReader('dump'))).envelope.Result as MadeClient,
      (await create(clientSetupWith('dump-oidc', {}), randomUUID(), 'Generic OpenID Connect')).envelope
        .Result as MadeClient,
    ]
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
      for (const { secret } of made)
        expect(JSON.stringify(await read.selectFrom(table).selectAll().execute())).not.toContain(secret)
  })
})
