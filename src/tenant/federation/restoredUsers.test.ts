import { describe, expect, test } from 'vitest'
import { federatedDirectory } from '#schema/directoryService.ts'
import { testDatabases } from '#testing/database.ts'
import { federationTenant } from '#testing/federationTenant.ts'
import { refusal } from '#testing/people.ts'
import { answerIn } from '#testing/plainBrowser.ts'

const restore = '/Gatewright/History/RestoreUser'

describe.each(testDatabases())('deleted people of identity providers, $kind', (engine) => {
  const at = federationTenant({
    engine,
    settings: { Authentication: { MapFederatedUser: 'Optional' } },
  })

  const comes = async (name: string, sub = `${name}-there`) => {
    at.idp.state.person = { sub, preferred_username: `${name}@partner.test`, name: 'As there' }
    answerIn(await at.federation.signIn(`${name}@partner.test`, at.link))
    return at.running.tenant.database.read
      .selectFrom('user')
      .select(['id', 'external_id'])
      .where('name', '=', `${name}@partner.test`)
      .executeTakeFirstOrThrow()
  }
  const remove = (id: string) => at.running.admin.result('/UserMgmt/RemoveUser', { ID: id })
  const deleted = async (id: string) => {
    const { entries } = await at.running.admin.result<{ entries: { id: string }[] }>(
      '/Gatewright/History/ListDeleted',
      {},
    )
    return entries.find((entry) => entry.id === id)
  }

  test('RP-06 come back in their directory, with their settings and their link', async () => {
    const { id, external_id } = await comes('fay')
    await at.running.admin.result('/CDirectoryService/ChangeUser', { ID: id, Description: 'A partner' })
    await remove(id)
    expect(await deleted(id)).toMatchObject({ name: 'fay@partner.test', directory: 'Federated Directory' })
    const restored = await at.running.admin.result<string>(restore, { ID: id })
    expect(await at.running.admin.result('/UserMgmt/GetUserAttributes', { ID: restored })).toMatchObject({
      Name: 'fay@partner.test',
      DisplayName: 'As there',
      Description: 'A partner',
      directoryServiceUuid: federatedDirectory,
    })
    // The same person, not one more
    expect(await comes('fay')).toEqual({ id: restored, external_id })
    expect((await refusal(at.running.admin, restore, { ID: id })).message).toContain(
      'fay-there of Partner signs in as fay@partner.test now',
    )
  })

  test('are restored without a link to an identity provider that is gone, which is said', async () => {
    const { id } = await comes('gus')
    const second = await at.people.addIdentityProvider('Gone', at.idp.settings({}))
    await at.running.tenant.database.write((tx) =>
      tx
        .insertInto('identity_link')
        .values({
          identity_provider_id: second,
          issuer: at.idp.issuer,
          subject: 'gus-elsewhere',
          user_id: id,
          linked_at: 1,
          last_used_at: 1,
        })
        .execute(),
    )
    await remove(id)
    await at.running.admin.result('/Gatewright/IdentityProviders/Delete', { ID: second })
    const { envelope } = await at.running.admin.post(restore, { ID: id })
    expect(envelope).toMatchObject({
      success: true,
      Message: expect.stringContaining('is no longer there') as string,
    })
    const links = await at.running.admin.result('/Gatewright/IdentityLinks/List', { User: envelope.Result })
    expect(links).toMatchObject({ Links: [{ IdentityProvider: at.id, Subject: 'gus-there' }] })
  })

  test('are told from users of the Cloud Directory, who come back by their form', async () => {
    const bea = await at.people.addUser('bea')
    await remove(bea)
    expect(await deleted(bea)).toMatchObject({ directory: null })
    expect((await refusal(at.running.admin, restore, { ID: bea })).message).toContain(
      'Nothing says that this user came from another directory',
    )
    expect((await refusal(at.running.admin, restore, { ID: 'nobody' })).code).toBe('not_found')
  })

  test('are restored by whoever creates users', async () => {
    const { id } = await comes('hal')
    await remove(id)
    const { client } = await at.people.somebody(['rouserman'])
    expect((await refusal(client, restore, { ID: id })).status).toBe(403)
    const manages = await at.people.somebody(['dsman'])
    expect(await manages.client.result(restore, { ID: id })).toEqual(expect.any(String))
  })
})
