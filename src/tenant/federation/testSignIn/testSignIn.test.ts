import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { externalIdp, type ExternalIdp } from '#testing/externalIdp.ts'
import { federationOf } from '#testing/federation.ts'
import { peopleOf, refusal } from '#testing/people.ts'
import { pageOf, plainBrowser } from '#testing/plainBrowser.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { testSignInOf } from '#testing/testSignIn.ts'
import type { Tables } from '../../store/tables.ts'

describe.each(testDatabases())('a test sign-in, $kind', (engine) => {
  let running: TestTenant
  let idp: ExternalIdp
  let tries: ReturnType<typeof testSignInOf>
  let people: ReturnType<typeof peopleOf>
  let id: string

  beforeAll(async () => {
    idp = await externalIdp()
    running = await bootTenant({ database: await engine.open<Tables>(), allow: [idp.issuer] })
    people = peopleOf(running)
    id = await people.addIdentityProvider('Partner', { ...idp.settings(), Active: false })
    tries = testSignInOf(running, id)
    await federationOf(running).route({ IdentityProvider: id, Domain: 'partner.test' })
  })
  afterAll(async () => {
    await running.close()
    await idp.close()
  })
  beforeEach(() => {
    idp.state.behaviour = {}
    idp.state.skew = 0
    idp.state.person = { sub: 'ada', preferred_username: 'ada@partner.test', groups: ['Staff', 'other', 7] }
  })

  /** How many rows each table has that a sign-in fills, and the events but those of tests. */
  async function written() {
    const { read } = running.tenant.database
    const tables = [
      'user',
      'identity_link',
      'login_session',
      'group_member',
      'federated_member',
      'group',
    ] as const
    const counts = await Promise.all(
      tables.map((table) => read.selectFrom(table).select(read.fn.countAll().as('count')).execute()),
    )
    await running.tenant.strangerEvents.sumUp()
    const events = await read
      .selectFrom('event')
      .select('event_type')
      .where('event_type', '!=', 'Cloud.Core.IdentityProvider.TestSignIn')
      .execute()
    return [...counts.map(([row]) => Number(row?.count)), events.length]
  }

  const groups = { Claim: 'groups', Mappings: [{ AttributeValue: 'staff', GroupName: 'Partner staff' }] }

  test('on settings that are neither saved nor active shows claims, groups and the account, and writes none of it', async () => {
    const before = await written()
    const done = await tries.run({ GroupMappings: groups })
    expect(pageOf(done).title).toBe('The test sign-in is done')
    const kept = await tries.kept()
    expect(kept).toMatchObject({ State: 'came', Fault: null, Redacted: null })
    expect(kept?.Claims).toContainEqual({ Name: 'sub', Value: '"ada"' })
    expect(kept?.Claims).toContainEqual({ Name: 'groups', Value: '["Staff","other",7]' })
    const judged = await tries.judge({ Settings: { GroupMappings: groups } })
    expect(judged.Account).toMatchObject({ Outcome: 'created', Name: 'ada@partner.test' })
    // FC-09: letter by letter, and what is no text is named
    expect(judged.Groups).toEqual({
      Claim: 'groups',
      Near: null,
      Overage: false,
      PassedOver: ['7'],
      Count: 2,
      Values: [
        { Value: 'Staff', Groups: [], Near: 'staff' },
        { Value: 'other', Groups: [], Near: null },
      ],
    })
    // Again on an edit
    const edited = { ...groups, Mappings: [{ AttributeValue: 'Staff', GroupName: 'Partner staff' }] }
    expect((await tries.judge({ Settings: { GroupMappings: edited } })).Groups?.Values[0]).toEqual({
      Value: 'Staff',
      Groups: [{ Name: 'Partner staff', New: true }],
      Near: null,
    })
    expect(await written()).toEqual(before)
  })

  test('a claim that is missed by letter case says so', async () => {
    await tries.run()
    const Settings = {
      GroupMappings: { ...groups, Claim: 'Groups' },
      Authentication: {
        MapFederatedUser: 'Required',
        FederatedAttribute: 'Preferred_Username',
        DirectoryAttribute: 'Name',
        RequiredClaims: [{ Claim: 'SUB', Values: ['x'] }],
      },
    }
    const judged = await tries.judge({ Settings })
    expect(judged.Groups?.Near).toBe('groups')
    expect(judged.Mapping).toMatchObject({ Value: null, Near: 'preferred_username' })
    expect(judged.Required).toMatchObject([{ Passed: false, Near: 'sub' }])
    expect(judged.Account).toMatchObject({ Outcome: 'denied', Check: 'claimRequired' })
  })

  test('RP-18 the saved secret is not sent where it was not saved for, and one that is typed is read by nobody', async () => {
    const other = await externalIdp()
    const Inbound = { MetadataUrl: other.metadataUrl }
    expect(
      await refusal(running.admin, tries.path('Start'), { ID: id, Settings: { Inbound } }),
    ).toMatchObject({
      code: 'invalid_fields',
      field: 'inboundMetadata.clientSecret',
    })
    const secret = 'canary-of-a-test-sign-in'
    await tries.start({ Inbound: { ClientSecret: secret } })
    const row = await running.tenant.database.read.selectFrom('test_sign_in').selectAll().execute()
    const events = await running.tenant.database.read.selectFrom('event').selectAll().execute()
    expect(JSON.stringify([row, events, await tries.kept()])).not.toContain(secret)
    expect(other.state.asked).toEqual([])
    await other.close()
  })

  test('a secret that is wrong is told with how it was sent', async () => {
    expect(pageOf(await tries.run({ Inbound: { ClientSecret: 'wrong' } })).title).toBe(
      'The test sign-in failed',
    )
    expect((await tries.kept())?.Fault).toMatchObject({
      Check: 'clientKnown',
      Cure: expect.stringContaining('client_secret_basic'),
    })
  })

  test('FC-05 says by how much the clock differs, and that nonce is missing', async () => {
    idp.state.skew = 300
    await tries.run()
    expect((await tries.kept())?.Fault).toMatchObject({
      Seen: expect.stringMatching(/ahead|300|29\d|timestamp/),
    })
    idp.state.skew = 0
    idp.state.behaviour = { claims: { nonce: undefined } }
    await tries.run()
    expect((await tries.kept())?.Fault?.Seen).toContain('nonce')
  })

  test('RP-01 is answered once, in the browser that went on with it', async () => {
    await tries.start()
    const browser = plainBrowser(running.url)
    const answer = await tries.answered((await tries.goOn(browser)).away)
    expect(pageOf(await plainBrowser(running.url).open(answer)).title).toBe('This sign-in is over')
    expect(pageOf(await browser.open(answer)).title).toBe('The test sign-in is done')
    const { page, away } = await tries.goOn(browser)
    expect([pageOf(page).title, away]).toEqual(['This test sign-in is over', undefined])
  })

  test('its page names who will read the answer, and goes nowhere by itself', async () => {
    await tries.start()
    const { page } = await tries.goOn(plainBrowser(running.url))
    expect(pageOf(page).html).toContain('ada@acme.test tries the identity provider Partner')
    expect(pageOf(page).html).not.toContain('http-equiv')
  })

  test('RP-14 somebody changed the identity provider meanwhile', async () => {
    await tries.start()
    await running.admin.result('/Gatewright/IdentityProviders/Update', {
      ID: id,
      GroupMappings: { Claim: 'roles' },
    })
    expect(pageOf((await tries.goOn(plainBrowser(running.url))).page).title).toBe('The test sign-in failed')
    expect((await tries.kept())?.Fault?.Check).toBe('testUnchanged')
  })

  test('redacted it keeps what decides, and says what is gone', async () => {
    idp.state.person['birthdate'] = '1815-12-10'
    await tries.run()
    await running.admin.result(tries.path('Redact'), { ID: id, Settings: { GroupMappings: groups } })
    const kept = await tries.kept()
    expect(kept?.Redacted).toContain('birthdate')
    expect(JSON.stringify(kept?.Claims)).not.toContain('1815')
    const asked = { Settings: { GroupMappings: { ...groups, Claim: 'birthdate' } } }
    expect((await tries.judge(asked)).NotKept).toEqual(['birthdate'])
    expect((await tries.judge({ Settings: { GroupMappings: groups } })).Groups?.Count).toBe(2)
    await running.admin.result(tries.path('Forget'), { ID: id })
    expect(await tries.kept()).toBeNull()
  })

  test('somebody of a name, without anybody having signed in', async () => {
    const required = { RequiredClaims: [{ Claim: 'hd', Values: ['partner.test'] }] }
    const asked = { Name: 'new@partner.test', Settings: { Authentication: required } }
    expect((await tries.judge(asked)).Account).toMatchObject({ Outcome: 'created', Name: 'new@partner.test' })
    expect((await tries.judge({ Name: 'new@evil.test' })).Account).toMatchObject({
      Outcome: 'denied',
      Seen: expect.stringContaining('no rule for it'),
    })
  })

  test('AZ-03 whoever only reads starts none and judges nothing; another administrator reads none of it', async () => {
    const reader = await people.somebody(['monitor'])
    for (const call of ['Start', 'Get', 'Redact', 'Forget', 'Judge'])
      expect((await refusal(reader.client, tries.path(call), { ID: id })).status).toBe(403)
    await tries.run()
    const other = await people.somebody(['fedman'])
    expect(await testSignInOf(running, id, other.client).kept()).toBeNull()
  })

  test('NT-39 who may not look at users reads no account', async () => {
    await people.addUser('hidden', { Mail: 'secret@partner.test' })
    const fedman = await people.somebody(['fedman'])
    const theirs = testSignInOf(running, id, fedman.client)
    const { Account } = await theirs.judge({
      Name: 'secret@partner.test',
      Settings: {
        Authentication: {
          MapFederatedUser: 'Required',
          FederatedAttribute: 'Email',
          DirectoryAttribute: 'Email',
        },
      },
    })
    expect(Account.Outcome).toBe('denied')
    expect(JSON.stringify(Account)).not.toContain('hidden')
    expect((await tries.judge({ Name: 'hidden@acme.test' })).Account.Seen).toContain('hidden@acme.test')
  })
})
