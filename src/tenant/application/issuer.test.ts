import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrate } from '#platform/database/migrate.ts'
import { readApplication } from '#schema/application/applicationConfig.ts'
import { ApiClient, signIn } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { oauthOf, redirectUri, type OAuth } from '#testing/oauth.ts'
import { password, peopleOf, refusal } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { migrations } from '../store/migrations/index.ts'
import { issuerOf } from '../oauth/issue/issuer.ts'
import type { Tables } from '../store/tables.ts'
import { loadByApplicationId } from './loadApplication.ts'

const issuer = 'https://id.bank.example/'
const taken = { code: 'taken', field: 'generalUsage.issuer' }
const update = '/SaasManage/UpdateApplicationDE'
const template = 'OAuth2Server'

describe.each(testDatabases())('$kind', ({ create, open }) => {
  let address: string
  let running: TestTenant
  let flow: OAuth
  /** Another node. */
  let other: TestTenant
  let bank: Awaited<ReturnType<OAuth['application']>>
  let toy: Awaited<ReturnType<OAuth['application']>>
  beforeAll(async () => {
    address = await create()
    running = await bootTenant({ database: await open<Tables>(address) })
    other = await bootTenant({ database: await open<Tables>(address), joins: true })
    flow = oauthOf(running)
    bank = await flow.application('bank', { template, profile: { Issuer: issuer, Audience: 'bank' } })
    toy = await flow.application('toy', { template })
  })
  afterAll(async () => {
    await other.close()
    await running.close()
  })

  test('NT-71 who manages one application cannot make its tokens pass for those of another', async () => {
    const id = await peopleOf(running).addUser('toymaker')
    await flow.grant(toy.rowKey, { type: 'User', id }, 'View,Admin')
    const manager = await signIn(running.url, { user: 'toymaker@acme.test', password })
    const like = { Audience: 'bank', KnownScopes: [{ Scope: 'siem' }, { Scope: 'all' }] }
    const asBank = { _RowKey: toy.rowKey, OAuthProfile: { ...like, Issuer: issuer } }
    const { message, ...refused } = await refusal(manager, update, asBank)
    expect(refused).toEqual({ status: 200, ...taken })
    expect(message).toContain('Another application has this issuer')
    await manager.result(update, { _RowKey: toy.rowKey, OAuthProfile: like })
    const tokenOf = async ({ applicationId, client }: typeof toy) =>
      flow.token(applicationId, { grant_type: 'client_credentials', scope: 'siem' }, { client })
    const claims = await Promise.all([bank, toy].map(async (one) => issuerIn((await tokenOf(one)).body)))
    expect(claims).toEqual([issuer, `${running.url}/toy/`])
  })

  test.each([
    ['the same', issuer],
    ['without the slash at its end', 'https://id.bank.example'],
    ['with a dot behind its host', 'https://id.bank.example./'],
    ['with two', 'https://id.bank.example../'],
    ['with two slashes at its end', 'https://id.bank.example//'],
    ['with its port', 'https://id.bank.example:443/'],
    ['with another case of the host', 'https://ID.bank.example/'],
  ])('X-06 an issuer is one application’s alone: %s', async (_, Issuer) => {
    const { code, field } = await refusal(running.admin, update, {
      _RowKey: toy.rowKey,
      OAuthProfile: { Issuer },
    })
    // The last two are no plain form of any address (RFC 8414 §2)
    expect([{ ...taken }, { ...taken, code: 'invalid_fields' }]).toContainEqual({ code, field })
  })

  test('X-06 it is refused when an application is made, and free again once nobody has it', async () => {
    const setup = (applicationId: string) => ({
      key: crypto.randomUUID(),
      recipe: 'bank',
      template,
      setup: {
        description: { applicationId, name: applicationId },
        generalUsage: { clientIdType: 'List', allowedClients: ['x'], redirects: [redirectUri], issuer },
        tokens: { authMethods: ['AuthorizationCode'] },
        userAccess: { grants: [{ type: 'Role', id: 'everybody', name: 'Everybody', rights: ['Run'] }] },
      },
    })
    const make = () => running.admin.post('/Gatewright/Setup/CreateClient', setup('late'))
    expect((await make()).envelope).toMatchObject({
      ErrorCode: 'taken',
      Gatewright: { fields: [{ path: taken.field }] },
    })
    await flow.change(bank.rowKey, { OAuthProfile: { Issuer: '' } })
    expect((await make()).envelope).toMatchObject({ success: true })
    const back = await refusal(running.admin, update, {
      _RowKey: bank.rowKey,
      OAuthProfile: { Issuer: issuer },
    })
    expect(back).toMatchObject(taken)
  })

  test('an issuer without a scheme is told, not refused, and is one application’s alone as well', async () => {
    await flow.change(toy.rowKey, { OAuthProfile: { Issuer: 'id.bank.example/plain' } })
    const asked = { grant_type: 'client_credentials', scope: 'siem' }
    const { body } = await flow.token(toy.applicationId, asked, { client: toy.client })
    expect(issuerIn(body)).toBe('id.bank.example/plain')
    const twin = await refusal(running.admin, '/SaasManage/UpdateApplicationDE', {
      _RowKey: bank.rowKey,
      OAuthProfile: { Issuer: 'ID.BANK.example/plain/' },
    })
    expect(twin).toMatchObject(taken)
    for (const Issuer of ['id.bank.example/?x', 'a b', 'x@y', '//id.bank.example', 'javascript:alert(1)'])
      expect(
        await refusal(running.admin, '/SaasManage/UpdateApplicationDE', {
          _RowKey: toy.rowKey,
          OAuthProfile: { Issuer },
        }),
      ).toMatchObject({ code: 'invalid_fields' })
    await flow.change(toy.rowKey, { OAuthProfile: { Issuer: '' } })
  })

  test('X-06 CF-04 of two that take one issuer at the same moment on two nodes one gets it', async () => {
    const asked = ({ url }: TestTenant, _RowKey: string) =>
      new ApiClient(url, running.admin.bearer).post(update, {
        _RowKey,
        OAuthProfile: { Issuer: 'https://both.example/' },
      })
    const replies = await Promise.all([asked(running, bank.rowKey), asked(other, toy.rowKey)])
    expect(replies.map(({ envelope }) => envelope.ErrorCode ?? 'saved').toSorted()).toEqual([
      'saved',
      'taken',
    ])
  })

  test('X-06 an issuer below the address that the tenant has now is its default, whoever named it before', async () => {
    const claimed = 'https://moved.example/bank/'
    await flow.change(bank.rowKey, { OAuthProfile: { Issuer: '' } })
    await flow.change(toy.rowKey, { OAuthProfile: { Issuer: claimed } })
    const config = async (id: string) => {
      const found = await loadByApplicationId(running.tenant.database.read, id)
      if (!found) throw new Error(`No application ${id}`)
      return found.config
    }
    expect(issuerOf('https://elsewhere.example', await config('toy'))).toBe(claimed)
    expect(issuerOf('https://moved.example', await config('toy'))).toBe('https://moved.example/toy/')
    expect(issuerOf('https://moved.example', await config('bank'))).toBe(claimed)
  })
})

