import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { InspectedCheck } from '#schema/judgement.ts'
import type { ApiClient } from '#testing/apiClient.ts'
import { siemReader, type MadeClient } from '#testing/clientSetup.ts'
import { federationOf } from '#testing/federation.ts'
import { oauthOf } from '#testing/oauth.ts'
import { peopleOf } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

let running: TestTenant
let made: MadeClient
beforeAll(async () => {
  running = await bootTenant()
  const [setup, key] = [siemReader('reader'), crypto.randomUUID()]
  made = await running.admin.result('/Gatewright/Setup/CreateClient', { key, recipe: 'siem', setup })
})
afterAll(() => running.close())

type Inspected = { verdict: string; clientId: string; checks: InspectedCheck[] }

const inspect = (asked: object = {}, client: ApiClient = running.admin) =>
  client.result<Inspected>('/Gatewright/Applications/Inspect', {
    rowKey: made.applicationRowKey,
    way: 'ClientCreds',
    ...asked,
  })
const of = ({ checks }: Inspected, id: string) => checks.find((check) => check.id === id)

describe('a confidential client', () => {
  test('is the first that may run the application, and gets a token through the role that gives Run', async () => {
    const said = await inspect()
    expect([said.verdict, said.clientId]).toEqual(['issued', 'reader@acme.test'])
    expect(new Set(said.checks.map(({ outcome }) => outcome))).toEqual(new Set(['passed']))
    expect(of(said, 'runPermission')?.seen).toBe('Run, given to the role reader readers')
  })

  test('with a secret that ended is told when, and where to add another; what comes after is not reached', async () => {
    await running.tenant.database.write((tx) =>
      tx
        .updateTable('credential')
        .set({ expires_at: Date.UTC(2020, 4, 17) })
        .where('owner_id', '=', made.userId)
        .execute(),
    )
    const said = await inspect({ scope: ['Siem'] })
    expect(said.verdict).toBe('refused')
    expect(of(said, 'clientAuthenticated')).toMatchObject({
      outcome: 'failed',
      seen: expect.stringMatching(/ended on 2020-05-17$/) as string,
      mend: { type: 'secrets', id: made.userId },
      answer: { error: 'invalid_client' },
    })
    // What would fail next is told all the same
    expect(of(said, 'scopeKnown')).toMatchObject({ outcome: 'notReached', passed: false })
    await running.tenant.database.write((tx) =>
      tx.updateTable('credential').set({ expires_at: null }).where('owner_id', '=', made.userId).execute(),
    )
  })
})

describe('people', () => {
  test('are told the rule and the identity provider that they are sent to', async () => {
    const people = peopleOf(running)
    const { rowKey } = await oauthOf(running).openIdConnect('bank')
    const provider = await people.addIdentityProvider('Partner', active)
    const asked = { rowKey, way: 'AuthorizationCode', loginName: 'pat@partner.test' }
    expect(of(await inspect(asked), 'placeToSignIn')?.seen).toContain('Here, by password')
    await federationOf(running).route({ IdentityProvider: provider, Domain: 'partner.test' })
    const said = await inspect(asked)
    expect(of(said, 'placeToSignIn')).toMatchObject({
      outcome: 'passed',
      seen: 'At Partner, to which routing rule 1 leads',
      mend: { type: 'routingRules' },
    })
    expect(of(said, 'identityProviderSays')?.outcome).toBe('assumed')
    // Nobody here has that name
    expect(of(said, 'personMayRun')).toMatchObject({ outcome: 'failed', seen: 'No user' })
  })

  test('with Run through nested roles and groups are told the way', async () => {
    const people = peopleOf(running)
    const { rowKey } = await oauthOf(running).openIdConnect('nested')
    const user = await people.addUser('nested')
    const [inner, outer] = [await people.addRole('Tellers'), await people.addRole('Bank')]
    await people.join(inner, { Users: [user] })
    await people.join(outer, { Roles: [inner] })
    const flow = oauthOf(running)
    await flow.grant(rowKey, { type: 'Role', id: 'everybody' }, 'None')
    await flow.grant(rowKey, { type: 'Role', id: outer }, 'Execute')
    const said = await inspect({ rowKey, way: 'AuthorizationCode', loginName: 'nested@acme.test' })
    expect(of(said, 'personMayRun')?.seen).toBe(
      'Run, given to the role Bank, in which the user is through the role Tellers',
    )
  })
})

/** Enough for rules that lead there to count. */
const active = {
  Active: true,
  Inbound: {
    MetadataUrl: 'https://idp.test/.well-known/openid-configuration',
    ClientId: 'us',
    ClientSecret: 'a secret of the partner',
  },
}

describe('NT-39 whoever may not read users', () => {
  let appman: Awaited<ReturnType<ReturnType<typeof peopleOf>['somebody']>>
  beforeAll(async () => {
    appman = await peopleOf(running).somebody(['appman'])
  })

  test('is told nothing of the client, whether there is one or not, and still what is wrong with the application', async () => {
    const { client } = appman
    const there = await inspect({ clientId: 'reader@acme.test' }, client)
    const nowhere = await inspect({ clientId: 'nobody@acme.test' }, client)
    expect(there.verdict).toBe('hidden')
    expect(there.checks).toEqual(nowhere.checks)
    expect(there.checks.filter(({ outcome }) => outcome === 'hidden').map(({ id }) => id)).toEqual([
      'clientKnown',
      'clientEnabled',
      'clientIsOAuthClient',
      'clientAuthenticated',
      'runPermission',
    ])
    expect(of(await inspect({ scope: ['Siem'] }, client), 'scopeKnown')?.outcome).toBe('failed')
    expect((await inspect({}, client)).clientId).not.toContain('reader@')
  })

  test('is told nothing of a person but themselves, in each way to sign in', async () => {
    const { client, name } = appman
    const { rowKey } = await oauthOf(running).openIdConnect('people')
    for (const way of ['AuthorizationCode', 'Implicit', 'ResourceCreds']) {
      const ask = (loginName: string) => inspect({ rowKey, way, loginName }, client)
      expect((await ask('reader@acme.test')).checks).toEqual((await ask('nobody@acme.test')).checks)
      expect((await ask(name)).checks.map(({ outcome }) => outcome)).not.toContain('hidden')
    }
  })
})
