import { describe, expect, test } from 'vitest'
import { testDatabases, type TestEngine } from '#testing/database.ts'
import type { IdpPerson } from '#testing/externalIdp.ts'
import { federationTenant } from '#testing/federationTenant.ts'
import { addressOf } from '#testing/plainBrowser.ts'

/** A tenant with an identity provider, and its people. Each has its own, for one refuses a network that fails too often. */
function setUp(engine: TestEngine) {
  const at = federationTenant({ engine, domain: 'acme.test' })
  let count = 0

  const set = (Authentication: Record<string, unknown>, others: Record<string, unknown> = {}) =>
    at.update({
      Authentication: {
        MapFederatedUser: 'Disabled',
        CreateCloudUser: false,
        FederatedAttribute: '',
        DirectoryAttribute: 'None',
        UpdateCloudUsers: false,
        MailVerified: false,
        RequiredClaims: [],
        ...Authentication,
      },
      ...others,
    })
  const somebody = () => `somebody-${++count}`

  /** The account with which somebody is signed in, or why not. */
  async function comes(
    person: IdpPerson,
  ): Promise<{ account?: string; kind?: string; denied?: string | undefined; page?: string }> {
    at.idp.state.person = person
    const sight = await at.federation.signIn('anybody@acme.test', at.link)
    if (sight.kind === 'page') {
      const { seen } = await at.federation.refused()
      return { denied: seen, page: sight.html }
    }
    expect(addressOf(sight.answer)).toContain('code=')
    const user = await at.running.tenant.database.read
      .selectFrom('identity_link')
      .innerJoin('user', 'user.id', 'identity_link.user_id')
      .innerJoin('directory', 'directory.id', 'user.directory_id')
      .where('subject', '=', person.sub)
      .select(['user.name', 'kind'])
      .executeTakeFirstOrThrow()
    return { account: user.name, kind: user.kind }
  }

  return { at, set, somebody, comes }
}