test.each(testDatabases())(
  'X-06 of applications that have one issuer already the oldest keeps it, and the others tell in their Changelog ($kind)',
  async ({ open }) => {
    const database = await open<Tables>()
    const before = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0011'))
    await migrate(database, { name: 'tenant', migrations: before })
    const added = async (
      id: string,
      { at, of, as = template }: { at: number; of: string; as?: typeof template | 'Generic OpenID Connect' },
    ) => {
      const { userAccess: _, ...config } = readApplication(as, {
        description: { applicationId: id, name: id },
      })
      const stored = { ...config, generalUsage: { ...config.generalUsage, issuer: of } }
      await database.write((tx) =>
        tx
          .insertInto('application')
          .values({
            id,
            application_id: id,
            application_id_key: id,
            name: id,
            template: as,
            config: JSON.stringify(stored),
            built_in: 0,
            version: 3,
            created_at: at,
            updated_at: at,
          } as never)
          .execute(),
      )
    }
    await added('younger', { at: 20, of: 'https://id.bank.example' })
    await added('oldest', { at: 10, of: issuer })
    await added('youngest', { at: 30, of: issuer })
    await added('alone', { at: 40, of: 'https://alone.example/' })
    await added('people', { at: 5, of: issuer, as: 'Generic OpenID Connect' })
    const running = await bootTenant({ database })
    const rows = await database.read
      .selectFrom('application')
      .select(['id', 'issuer_key', 'version'])
      .where('built_in', '=', 0)
      .orderBy('id')
      .execute()
    expect(rows).toEqual([
      { id: 'alone', issuer_key: 'https://alone.example', version: 3 },
      { id: 'oldest', issuer_key: 'https://id.bank.example', version: 3 },
      { id: 'people', issuer_key: null, version: 3 },
      { id: 'younger', issuer_key: null, version: 4 },
      { id: 'youngest', issuer_key: null, version: 4 },
    ])
    const { entries } = await running.admin.result<{ entries: { why: string; changes: unknown[] }[] }>(
      '/Gatewright/History/List',
      { type: 'application', id: 'younger' },
    )
    expect(entries[0]?.why).toContain('An older application has the same issuer')
    expect(entries[0]?.changes).toMatchObject([{ before: 'https://id.bank.example', after: '' }])
    const events = await database.read
      .selectFrom('event')
      .select('object_id')
      .where('event_type', '=', 'Cloud.Saas.Application.Modify')
      .orderBy('object_id')
      .execute()
    expect(events.map(({ object_id }) => object_id)).toEqual(['younger', 'youngest'])
    await running.app.close()
  },
)

const issuerIn = (body: Record<string, unknown>) => decodeJwt(String(body['access_token'])).iss
