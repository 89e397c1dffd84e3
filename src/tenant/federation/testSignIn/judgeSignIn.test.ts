import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { externalIdp, type ExternalIdp, type IdpPerson } from '#testing/externalIdp.ts'
import { federationOf } from '#testing/federation.ts'
import { peopleOf } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { testSignInOf } from '#testing/testSignIn.ts'
import type { Tables } from '../../store/tables.ts'

// What a test sign-in says before the settings are saved is what the sign-in does after.

describe.each(testDatabases())('a test sign-in and the sign-in, $kind', (engine) => {
  let running: TestTenant
  let idp: ExternalIdp
  let federation: ReturnType<typeof federationOf>
  let people: ReturnType<typeof peopleOf>
  let tries: ReturnType<typeof testSignInOf>
  let id: string
  let link: string

  beforeAll(async () => {
    idp = await externalIdp()
    running = await bootTenant({ database: await engine.open<Tables>(), allow: [idp.issuer] })
    federation = federationOf(running)
    people = peopleOf(running)
    id = await people.addIdentityProvider('Partner', idp.settings())
    await federation.route({ IdentityProvider: id, Domain: 'acme.test' })
    tries = testSignInOf(running, id)
    link = federation.link(await federation.flow.openIdConnect('bank'))
    await people.addUser('known', { Mail: 'known.mail@acme.test' })
    await people.addUser('away', { Mail: 'away@elsewhere.test' })
    const disabled = await people.addUser('disabled')
    await running.admin.result('/CDirectoryService/SetUserState', { ID: disabled, state: 'Disabled' })
    await people.addGroup('Chosen')
  })
  afterAll(async () => {
    await running.close()
    await idp.close()
  })

  const blank = {
    MapFederatedUser: 'Disabled',
    CreateCloudUser: false,
    FederatedAttribute: '',
    DirectoryAttribute: 'None',
    UpdateCloudUsers: false,
    RequiredClaims: [],
  }
  const byMail = { FederatedAttribute: 'Email', DirectoryAttribute: 'Email' }
  const mail = { email: 'known.mail@acme.test', email_verified: true }

  test.each<[string, Record<string, unknown>, Omit<IdpPerson, 'sub'>]>([
    ['somebody new', {}, { preferred_username: 'new1@acme.test', groups: ['yes', 'no'] }],
    ['a name that exists', {}, { preferred_username: 'known@acme.test' }],
    ['a name of another domain', {}, { preferred_username: 'x@evil.test' }],
    ['a bare name', {}, { preferred_username: 'new2' }],
    ['nobody', {}, {}],
    ['a name that deceives', {}, { preferred_username: 'аdmin@acme.test' }],
    ['a match by name', { MapFederatedUser: 'Required' }, { preferred_username: 'known@acme.test' }],
    ['a match by mail', { MapFederatedUser: 'Optional', ...byMail }, { ...mail, groups: ['yes'] }],
    ['mail that is not verified', { MapFederatedUser: 'Required', ...byMail }, { email: mail.email }],
    [
      'mail of another domain',
      { MapFederatedUser: 'Required', ...byMail },
      { ...mail, email: 'away@elsewhere.test' },
    ],
    ['nobody who matches', { MapFederatedUser: 'Required' }, { preferred_username: 'new3@acme.test' }],
    [
      'nobody who matches, and a cloud user',
      { MapFederatedUser: 'Required', CreateCloudUser: true },
      { preferred_username: 'new4@acme.test' },
    ],
    ['who is disabled', { MapFederatedUser: 'Required' }, { preferred_username: 'disabled@acme.test' }],
    [
      'a System Administrator',
      { MapFederatedUser: 'Required', CreateCloudUser: true },
      { preferred_username: 'ada@acme.test' },
    ],
    [
      'a claim that is required',
      { RequiredClaims: [{ Claim: 'hd', Values: ['a'] }] },
      { preferred_username: 'new5@acme.test', hd: 'b' },
    ],
    [
      'attributes that are kept',
      { MapFederatedUser: 'Required', UpdateCloudUsers: true, ...byMail },
      { ...mail, name: 'Known' },
    ],
  ])('say the same of %s', async (_, authentication, person) => {
    const settings = {
      Authentication: { ...blank, ...authentication },
      GroupMappings: { Claim: 'groups', Mappings: [{ AttributeValue: 'yes', GroupName: 'Chosen' }] },
    }
    idp.state.person = { sub: crypto.randomUUID(), ...person }
    await tries.run(settings)
    const { Account, Groups } = await tries.judge({ Settings: settings })
    await unlink()

    await running.admin.result('/Gatewright/IdentityProviders/Update', { ID: id, ...settings })
    const sight = await federation.signIn('anybody@acme.test', link)
    if (sight.kind === 'page') {
      const { check, seen } = await federation.refused()
      expect([Account.Outcome, Account.Check, Account.Seen]).toEqual(['denied', check, seen])
      return
    }
    const { read } = running.tenant.database
    const event = await read
      .selectFrom('event')
      .select(['detail', 'actor_name'])
      .where('event_type', '=', 'Cloud.Core.Login')
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    const { how, joined } = JSON.parse(event.detail ?? '{}') as { how: string; joined: string[] }
    expect([Account.Outcome, Account.Name]).toEqual([how, event.actor_name])
    expect(Groups?.Values.filter((value) => value.Groups.length > 0)).toHaveLength(joined.length)
    expect((await tries.judge({ Settings: settings })).Account.Outcome).toBe('linked')
    await unlink()
  })

  /** Or the next one would be told that its account is somebody else's. */
  const unlink = () =>
    running.tenant.database.write(async (tx) => {
      await tx.deleteFrom('identity_link').execute()
      await tx.deleteFrom('federated_member').execute()
    })
})
