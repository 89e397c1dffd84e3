import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLog } from '#platform/log.ts'
import { api, type EndpointName } from '#schema/api.ts'
import { administrator } from '#testing/administrator.ts'
import { ApiClient, signIn } from '#testing/apiClient.ts'
import { siemReader, tokenOf, type MadeClient } from '#testing/clientSetup.ts'
import { basic, oauthOf } from '#testing/oauth.ts'
import { onlooking } from '#testing/onlooking.ts'
import { password, peopleOf } from '#testing/people.ts'
import { readBodies } from '#testing/readBodies.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

// NT-01 CL-01 OP-02: everything secret is made, used well and used wrongly; then nothing that can be read may hold it.

let running: TestTenant
let log = ''
/** What must be nowhere, by what it is. */
const canaries = new Map<string, string>()
const plant = (name: string, value: string) => {
  canaries.set(name, value)
  return value
}

let reader: MadeClient
/** Somebody in each role that only looks. */
const onlookers: ApiClient[] = []
/** The row key of an application that is its own client. */
let own: string
let identityProvider: string
let device: string

beforeAll(async () => {
  running = await bootTenant({
    log: createLog({ level: 'trace', destination: { write: (line: string) => (log += line) } }),
  })
  plant('the administrator’s password', administrator.password)
  plant('the administrator’s session', running.admin.bearer ?? '')
  plant('the console’s secret', running.consoleClient.clientSecret)
  await makeClients()
  await addSecrets()
  await makeOwnClients()
  await makePeople()
  await useTokens()
  await goWrong()
})
afterAll(() => running.close())

async function makeClients() {
  const create = (setup: ReturnType<typeof siemReader>) =>
    running.admin.result<MadeClient>('/Gatewright/Setup/CreateClient', {
      key: randomUUID(),
      recipe: 'siem',
      setup,
    })
  reader = await create(siemReader('reader'))
  plant('a generated secret', reader.secret)
  const typed = siemReader('typed')
  const secret = plant('a typed secret', 'canary.Typed-Secret.7392')
  Object.assign(typed.confidentialClient, { secretOrigin: 'typed', secret, secretAgain: secret })
  const made = await create(typed)
  expect(made.secret).toBeNull()
  plant('Basic credentials', basic(made.clientId, secret).slice('Basic '.length))
  await tokenOf(running.url, { ...made, secret }, { scope: 'siem' })
}

/** Secrets beside the first one: one that is used, one that is dead, each asked for twice. */
async function addSecrets() {
  const owner = { type: 'user', id: reader.userId }
  const add = async (label: string) => {
    const asked = { owner, key: randomUUID(), label, expiresAt: null }
    const { id, secret } = await running.admin.result<{ id: string; secret: string }>(
      '/Gatewright/Secrets/Add',
      asked,
    )
    await running.admin.result('/Gatewright/Secrets/Add', asked)
    await tokenOf(running.url, { ...reader, secret }, { scope: 'siem' })
    return { id, secret }
  }
  const dead = await add('dead')
  plant('a revoked secret', dead.secret)
  await running.admin.result('/Gatewright/Secrets/Revoke', { owner, id: dead.id })
  await tokenOf(running.url, { ...reader, secret: dead.secret }, { scope: 'siem' })
  plant('a second secret', (await add('second')).secret)
}

