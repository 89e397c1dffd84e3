import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { InspectedCheck } from '#schema/judgement.ts'
import { api, type EndpointName } from '#schema/api.ts'
import { ApiClient, signIn } from '#testing/apiClient.ts'
import { namingApplication } from '#testing/namingApplication.ts'
import { siemReader, tokenOf, type MadeClient } from '#testing/clientSetup.ts'
import { federationOf } from '#testing/federation.ts'
import { oauthOf } from '#testing/oauth.ts'
import { password, peopleOf, refusal } from '#testing/people.ts'
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
      seen: expect.stringMatching(/expired on 2020-05-17$/) as string,
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

  test('is told nothing of a user behind a client that needs no secret, however its name is spelled', async () => {
    const { client } = appman
    const people = peopleOf(running)
    const flow = oauthOf(running)
    const { rowKey } = await flow.application('anything')
    const AllowedAuth = 'AuthorizationCode,Implicit,ResourceCreds,ClientCreds'
    await flow.change(rowKey, { OAuthProfile: { AllowedAuth, ClientIDType: 0 } })
    const gone = await people.addUser('gone')
    await running.tenant.database.write((tx) =>
      tx.updateTable('user').set({ state: 'Disabled' }).where('id', '=', gone).execute(),
    )
    const ways = ['AuthorizationCode', 'Implicit', 'ResourceCreds', 'ClientCreds']
    for (const [way, at] of ways.flatMap((each) => ['@', '\uff20', '\ufe6b'].map((sign) => [each, sign]))) {
      const ask = (name: string) =>
        inspect({ rowKey, way, withSecret: false, clientId: `${name}${at}acme.test` }, client)
      const [there, nowhere] = await Promise.all([ask('gone'), ask('none')])
      const said = ({ verdict, clientId, checks }: Inspected) => JSON.stringify([verdict, clientId, checks])
      expect(said(there).replaceAll('gone', 'none')).toBe(said(nowhere))
    }
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

type Token = {
  claims: { name: string; value: unknown; origin: string }[]
  lacks: { kind: string; name: string; why: string }[]
  calls: { path: string; scope: string; pattern: string; may: string }[]
}
const tokenIn = (said: Inspected) => (said as unknown as { token: Token | null }).token

describe('the token that would be issued', () => {
  let helper: ApiClient
  beforeAll(async () => {
    const people = peopleOf(running)
    await people.join('supportstaff', { Users: [await people.addUser('helper')] })
    helper = await signIn(running.url, { user: 'helper@acme.test', password })
  })

  test('could call exactly what the tenant lets through', async () => {
    const flow = oauthOf(running)
    const patterns = ['SaasManage/Get', 'Gatewright/', 'Redrock/query$']
    await flow.change(made.applicationRowKey, {
      OAuthProfile: { AllowedAuth: 'ClientCreds', KnownScopes: [{ Scope: 'siem', AllowedRest: patterns }] },
    })
    const calls = tokenIn(await inspect())?.calls ?? []
    expect(calls.find(({ path }) => path === 'Redrock/query')).toMatchObject({
      scope: 'siem',
      pattern: 'Redrock/query$',
      may: 'yes',
    })
    const { body } = await tokenOf(running.url, made, {})
    const holder = new ApiClient(running.url, String(body['access_token']))
    const names = (Object.keys(api) as EndpointName[]).filter(
      (name) => api[name].reads && api[name].access.kind !== 'public',
    )
    for (const name of names) {
      const { path } = api[name]
      const { status } = await holder.post(path, namingApplication(name, 'nothing'))
      const may = calls.find((call) => `/${call.path}` === path)?.may ?? 'closed'
      // Nobody holds a permission on an application that there is not
      expect([path, may, status === 403]).toEqual([path, may, may !== 'yes'])
    }
  })

  test('names the line of the script that set each claim, and why others are not there', async () => {
    const flow = oauthOf(running)
    const { rowKey, client } = await flow.application('scripted', { template: 'OAuth2Server' })
    await flow.change(rowKey, {
      OpenIDConnectScript: [
        "setClaim('who', LoginUser.Username)",
        "if (LoginUser.RoleNames.length > 99) setClaim('many', true)",
        "setClaim('phone', LoginUser.Get('mobile'))",
      ].join('\n'),
    })
    const token = tokenIn(await inspect({ rowKey, scope: ['siem'] }))
    expect(token?.claims.find(({ name }) => name === 'who')).toEqual({
      name: 'who',
      value: client.clientId,
      origin: 'Line 1 of the claims script, on Advanced',
    })
    const why = (name: string) => token?.lacks.find((lack) => lack.name === name)?.why
    expect(why('many')).toBe('The claims script names it, and did not set it for this user.')
    expect(why('phone')).toBe('Line 3 of the claims script set it to nothing, so it is left out.')
    expect(why('all')).toBe('Not asked for.')
  })

  test('CL-01 comes without a signature, and is told to support staff as to an administrator', async () => {
    const said = await inspect({}, helper)
    expect(said.verdict).toBe('issued')
    expect(JSON.stringify(said)).not.toMatch(/eyJ[\w-]{10}/)
    expect(tokenIn(said)?.claims.map(({ name }) => name)).toContain('unique_name')
  })

  test('X-15 of unsaved settings is for whoever may save them, and a changed script runs for whom they may try it with', async () => {
    const asked = {
      rowKey: made.applicationRowKey,
      way: 'ClientCreds',
      application: { tokens: { authMethods: ['ClientCreds'], tokenLifetime: 60 } },
    }
    expect(await refusal(helper, '/Gatewright/Applications/InspectUnsaved', asked)).toMatchObject({
      status: 403,
    })
    const said = await running.admin.result<Inspected>('/Gatewright/Applications/InspectUnsaved', asked)
    // The permissions of the form count, and it has none
    expect(of(said, 'authMethodAllowed')?.passed).toBe(true)
    expect(said.verdict).toBe('refused')
  })
})
