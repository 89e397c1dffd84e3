import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { confirmedHeader } from '#schema/confirmed.ts'
import type { ApiClient } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { federationOf } from '#testing/federation.ts'
import { inConsoleOf } from '#testing/inConsole.ts'
import { peopleOf } from '#testing/people.ts'
import { repository } from '#testing/repository.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'
import { Moved, refuseMoved } from '../federation/moved.ts'

const inbound = {
  ClientId: 'us',
  ClientSecret: 'canary.Client.1',
  MetadataUrl: 'https://idp.test/.well-known/openid-configuration',
}
const rule = { Domain: '', UserAgent: 'Any', Enabled: true }

test('RT-04 nothing but what is judged changes which routing rules count', () => {
  const writers = repository().filter(
    ({ path, text }) =>
      path.startsWith('src/tenant/') &&
      !/\.test\.ts$|\/migrations\//.test(path) &&
      /(?:insertInto|updateTable|deleteFrom)\('(?:routing_rule|identity_provider)'\)/.test(text),
  )
  expect(writers.map(({ path }) => path).toSorted()).toEqual([
    'src/tenant/federation/replaceRules.ts',
    'src/tenant/federation/saveIdentityProvider.ts',
  ])
})

describe.each(testDatabases())('what is risky and has to be confirmed, $kind', (engine) => {
  let running: TestTenant
  let inConsole: ApiClient
  let acme: string
  let partner: string

  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open<Tables>() })
    const people = peopleOf(running)
    inConsole = await inConsoleOf(running)
    acme = await people.addIdentityProvider('Acme', { Inbound: inbound })
    partner = await people.addIdentityProvider('Partner', { Inbound: inbound })
    await people.addUser('ben')
  })
  afterAll(() => running.close())

  const { route, provider } = {
    route: (...rules: { IdentityProvider: string; Domain?: string }[]) =>
      federationOf(running).route(...rules),
    provider: (ID: string, change: object) =>
      running.admin.result('/Gatewright/IdentityProviders/Update', { ID, ...change }),
  }
  beforeEach(async () => {
    await route()
    await provider(acme, { Active: false })
    await provider(partner, { Active: false })
  })

  /** Of an identity provider, or of the list of rules. */
  const versionOf = async (id: string) => {
    const path = id === '' ? '/Gatewright/RoutingRules/Get' : '/Gatewright/IdentityProviders/Get'
    const { Gatewright } = await running.admin.result<{ Gatewright: { Version: number } }>(
      path,
      id === '' ? {} : { ID: id },
    )
    return Gatewright.Version
  }

  /** Ways to make other rules count: what stands before, and the call that does it; `of` is what has the version. */
  const doors = {
    'a rule without domain is saved': async () => {
      await provider(acme, { Active: true })
      return {
        of: '',
        path: '/Gatewright/RoutingRules/Set',
        body: { Rules: [{ ...rule, IdentityProvider: acme }] },
        says: 'it takes',
        by: 'Acme',
      }
    },
    'rules that overlap are saved': async () => {
      await provider(acme, { Active: true })
      await provider(partner, { Active: true })
      const rules = [
        { ...rule, IdentityProvider: acme, Domain: 'acme.test', UserAgent: 'Browser' },
        { ...rule, IdentityProvider: partner, Domain: 'acme.test' },
      ]
      return {
        of: '',
        path: '/Gatewright/RoutingRules/Set',
        body: { Rules: rules },
        says: 'overlap',
        by: 'Partner',
      }
    },
    'an identity provider with such a rule is switched on': async () => {
      await route({ IdentityProvider: acme })
      return {
        of: acme,
        path: '/Gatewright/IdentityProviders/Update',
        body: { ID: acme, Active: true },
        says: 'it takes',
        by: 'Acme',
      }
    },
    'one is switched on whose rule meets another’s': async () => {
      await provider(partner, { Active: true })
      await running.admin.result('/Gatewright/RoutingRules/Set', {
        Rules: [
          { ...rule, IdentityProvider: acme, Domain: 'acme.test', UserAgent: 'Browser' },
          { ...rule, IdentityProvider: partner, Domain: 'acme.test' },
        ],
      })
      return {
        of: acme,
        path: '/Gatewright/IdentityProviders/Update',
        body: { ID: acme, Active: true },
        says: 'overlap',
        by: 'Partner',
      }
    },
    'one is switched off that hid such a rule': async () => {
      await provider(acme, { Active: true })
      await provider(partner, { Active: true })
      await route({ IdentityProvider: acme }, { IdentityProvider: partner })
      return {
        of: acme,
        path: '/Gatewright/IdentityProviders/Update',
        body: { ID: acme, Active: false },
        says: 'it takes',
        by: 'Partner',
      }
    },
  }
  const names = Object.keys(doors) as (keyof typeof doors)[]

  test.each(names)('RT-04 in the console it is confirmed, as this very risk, where %s', async (name) => {
    const { of, path, body, says, by } = await doors[name]()
    const version = await versionOf(of)
    const send = (confirmed?: string) =>
      inConsole.post(path, body, {
        'if-match': `"${version}"`,
        ...(confirmed === undefined ? {} : { [confirmedHeader]: confirmed }),
      })
    const asked = await send()
    expect([asked.status, asked.envelope.ErrorCode]).toEqual([428, 'unconfirmed'])
    expect(asked.envelope.Message).toContain(says)
    const confirmation = asked.envelope.Gatewright?.confirmation
    expect(confirmation).toMatchObject({
      by,
      findings: [{ message: expect.stringContaining(says) as string }],
    })
    expect((await send('something else')).envelope.ErrorCode).toBe('unconfirmed')
    expect(await versionOf(of)).toBe(version)
    expect((await send(confirmation?.as)).envelope).toMatchObject({ success: true, Message: null })
    expect(await versionOf(of)).toBe(version + 1)
    // What is there is not asked about again
    const again = await inConsole.post(path, body, { 'if-match': `"${version + 1}"` })
    expect(again.envelope.success).toBe(true)
  })

  test.each(names)('RT-04 a program is told, and asked where it wants to be, where %s', async (name) => {
    const { of, path, body, says } = await doors[name]()
    const version = await versionOf(of)
    const wanting = await running.admin.post(path, body, { [confirmedHeader]: 'nothing' })
    expect([wanting.status, wanting.envelope.ErrorCode]).toEqual([428, 'unconfirmed'])
    expect(await versionOf(of)).toBe(version)
    const { envelope } = await running.admin.post(path, body)
    expect(envelope.success).toBe(true)
    expect(envelope.Message).toMatch(/^This is risky\. /)
    expect(envelope.Message).toContain(says)
  })

  test('RT-04 what risks nothing is not asked about: an ordinary rule, and an identity provider without one', async () => {
    for (const [ID, Active] of [
      [partner, true],
      [acme, true],
      [acme, false],
    ] as const) {
      const headers = { 'if-match': `"${await versionOf(ID)}"` }
      const { envelope } = await inConsole.post(
        '/Gatewright/IdentityProviders/Update',
        { ID, Active },
        headers,
      )
      expect(envelope).toMatchObject({ success: true, Message: null })
    }
    const { envelope } = await inConsole.post(
      '/Gatewright/RoutingRules/Set',
      { Rules: [{ ...rule, IdentityProvider: partner, Domain: 'acme.test' }] },
      { 'if-match': `"${await versionOf('')}"` },
    )
    expect(envelope).toMatchObject({ success: true, Message: null })
  })

  test('RT-04 two who make half of a risk each at the same moment are not both let through unasked', async () => {
    await running.admin.result('/Gatewright/RoutingRules/Set', { Rules: [] })
    const headers = { rules: await versionOf(''), provider: await versionOf(acme) }
    const replies = await Promise.all([
      inConsole.post(
        '/Gatewright/RoutingRules/Set',
        { Rules: [{ ...rule, IdentityProvider: acme }] },
        { 'if-match': `"${headers.rules}"` },
      ),
      inConsole.post(
        '/Gatewright/IdentityProviders/Update',
        { ID: acme, Active: true },
        { 'if-match': `"${headers.provider}"` },
      ),
    ])
    expect(replies.map(({ envelope }) => String(envelope.ErrorCode)).toSorted()).toEqual([
      'null',
      'unconfirmed',
    ])
  })

  test('RT-04 what was judged by other rules is judged anew', async () => {
    const { read } = running.tenant.database
    await expect(refuseMoved(read, { mark: '[1]' })).rejects.toThrow(Moved)
  })
})