/** OpenID Connect applications: a generated secret, and one that is written by an update, well and wrongly, and replaced. */
async function makeOwnClients() {
  const setup = { description: { applicationId: 'bank', name: 'Bank' } }
  const asked = { key: randomUUID(), recipe: 'bank', template: 'Generic OpenID Connect', setup }
  const { applicationRowKey: _RowKey, secret } = await running.admin.result<MadeClient>(
    '/Gatewright/Setup/CreateClient',
    asked,
  )
  plant('a secret of an application', secret)
  const write = (ClientSecret: string, others: object = {}, headers: Record<string, string> = {}) =>
    running.admin.post(
      '/SaasManage/UpdateApplicationDE',
      { _RowKey, OAuthProfile: { ClientSecret }, ...others },
      headers,
    )
  await write(plant('a secret that was written', 'canary-Written-4410'))
  await write(plant('the one after it', 'canary-Written-4411'))
  await write(plant('a secret beside a fault', 'canary-Written-4412'), { ServiceName: 'a b' })
  await write(plant('a secret in a stale edit', 'canary-Written-4413'), {}, { 'if-match': '"1"' })
  const told = await running.admin.post('/SaasManage/GetOpenIdClientSecret', { ID: _RowKey })
  expect(found(JSON.stringify(told.envelope))).toEqual([])
  own = _RowKey
}

async function makePeople() {
  const people = peopleOf(running)
  const first = plant('a person’s password', 'canary-Password-8261')
  const id = await people.addUser('person', { Password: first })
  const session = await signIn(running.url, { user: 'person@acme.test', password: first })
  plant('a person’s session', session.bearer ?? '')
  const next = plant('a password that was set again', 'canary-Reset-9917')
  await running.admin.result('/UserMgmt/ResetUserPassword', { ID: id, newPassword: next })
  const draft = { confidentialClient: { secret: plant('a secret in a draft', 'canary-Draft-6642') } }
  await session.post('/Gatewright/Drafts/Save', { id: 'd', kind: 'k', title: 't', body: draft })
  await running.admin.result('/Gatewright/Drafts/Save', { id: 'd', kind: 'k', title: 't', body: draft })
  identityProvider = await people.addIdentityProvider('Partner', {
    Inbound: {
      ClientId: 'us',
      ClientSecret: plant('the secret for an identity provider', 'canary-Partner-2284'),
      MetadataUrl: 'https://127.0.0.1/.well-known/openid-configuration',
    },
  })
  const watchers = await people.addGroup('Watchers')
  for (const role of onlooking) {
    const id = await people.addUser(`in-${role}`)
    await people.join(role, { Users: [id] })
    await running.admin.result('/Gatewright/Groups/AddMembers', { ID: watchers, Users: [id] })
    onlookers.push(await signIn(running.url, { user: `in-${role}@acme.test`, password }))
  }
  device = await people.addDevice('SOC', {
    Password: plant('the password of a security device', 'canary-Device-7718'),
  })
}

async function useTokens() {
  const flow = oauthOf(running)
  const portal = await flow.application('portal')
  const code = plant('a used code', await flow.code(portal))
  plant('an unused code', await flow.code(portal))
  const { body } = await flow.token('portal', flow.redemption(code), { client: portal.client })
  plant('an access token', String(body['access_token']))
  plant('an ID token', String(body['id_token']))
  const service = await tokenOf(running.url, reader, { scope: 'siem' })
  plant('a service’s token', String(service.body['access_token']))
  for (const [name, value] of canaries)
    if (value.startsWith('eyJ')) plant(`the signature of ${name}`, value.slice(value.lastIndexOf('.') + 1))
}

