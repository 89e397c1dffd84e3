import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { federationOf, type SentRule } from '#testing/federation.ts'
import { peopleOf, refusal, type People } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { agents } from '#schema/routing/userAgent.ts'
import type { ApiClient } from '#testing/apiClient.ts'
import type { Tables } from '../store/tables.ts'
import { admit } from './admit.ts'

type Found = { Key: string; Severity: string; Message: string; People: string[]; ConfirmBy: string | null }
type Part = {
  People: number
  Total: number | null
  Next: string | null
  Moves: { From: string; To: string; Count: number; People: string[] }[]
  Kept: { Obstacle: string; Count: number; New: number; People: string[] }[]
  Unknown: string[]
}
const inbound = {
  Active: true,
  Inbound: {
    ClientId: 'us',
    ClientSecret: 'canary.Client.1',
    MetadataUrl: 'https://idp.test/.well-known/openid-configuration',
  },
}

describe.each(testDatabases())('rules that are tried, $kind', (engine) => {
  let running: TestTenant
  let people: People
  let route: ReturnType<typeof federationOf>['route']
  let acme: string
  let partner: string
  let staff: string
  let glass: string

  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open<Tables>() })
    people = peopleOf(running)
    ;({ route } = federationOf(running))
    acme = await people.addIdentityProvider('Acme', inbound)
    partner = await people.addIdentityProvider('Partner', {
      ...inbound,
      Authentication: { MapFederatedUser: 'Optional' },
    })
    staff = await people.addRole('Staff')
    const inner = await people.addRole('Engineers')
    await people.join(staff, { Roles: [inner] })
    const group = await people.addGroup('Team')
    await people.join(inner, { Groups: [group] })
    const [alice = '', ben = ''] = await Promise.all(
      ['alice', 'ben', 'cleo'].map((name) => people.addUser(name)),
    )
    await people.join(staff, { Users: [alice] })
    await running.admin.result('/Gatewright/Groups/AddMembers', { ID: group, Users: [ben] })
    glass = await people.addUser('glass', { Gatewright: { BreakGlass: true } })
    await people.addUser('program', { OauthClient: true })
  })
  afterAll(() => running.close())

  const full = (rules: SentRule[]) =>
    rules.map((rule) => ({ Domain: '', UserAgent: 'Any', Enabled: true, ...rule }))
  const check = async (rules: SentRule[], client: ApiClient = running.admin) =>
    (await client.result<{ Findings: Found[] }>('/Gatewright/RoutingRules/Check', { Rules: full(rules) }))
      .Findings
  const compare = (rules: SentRule[], more: object = {}) =>
    running.admin.result<Part>('/Gatewright/RoutingRules/Compare', {
      Rules: full(rules),
      UserAgent: 'Browser',
      ...more,
    })
  const told = (findings: Found[], kind: string) => findings.filter(({ Key }) => Key.startsWith(kind))

  test('RT-04 an ordinary rule says whom it takes, and one that takes nobody says nothing', async () => {
    const rules = ['acme.test', 'nobody.test'].map((Domain) => ({ IdentityProvider: acme, Domain }))
    const [taking, ...others] = told(await check(rules), 'takes')
    expect(others).toEqual([])
    expect(taking).toMatchObject({ Severity: 'info', ConfirmBy: null })
    expect(taking?.Message).toMatch(/^Rule 1 takes [3-9] people of acme\.test to Acme\.$/)
    const mobile = told(
      await check([{ ...rules[0], IdentityProvider: acme, UserAgent: 'MobileBrowser' }]),
      'takes',
    )
    expect(mobile[0]?.Message).toMatch(/to Acme, by mobile browser\.$/)
  })

  test('RT-04 an overlap names the people in both, directly or through groups and roles, and is confirmed by name', async () => {
    const rules = [
      { IdentityProvider: acme, Domain: 'acme.test', Role: staff },
      { IdentityProvider: partner, Domain: 'acme.test' },
    ]
    const [overlap, ...others] = told(await check(rules), 'overlap')
    expect(others).toEqual([])
    expect(overlap?.Message).toContain('2 people can fit both')
    expect([...(overlap?.People ?? [])].toSorted()).toEqual(['alice@acme.test', 'ben@acme.test'])
    expect(overlap?.ConfirmBy).toBe('Partner')
    // Saved all the same
    await route(...rules)
    const saved = await running.admin.result<{ Findings: Found[] }>('/Gatewright/RoutingRules/Findings', {})
    expect(told(saved.Findings, 'overlap')).toEqual([overlap])
    await route()
  })

  test('RT-04 names are for whoever may look at users, and unsaved rules for whoever may save them', async () => {
    const rules = [{ IdentityProvider: acme, Domain: '' }]
    const { client: manager } = await people.somebody(['fedman'])
    const [catchAll] = told(await check(rules, manager), 'catchAll')
    expect(catchAll?.People).toEqual([])
    expect(catchAll?.Message).toMatch(/it takes \d+ people to Acme/)
    expect(catchAll?.Message).not.toContain('glass@acme.test')
    const part = await manager.result<Part>('/Gatewright/RoutingRules/Compare', {
      Rules: full(rules),
      UserAgent: 'Browser',
    })
    expect(part.Moves.flatMap(({ People }) => People)).toEqual([])
    const both = await people.somebody(['fedman', 'rouserman'])
    expect(told(await check(rules, both.client), 'catchAll')[0]?.People.length).toBeGreaterThan(1)
  })

  test('NT-39 read-only roles try no unsaved rules', async () => {
    const { client } = await people.somebody(['monitor', 'rouserman', 'roroleman'])
    const sent = { Rules: [], UserAgent: 'Browser', User: 'alice@acme.test' }
    for (const name of ['Check', 'TryUnsaved', 'Compare'])
      expect(await refusal(client, `/Gatewright/RoutingRules/${name}`, sent), name).toMatchObject({
        status: 403,
      })
    await client.result('/Gatewright/RoutingRules/Findings', {})
    await client.result('/Gatewright/RoutingRules/Try', { User: 'alice@acme.test', UserAgent: 'Browser' })
  })

  test('RT-04 a rule without domain says whom it takes, and who signs in without it', async () => {
    const [catchAll] = told(await check([{ IdentityProvider: acme, Role: staff }]), 'catchAll')
    expect(catchAll).toMatchObject({ Severity: 'warning', ConfirmBy: 'Acme' })
    expect(catchAll?.Message).toContain('takes 2 people to Acme')
    expect(catchAll?.Message).toContain('System Administrators and the break-glass account glass@acme.test')
    await running.admin.result('/CDirectoryService/ChangeUser', {
      ID: glass,
      Gatewright: { BreakGlass: false },
    })
    const [without] = told(await check([{ IdentityProvider: acme }]), 'catchAll')
    expect(without).toMatchObject({ Severity: 'danger' })
    expect(without?.Message).toContain('no break-glass account is chosen')
    await running.admin.result('/CDirectoryService/ChangeUser', {
      ID: glass,
      Gatewright: { BreakGlass: true },
    })
  })

  test('RT-04 shadowed rules, roles that nobody holds, and identity providers without rule are told', async () => {
    const empty = await people.addRole('Empty')
    const mapped = await people.addRole('Mapped')
    await people.join(mapped, { Groups: [await people.addGroup('From Acme')], Users: [glass] })
    await running.admin.result('/Gatewright/IdentityProviders/Update', {
      ID: acme,
      ...inbound,
      GroupMappings: { Mappings: [{ AttributeValue: 'g', GroupName: 'From Acme' }] },
    })
    const findings = await check([
      { IdentityProvider: acme, Domain: 'acme.test' },
      { IdentityProvider: acme, Domain: 'acme.test', UserAgent: 'Browser' },
      { IdentityProvider: acme, Domain: 'one.test', Role: empty },
      { IdentityProvider: acme, Domain: 'two.test', Role: mapped },
    ])
    expect(told(findings, 'shadowed').map(({ Message }) => Message)).toEqual([
      expect.stringContaining('Nobody comes to rule 2, because rule 1 takes'),
    ])
    expect(told(findings, 'unheld').map(({ Message }) => Message)).toEqual([
      expect.stringContaining('Nobody is in Empty, the role of rule 3'),
    ])
    expect(told(findings, 'mapped').map(({ Message }) => Message)).toEqual([
      expect.stringContaining('put people into Mapped'),
    ])
    expect(told(findings, 'withoutRule').map(({ Message }) => Message)).toEqual([
      expect.stringContaining('leads to Partner'),
    ])
  })

  test('RT-04 whoever requires federation and is led nowhere is told', async () => {
    await running.admin.result('/Roles/UpdateRole', { Name: staff, Gatewright: { RequiresFederation: true } })
    const [nowhere] = told(await check([]), 'nowhere')
    expect(nowhere).toMatchObject({ Severity: 'danger' })
    expect([...(nowhere?.People ?? [])].toSorted()).toEqual(['alice@acme.test', 'ben@acme.test'])
    expect(told(await check([{ IdentityProvider: acme, Domain: 'acme.test' }]), 'nowhere')).toEqual([])
    expect(
      told(await check([{ IdentityProvider: acme, Domain: 'acme.test', UserAgent: 'Browser' }]), 'nowhere'),
    ).toHaveLength(1)
    await running.admin.result('/Roles/UpdateRole', {
      Name: staff,
      Gatewright: { RequiresFederation: false },
    })
  })

  test('RT-05 what is tried, saved or not, is what the sign-in does', async () => {
    const rules = [
      { IdentityProvider: acme, Domain: 'acme.test', Role: staff, UserAgent: 'Browser' },
      { IdentityProvider: partner, Domain: '' },
    ]
    const names = [
      'alice@acme.test',
      'ben@acme.test',
      'CLEO@acme.test',
      'glass@acme.test',
      'x@other.test',
      'x',
    ]
    const ask = (name: string, User: string, UserAgent: string, Rules: object) =>
      running.admin.result<{
        To: string
        IdentityProviderName: string | null
        Rule: number | null
        Misses: unknown[]
      }>(`/Gatewright/RoutingRules/${name}`, { User, UserAgent, ...Rules })
    const unsaved = new Map<string, unknown>()
    for (const name of names)
      for (const agent of agents)
        unsaved.set(`${name} ${agent}`, await ask('TryUnsaved', name, agent, { Rules: full(rules) }))
    await route(...rules)
    for (const name of names)
      for (const agent of agents) {
        const tried = await ask('Try', name, agent, {})
        expect(unsaved.get(`${name} ${agent}`), `${name} ${agent}`).toEqual(tried)
        const admitted = await admit(running.tenant.database.read, { name, door: agent })
        expect([tried.To, tried.IdentityProviderName]).toEqual([
          admitted.to,
          admitted.to === 'identityProvider' ? admitted.name : null,
        ])
      }
    const asStaff = await ask('Try', 'x@acme.test', 'Browser', { Role: staff })
    expect(asStaff).toMatchObject({ Rule: 0, IdentityProviderName: 'Acme', Misses: [null, null] })
    expect(await ask('Try', 'x@acme.test', 'Browser', {})).toMatchObject({ Rule: 1, Misses: ['role', null] })
    await route()
  })

  test('RT-05 of everybody it tells who moves and who cannot sign in then, in parts or for names', async () => {
    await route({ IdentityProvider: partner, Domain: 'acme.test', Role: staff })
    const rules = [{ IdentityProvider: acme, Domain: 'acme.test', Role: staff }]
    const { Moves, Kept, Total, Next, People } = await compare(rules)
    expect([Next, People]).toEqual([null, Total])
    expect(Moves).toEqual([
      {
        From: partner,
        To: acme,
        Count: 2,
        People: expect.arrayContaining(['alice@acme.test', 'ben@acme.test']) as string[],
      },
    ])
    // Acme does not map, and accounts of these names exist
    expect(Kept.filter(({ New }) => New > 0)).toMatchObject([{ Obstacle: 'accountExists', Count: 2, New: 2 }])
    const named = await compare(rules, { Users: ['Alice@acme.test', 'cleo@acme.test', 'nobody@acme.test'] })
    expect(named).toMatchObject({ People: 2, Unknown: ['nobody@acme.test'] })
    expect(named.Moves).toMatchObject([{ Count: 1, People: ['alice@acme.test'] }])
    for (const name of ['alice@acme.test', 'cleo@acme.test', 'glass@acme.test']) {
      const before = await admit(running.tenant.database.read, { name, door: 'Browser' })
      const { Moves: moves } = await compare([], { Users: [name] })
      expect(
        moves.map(({ From }) => From),
        name,
      ).toEqual(before.to === 'identityProvider' ? [before.id] : [])
    }
    await route()
  })

  test('RT-05 of each rule it tells whom it takes while its identity provider is active', async () => {
    const idle = await people.addIdentityProvider('Idle')
    await route(
      { IdentityProvider: idle, Domain: 'acme.test', Role: staff },
      { IdentityProvider: acme, Domain: 'acme.test' },
    )
    const takes = async (IdentityProvider: string) =>
      (
        await running.admin.result<{ Rules: { Count: number; People: string[] }[] }>(
          '/Gatewright/RoutingRules/People',
          { IdentityProvider },
        )
      ).Rules
    expect(await takes(idle)).toMatchObject([
      { Count: 2, People: expect.arrayContaining(['alice@acme.test', 'ben@acme.test']) as string[] },
    ])
    const [byAcme] = await takes(acme)
    expect(byAcme?.Count).toBeGreaterThan(2)
    await route()
  })

  test('faults of unsaved rules are named field by field', async () => {
    expect(
      await refusal(running.admin, '/Gatewright/RoutingRules/Check', {
        Rules: full([{ IdentityProvider: acme, Domain: 'not a domain' }]),
      }),
    ).toMatchObject({ code: 'invalid_fields', field: 'rules.0.domain' })
  })
})
