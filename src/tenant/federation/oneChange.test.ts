import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { federationOf } from '#testing/federation.ts'
import { peopleOf, refusal } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'

describe.each(testDatabases())('identity providers, rules and what they lead to, $kind', (engine) => {
  let running: TestTenant
  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open<Tables>() })
  })
  afterAll(() => running.close())

  const refused = (path: string, body: unknown) => refusal(running.admin, path, body)
  /** All that is kept of what these tests change. */
  const everything = () =>
    Promise.all(
      (
        [
          'identity_provider',
          'group',
          'group_mapping',
          'global_group_mapping',
          'sealed_secret',
          'routing_rule',
          'routing_list',
          'object_version',
          'event',
        ] as const
      ).map((table) => running.tenant.database.read.selectFrom(table).selectAll().execute()),
    )
  const versionsOf = async (id: string) =>
    (
      await running.tenant.database.read
        .selectFrom('object_version')
        .select('version')
        .where('object_id', '=', id)
        .orderBy('version')
        .execute()
    ).map(({ version }) => version)

  test('D10 a save of an identity provider with mappings and a secret is one version, or nothing at all', async () => {
    const people = peopleOf(running)
    await people.addIdentityProvider('Taken')
    const id = await people.addIdentityProvider('Partner')
    const change = {
      ID: id,
      Inbound: { ClientId: 'here', ClientSecret: 'canary.OneChange' },
      GroupMappings: {
        Claim: 'groups',
        Mappings: [{ AttributeValue: 'staff', GroupName: 'Made by the save' }],
      },
    }
    const before = await everything()
    for (const wrong of [
      { Name: 'Taken' },
      // The group that comes first is made before the second is refused
      {
        GroupMappings: {
          Mappings: [...change.GroupMappings.Mappings, { AttributeValue: 'b', GroupName: 'Everybody‮' }],
        },
      },
    ]) {
      await refused('/Gatewright/IdentityProviders/Update', { ...change, ...wrong })
      expect(await everything()).toEqual(before)
    }
    await running.admin.result('/Gatewright/IdentityProviders/Update', { ...change, Name: 'All at once' })
    expect(await versionsOf(id)).toEqual([1, 2])
    // A program that sends all of it again, secret included, changes nothing
    const saved = await everything()
    running.advance(1000)
    await running.admin.result('/Gatewright/IdentityProviders/Update', { ...change, Name: 'All at once' })
    expect(await everything()).toEqual(saved)
  })

  test('what rows or rules lead to is not deleted; the refusal names them, and nothing has changed', async () => {
    const people = peopleOf(running)
    const { route } = federationOf(running)
    const provider = await people.addIdentityProvider('Led to', {
      GroupMappings: {
        Claim: 'groups',
        Mappings: [{ AttributeValue: 'crew', GroupName: 'Led to as well' }],
      },
    })
    const group = await running.tenant.database.read
      .selectFrom('group')
      .select('id')
      .where('name', '=', 'Led to as well')
      .executeTakeFirstOrThrow()
    const role = await people.addRole('Led by')
    const rules = { IdentityProvider: provider }
    await route({ ...rules, Domain: 'led.test', Role: role }, { ...rules, Enabled: false })
    const before = await everything()
    for (const [path, body, named] of [
      ['/Gatewright/IdentityProviders/Delete', { ID: provider }, 'for led.test, everybody'],
      ['/Gatewright/Groups/Delete', { ID: group.id }, '“crew” of Led to'],
      ['/SaasManage/DeleteRole', { Name: role }, 'members of Led by to Led to'],
    ] as const) {
      expect(await refused(path, body)).toMatchObject({
        code: 'invalid_request',
        message: expect.stringContaining(named) as unknown,
      })
      expect(await everything()).toEqual(before)
    }
    await route()
    await running.admin.result('/SaasManage/DeleteRole', { Name: role })
    await running.admin.result('/Gatewright/IdentityProviders/Delete', { ID: provider })
    await running.admin.result('/Gatewright/Groups/Delete', { ID: group.id })
    expect(await versionsOf(provider)).toEqual([1, 2])
  })
})