describe.each(testDatabases())('whose account somebody gets, $kind', (engine) => {
  const { at, set, somebody, comes } = setUp(engine)

  describe('S1 Disabled', () => {
    test('a new person is a federated user; a name that exists fails, and nobody but the administrator reads whose', async () => {
      await set({})
      const name = somebody()
      expect(await comes({ sub: name, preferred_username: `${name}@acme.test` })).toEqual({
        account: `${name}@acme.test`,
        kind: 'FDS',
      })
      const taken = somebody()
      await at.people.addUser(taken)
      const { denied, page } = await comes({ sub: taken, preferred_username: `${taken}@acme.test` })
      expect(denied).toContain(`${taken}@acme.test exists already`)
      expect(page).not.toContain(taken)
    })

    test.each([
      ['Other@evil.test', 'has no rule for it'],
      ['a@acme.test@evil.test', 'has no rule for it'],
    ])('a name of another domain, %s, is denied', async (preferred_username, why) => {
      expect((await comes({ sub: somebody(), preferred_username })).denied).toContain(why)
    })

    test('a bare name gets the domain of the rule, a mail address names somebody when it is verified', async () => {
      const [bare, mail] = [somebody(), somebody()]
      expect(await comes({ sub: bare, preferred_username: bare })).toMatchObject({
        account: `${bare}@acme.test`,
      })
      const email = `${mail}@acme.test`
      expect((await comes({ sub: mail, email })).denied).toContain('None of')
      expect(await comes({ sub: mail, email, email_verified: true })).toMatchObject({ account: email })
    })
  })

  test('Create cloud user if unable to map makes one of the Cloud Directory, without a password', async () => {
    await set({ MapFederatedUser: 'Required', CreateCloudUser: true })
    const name = somebody()
    expect(await comes({ sub: name, preferred_username: `${name}@acme.test` })).toEqual({
      account: `${name}@acme.test`,
      kind: 'CDS',
    })
  })

  test('FC-18 who is renamed there stays; who gets the old name is somebody else', async () => {
    await set({ MapFederatedUser: 'Optional' })
    const name = somebody()
    await at.people.addUser(name)
    const preferred_username = `${name}@acme.test`
    expect((await comes({ sub: name, preferred_username })).account).toBe(preferred_username)
    expect((await comes({ sub: name, preferred_username: 'renamed@acme.test' })).account).toBe(
      preferred_username,
    )
    const hired = await comes({ sub: `${name}-new`, preferred_username })
    expect(hired.denied).toContain(`is linked to ${name}`)
    expect(hired.page).not.toContain(name)
  })

  test('RP-06 once linked, mapping changes nothing', async () => {
    await set({ MapFederatedUser: 'Optional' })
    const name = somebody()
    await at.people.addUser(name)
    await comes({ sub: name, preferred_username: `${name}@acme.test` })
    await set({ MapFederatedUser: 'Disabled' })
    expect((await comes({ sub: name, preferred_username: 'whoever@acme.test' })).account).toBe(
      `${name}@acme.test`,
    )
  })

  test('RP-17 FC-08 a required claim is asked for before anything else', async () => {
    await set({ RequiredClaims: [{ Claim: 'hd', Values: ['acme.test', 'acme.example'] }] })
    const name = somebody()
    const person = { sub: name, preferred_username: `${name}@acme.test` }
    expect((await comes(person)).denied).toBe('hd is missing')
    expect((await comes({ ...person, hd: 'gmail.test' })).denied).toBe('hd is gmail.test')
    expect((await comes({ ...person, hd: 'acme.example' })).account).toBe(`${name}@acme.test`)
  })

  test('RP-11 an update changes how a cloud user is shown, and nothing else', async () => {
    await set({ MapFederatedUser: 'Optional', UpdateCloudUsers: true })
    const name = somebody()
    const user = await at.people.addUser(name, { Mail: 'kept@acme.test' })
    await comes({
      sub: name,
      preferred_username: `${name}@acme.test`,
      name: 'Shown Otherwise',
      email: 'other@acme.test',
      phone_number: '+49 30 1',
    })
    const after = await at.people.attributes(user)
    expect(after).toMatchObject({
      Name: `${name}@acme.test`,
      DisplayName: 'Shown Otherwise',
      Mail: 'kept@acme.test',
      MobileNumber: '+49 30 1',
    })
  })

  test('FC-06 asked to prove it again, an old proof gives no code, and a new one is told to the application', async () => {
    await set({ MapFederatedUser: 'Optional' })
    const name = somebody()
    await at.people.addUser(name)
    at.idp.state.person = { sub: name, preferred_username: `${name}@acme.test` }
    const wishes: Record<string, string>[] = [{ prompt: 'login' }, { max_age: '60' }]
    for (const more of wishes) {
      const address = `${at.link}&${new URLSearchParams(more).toString()}`
      for (const auth_time of [Math.floor(Date.now() / 1000) - 3600, undefined]) {
        at.idp.state.behaviour = { claims: { auth_time } }
        expect((await at.federation.signIn('x@acme.test', address)).kind).toBe('page')
        expect((await at.federation.refused()).check).toBe('provedRecently')
      }
      expect(at.idp.state.request.get('max_age')).toBe(more['max_age'] ?? '0')
      expect(at.idp.state.request.get('prompt')).toBe(more['prompt'] ?? null)
      at.idp.state.behaviour = { claims: { auth_time: Math.floor(Date.now() / 1000) - 1 } }
      const sight = await at.federation.signIn('x@acme.test', address)
      expect(sight.kind === 'answer' && addressOf(sight.answer)).toContain('code=')
    }
  })
})