/** The same in wrong places, and in requests that fail: in addresses, broken bodies, wrong headers, and while the database is broken. */
async function goWrong() {
  const stray = plant('a secret in wrong places', 'canary-Stray-5531')
  const { url } = running
  await running.admin.post(`/SaasManage/GetApplication?client_secret=${stray}`)
  await running.admin.post(`/Nothing/There?password=${stray}&access_token=${stray}`)
  await fetch(`${url}/OAuth2/Authorize/portal?client_secret=${stray}&redirect_uri=x`)
  await fetch(`${url}/OAuth2/Token/portal?client_secret=${stray}`, { method: 'POST' })
  const broken = `{"Password":"${stray}","client_secret":"${stray}"`
  await fetch(`${url}/CDirectoryService/CreateUser`, { method: 'POST', body: broken })
  await new ApiClient(url, stray).post('/Security/WhoAmI')
  await new ApiClient(url, `${stray}.${stray}.${stray}`).post('/Security/WhoAmI')
  await new ApiClient(url, null).post('/Gatewright/Setup/CreateAdministrator', {
    token: stray,
    user: 'a@b.c',
    password: stray,
  })
  await signIn(url, { user: 'person@acme.test', password: stray }).catch(() => undefined)
  await tokenOf(url, { ...reader, secret: stray }, {})
  await running.admin.post('/CDirectoryService/CreateUser', {
    Name: 'x',
    Password: stray,
    confirmPassword: `${stray}x`,
  })
  await fetch(`${url}/login`, {
    method: 'POST',
    headers: { cookie: `.ASPXAUTH=${stray}`, authorization: basic('x', stray) },
  })
  const { database } = running.tenant
  await database.write((tx) => sql`alter table event rename to event_away`.execute(tx))
  await tokenOf(url, reader, { scope: 'siem' })
  await running.admin.post('/CDirectoryService/CreateUser', { Name: 'late@acme.test', Password: stray })
  await database.write((tx) => sql`alter table event_away rename to event`.execute(tx))
}

/** The canaries that a text holds. Told by name, so that a failure shows no secret either. */
const found = (text: string) =>
  [...canaries]
    .filter(([, value]) => text.includes(value) || text.includes(encodeURIComponent(value)))
    .map(([name]) => name)

test('the canaries are planted', () => {
  expect(canaries.size).toBeGreaterThan(15)
  for (const value of canaries.values()) expect(value.length).toBeGreaterThan(10)
  expect(onlookers).toHaveLength(3)
  expect(log).toContain('request failed')
})

test('NT-01 F3 no table holds one', async () => {
  const { read } = running.tenant.database
  for (const { name } of await read.introspection.getTables()) {
    const rows = JSON.stringify(
      await read
        .selectFrom(name as 'event')
        .selectAll()
        .execute(),
    )
    expect([name, found(rows)]).toEqual([name, []])
    expect([name, /PRIVATE KEY|"d":"/.test(rows)]).toEqual([name, false])
  }
})

test('NT-01 OP-02 no line of the log holds one, at its finest level', () => {
  expect(log.length).toBeGreaterThan(10_000)
  expect(found(log)).toEqual([])
})

test('NT-01 NT-02 CL-01 no reply of a call that reads holds one, for administrators and onlookers', async () => {
  const flow = oauthOf(running)
  const bodies = await readBodies(running.admin, {
    application: reader.applicationRowKey,
    own,
    builtIn: running.consoleClient.clientId,
    applicationId: 'reader',
    user: reader.userId,
    userName: 'typed@acme.test',
    role: reader.roleId,
    group: 'Watchers',
    identityProvider,
    device,
    draft: 'd',
  })
  const reads = (Object.keys(api) as EndpointName[]).filter((name) => api[name].reads)
  /** AZ-03: what was not saved is for whoever may save it, and so is what makes this server ask another. */
  const saved = reads.filter((name) => {
    const { access } = api[name]
    return access.kind !== 'rights' || access.anyOf.includes('monitor')
  })
  for (const [client, names] of [
    [running.admin, reads],
    ...onlookers.map((client) => [client, saved] as const),
  ] as const)
    for (const name of names)
      for (const body of bodies[name] ?? [{}]) {
        const { status, envelope } = await client.post(api[name].path, body)
        expect([name, status, envelope.success]).toEqual([name, 200, true])
        expect([name, found(JSON.stringify(envelope))]).toEqual([name, []])
      }
  for (const path of ['/oauth/keys', '/portal/.well-known/openid-configuration', '/login', '/readyz'])
    expect([path, found(await (await fetch(running.url + path)).text())]).toEqual([path, []])
  const page = await flow.authorize('portal', { client_secret: canaries.get('a secret in wrong places') })
  expect(found(await page.text())).toEqual([])
})
