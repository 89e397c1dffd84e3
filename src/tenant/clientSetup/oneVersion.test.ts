import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { siemReader, type MadeClient } from '#testing/clientSetup.ts'
import { testDatabases } from '#testing/database.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

describe.each(testDatabases())('$kind', (engine) => {
  let booted: TestTenant
  beforeAll(async () => {
    booted = await bootTenant({ database: await engine.open() })
  })
  afterAll(() => booted.close())

  const create = (setup: ReturnType<typeof siemReader>) =>
    booted.admin.result<MadeClient>('/Gatewright/Setup/CreateClient', {
      key: randomUUID(),
      recipe: 'siem',
      template: 'OAuth2ServerClient',
      setup,
    })

  test('D10 all that it makes has one version, the role with its member included; an existing role has one more', async () => {
    const versionsOf = async (id: string) =>
      (
        await booted.admin.result<{ entries: { why: string }[] }>('/Gatewright/History/List', {
          type: 'role',
          id,
        })
      ).entries.map(({ why }) => why)
    const { roleId, userId } = await create(siemReader('whole'))
    expect(await versionsOf(roleId)).toEqual(['Guided setup. Members added: whole@acme.test'])
    const events = await booted.tenant.database.read
      .selectFrom('event')
      .select(['event_type', 'detail'])
      .where('object_id', '=', roleId)
      .execute()
    expect(events.map(({ event_type }) => event_type)).toEqual(['Cloud.Core.Role.Create'])
    expect(events[0]?.detail).toContain(userId)

    const second = siemReader('second')
    second.confidentialClient.role = 'existing'
    second.confidentialClient.existingRole = roleId
    await create(second)
    expect((await versionsOf(roleId)).toSorted()).toEqual([
      'Guided setup. Members added: whole@acme.test',
      'Members added: second@acme.test',
    ])
  })
})