describe.each(testDatabases())('whose account somebody gets by mapping, $kind', (engine) => {
  const { at, set, somebody, comes } = setUp(engine)

  describe.each(['Optional', 'Required'])('S4 %s', (MapFederatedUser) => {
    test('a match by name signs in as the directory user', async () => {
      await set({ MapFederatedUser })
      const name = somebody()
      await at.people.addUser(name)
      expect(await comes({ sub: name, preferred_username: `${name}@acme.test` })).toEqual({
        account: `${name}@acme.test`,
        kind: 'CDS',
      })
    })

    test('without a match', async () => {
      await set({ MapFederatedUser })
      const name = somebody()
      const came = await comes({ sub: name, preferred_username: `${name}@acme.test` })
      if (MapFederatedUser === 'Optional') expect(came).toEqual({ account: `${name}@acme.test`, kind: 'FDS' })
      else expect(came.denied).toContain('requires one')
    })

    test.each<[string, Record<string, unknown>, boolean]>([
      ['verified', { email_verified: true }, true],
      ['not verified', { email_verified: false }, false],
      ['of which nothing is said', {}, false],
      ['that is verified in a text (NT-25)', { email_verified: 'true' }, false],
    ])('RP-07 NT-39 a mail address %s', async (_, claims, maps) => {
      await set({ MapFederatedUser, FederatedAttribute: 'Email', DirectoryAttribute: 'Email' })
      const name = somebody()
      await at.people.addUser(name, { Mail: `mail-${name}@acme.test` })
      const came = await comes({
        sub: name,
        preferred_username: `other-${name}@acme.test`,
        email: `Mail-${name}@acme.test`,
        ...claims,
      })
      if (maps) expect(came).toEqual({ account: `${name}@acme.test`, kind: 'CDS' })
      else expect(came.denied).toContain('not verified')
    })

    test('RP-09 two accounts that match are none', async () => {
      await set({ MapFederatedUser, FederatedAttribute: 'Email', DirectoryAttribute: 'Email' })
      const [one, two] = [somebody(), somebody()]
      for (const name of [one, two]) await at.people.addUser(name, { Mail: `shared-${one}@acme.test` })
      const came = await comes({ sub: one, email: `shared-${one}@acme.test`, email_verified: true })
      expect(came.denied).toContain('Two accounts')
    })

    test.each<[string, (name: string) => Promise<unknown>, string]>([
      [
        'a System Administrator',
        async (name) => at.people.join('sysadmin', { Users: [await at.people.addUser(name)] }),
        'System Administrator',
      ],
      [
        'somebody with administrative rights',
        async (name) =>
          at.people.join(await at.people.addRole(`Of ${name}`, ['roleman']), {
            Users: [await at.people.addUser(name)],
          }),
        'administrative rights',
      ],
      [
        'somebody who is locked',
        (name) =>
          at.people
            .addUser(name)
            .then((user) =>
              at.running.admin.result('/CDirectoryService/SetUserState', { ID: user, state: 'Locked' }),
            ),
        'locked',
      ],
      [
        'somebody who is disabled',
        (name) =>
          at.people
            .addUser(name)
            .then((user) =>
              at.running.admin.result('/CDirectoryService/SetUserState', { ID: user, state: 'Disabled' }),
            ),
        'disabled',
      ],
      ['a service user', (name) => at.people.addUser(name, { ServiceUser: true }), 'service user'],
      ['a confidential client', (name) => at.people.addUser(name, { OauthClient: true }), 'service user'],
    ])('RP-10 nobody becomes %s', async (_, make, why) => {
      await set({ MapFederatedUser })
      const name = somebody()
      await make(name)
      expect((await comes({ sub: name, preferred_username: `${name}@acme.test` })).denied).toContain(why)
    })

    test('an account of another domain is not one of whom it may speak', async () => {
      await set({ MapFederatedUser, FederatedAttribute: 'who', DirectoryAttribute: 'Name' })
      await at.federation.route(
        { IdentityProvider: at.id, Domain: 'acme.test', Enabled: false },
        { IdentityProvider: at.id, Domain: 'other.test' },
      )
      const name = somebody()
      await at.people.addUser(name)
      at.idp.state.person = { sub: name, who: `${name}@acme.test` }
      const sight = await at.federation.signIn('x@other.test', at.link)
      expect(sight.kind).toBe('page')
      expect((await at.federation.refused()).seen).toContain('no rule for the domain of the matching account')
      await at.federation.route({ IdentityProvider: at.id, Domain: 'acme.test' })
    })
  })
})
