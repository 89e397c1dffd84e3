import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ApiClient } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { password, peopleOf, refusal } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'

type Suffix = { suffix: string; isDefault: boolean; users: number }
const at = (call: string) => `/Gatewright/Suffixes/${call}`

describe.each(testDatabases())('D11 login suffixes, $kind', (engine) => {
  let running: TestTenant
  let admin: ApiClient
  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open<Tables>() })
    admin = running.admin
  })
  afterAll(() => running.close())

  const list = () => admin.result<Suffix[]>(at('List'))
  const user = (name: string) => ({ Name: name, Password: password })

  test('are added, and then a login name may have one', async () => {
    expect(await list()).toEqual([{ suffix: 'acme.test', isDefault: true, users: 1 }])
    const before = await refusal(admin, '/CDirectoryService/CreateUser', user('bo@partner.test'))
    expect(before.message).toBe('partner.test is no login suffix of this tenant. Use acme.test.')
    expect(await admin.result(at('Add'), { suffix: ' Partner.TEST ' })).toEqual({ suffix: 'partner.test' })
    await admin.result('/CDirectoryService/CreateUser', user('bo@Partner.test'))
    expect(await list()).toEqual([
      { suffix: 'acme.test', isDefault: true, users: 1 },
      { suffix: 'partner.test', isDefault: false, users: 1 },
    ])
  })

  test.each(['acme.test', 'ACME.test', '', 'a b.test', '@x.test', 'x..test', 'bücher.test', 'a'.repeat(101)])(
    '%j cannot be added',
    async (suffix) => {
      expect((await refusal(admin, at('Add'), { suffix })).field).toBe('suffix')
    },
  )

  test('one is the default, which is named first wherever they are listed', async () => {
    await admin.result(at('MakeDefault'), { suffix: 'partner.test' })
    expect((await list()).map(({ suffix }) => suffix)).toEqual(['partner.test', 'acme.test'])
    const { Results } = await admin.result<{ Results: { Entities: { Key: string }[] }[] }>(
      '/Core/GetCdsAliasesForTenant',
    )
    expect(Results.flatMap(({ Entities }) => Entities.map(({ Key }) => Key))).toEqual([
      'partner.test',
      'acme.test',
    ])
    expect(await admin.result('/Gatewright/Capabilities')).toMatchObject({
      suffixes: ['partner.test', 'acme.test'],
    })
    expect(await admin.result('/TenantConfig/GetCustomerConfig')).toMatchObject({ Name: 'partner.test' })
    await admin.result(at('MakeDefault'), { suffix: 'acme.test' })
    expect((await list()).filter(({ isDefault }) => isDefault)).toMatchObject([{ suffix: 'acme.test' }])
  })

  test('one that is in use, or the default, or unknown, is not removed', async () => {
    for (const [suffix, why] of [
      ['partner.test', /^partner\.test is in use: bo@Partner\.test signs in with it\./],
      ['acme.test', /^acme\.test is the default\./],
      ['unknown.test', /does not exist/],
    ] as const)
      expect((await refusal(admin, at('Remove'), { suffix })).message).toMatch(why)
  })

  test('one that nobody has is removed, and no login name may have it then', async () => {
    await admin.result(at('Add'), { suffix: 'old.test' })
    const id = await admin.result<string>('/CDirectoryService/CreateUser', user('eve@old.test'))
    await admin.result('/CDirectoryService/ChangeUser', { ID: id, Name: 'eve@acme.test' })
    await admin.result(at('Remove'), { suffix: 'OLD.test' })
    expect((await list()).map(({ suffix }) => suffix)).not.toContain('old.test')
    expect((await refusal(admin, '/CDirectoryService/CreateUser', user('x@old.test'))).field).toBe(
      'account.name',
    )
  })

  test('AU-01 each change has an event that says who', async () => {
    const rows = await running.tenant.database.read
      .selectFrom('event')
      .select(['event_type', 'actor_name', 'detail'])
      .where('event_type', 'like', 'Cloud.Core.LoginSuffix.%')
      .orderBy('number')
      .execute()
    expect(rows.map(({ event_type: type }) => type.split('.').at(-1))).toEqual([
      'Create',
      'Modify',
      'Modify',
      'Create',
      'Delete',
    ])
    expect(rows[0]?.actor_name).toBe('ada@acme.test')
    expect(JSON.parse(rows[0]?.detail ?? '')).toMatchObject({ suffix: 'partner.test' })
  })

  test('AZ-05 only System Administrators change them; who looks for people sees them', async () => {
    const { client } = await peopleOf(running).somebody(['dsman', 'roleman', 'appman', 'fedman'])
    expect(await client.result(at('List'))).toHaveLength(2)
    for (const call of ['Add', 'MakeDefault', 'Remove'])
      expect((await client.post(at(call), { suffix: 'partner.test' })).status).toBe(403)
  })

  test('CF-04 a name and the removal of its suffix at the same moment leave nobody without one', async () => {
    for (let round = 0; round < 8; round++) {
      const suffix = `race${round}.test`
      await admin.result(at('Add'), { suffix })
      const [made, removed] = await Promise.all([
        admin.post('/CDirectoryService/CreateUser', user(`x@${suffix}`)),
        admin.post(at('Remove'), { suffix }),
      ])
      expect([made.envelope.success, removed.envelope.success].filter(Boolean)).toHaveLength(1)
    }
  })
})
