import { beforeEach, describe, expect, test } from 'vitest'
import { federationTenant } from '#testing/federationTenant.ts'
import { refusal } from '#testing/people.ts'
import { addressOf, pageOf, plainBrowser } from '#testing/plainBrowser.ts'

const at = federationTenant()
let count = 0

beforeEach(() => {
  // Somebody new each time: who is linked by one issuer is nobody by another
  const sub = `person${++count}`
  at.idp.state.person = { sub, preferred_username: `${sub}@partner.test` }
})

describe('RP-02 an answer of another identity provider', () => {
  test('that names itself is refused', async () => {
    at.idp.state.behaviour = { answer: { iss: 'https://evil.test' } }
    expect((await at.refusedBy()).check).toBe('tokenTrusted')
    at.idp.state.behaviour = { answer: { iss: at.idp.issuer } }
    expect(await at.arrives()).toBe(true)
  })

  test('at its own address is none to a sign-in that was begun here', async () => {
    const other = await at.people.addIdentityProvider('Other', at.idp.settings())
    const browser = plainBrowser(at.running.url)
    const answer = await at.federation.back(
      await at.federation.typeName(browser, at.link, 'ada@partner.test'),
    )
    const moved = answer.href.replace(at.id, other)
    expect(pageOf(await browser.open(moved)).title).toBe('This sign-in is over')
  })
})

test('FC-01 RP-03 an issuer that the address does not tell counts once it was accepted, letter by letter', async () => {
  const issuer = 'https://login.partner.test/v1'
  at.idp.state.behaviour = { metadata: { issuer }, claims: { iss: issuer } }
  await at.readAnew()
  expect(await at.refusedBy()).toMatchObject({
    check: 'issuerExpected',
    expected: at.idp.issuer,
    seen: issuer,
  })
  const accept = (AcceptedIssuer: string) =>
    at.update({ Inbound: { AcceptedIssuer, ClientSecret: at.idp.clientSecret } })
  await accept(`${issuer}/`)
  expect((await at.refusedBy()).check).toBe('issuerExpected')
  await accept(issuer)
  expect(await at.arrives()).toBe(true)
  at.idp.state.behaviour.claims = {}
  expect((await at.refusedBy()).check).toBe('tokenTrusted')
  await accept('')
})

test('RP-03 an address in the metadata that is no https is refused', async () => {
  at.idp.state.behaviour = { metadata: { token_endpoint: 'http://partner.test/token' } }
  await at.readAnew()
  const { check, seen } = await at.refusedBy()
  expect([check, seen]).toEqual(['identityProviderAnswers', expect.stringContaining('token_endpoint')])
})

test('FC-02 an issuer for any tenant counts for those that are listed', async () => {
  const template = `${at.idp.issuer}/{tenantid}/v2.0`
  at.idp.state.behaviour = {
    metadata: { issuer: template },
    claims: { iss: `${at.idp.issuer}/t1/v2.0`, tid: 't1' },
  }
  await at.update({ Inbound: { AcceptedIssuer: template, ClientSecret: at.idp.clientSecret } })
  expect((await at.refusedBy()).check).toBe('tenantListed')
  await at.update({ Authentication: { RequiredClaims: [{ Claim: 'tid', Values: ['t1'] }] } })
  expect(await at.arrives()).toBe(true)
  const comesFrom = (tenant: string, tid = tenant) => {
    const sub = `person${++count}`
    at.idp.state.person = { sub, preferred_username: `${sub}@partner.test` }
    at.idp.state.behaviour.claims = { iss: `${at.idp.issuer}/${tenant}/v2.0`, tid }
  }
  comesFrom('t2')
  expect((await at.refusedBy()).check).toBe('tokenTrusted')
  await at.update({ Authentication: { RequiredClaims: [{ Claim: 'tid', Values: ['t1', 't2'] }] } })
  for (const tenant of ['t1', 't2']) {
    comesFrom(tenant)
    at.idp.state.asked = []
    expect([tenant, await at.arrives()]).toEqual([tenant, true])
    expect(at.idp.state.asked.filter((path) => path === '/token')).toHaveLength(1)
  }
  const linked = await at.running.tenant.database.read.selectFrom('identity_link').select('issuer').execute()
  expect(linked.map(({ issuer }) => issuer)).toEqual(
    expect.arrayContaining([`${at.idp.issuer}/t1/v2.0`, `${at.idp.issuer}/t2/v2.0`]),
  )
  for (const [tenant, tid] of [
    ['t3'],
    ['t1', 't2'],
    ['t2', 't1'],
    ['t1', 't3'],
    ['{tenantid}', 't1'],
  ] as const) {
    comesFrom(tenant, tid)
    expect((await at.refusedBy()).check).toBe('tokenTrusted')
  }
  await at.update({
    Inbound: { AcceptedIssuer: '', ClientSecret: at.idp.clientSecret },
    Authentication: { RequiredClaims: [] },
  })
})

test('RP-04 userinfo of somebody else lets nobody in', async () => {
  at.idp.state.behaviour = { userinfo: { sub: 'eve', name: 'Eve' } }
  expect((await at.refusedBy()).check).toBe('tokenTrusted')
})

test('FC-07 userinfo adds what the ID token does not say, and replaces nothing', async () => {
  await at.update({
    GroupMappings: { Claim: 'groups', Mappings: [{ AttributeValue: 'more', GroupName: 'More' }] },
  })
  at.idp.state.person = { sub: 'seven', preferred_username: 'seven@partner.test' }
  at.idp.state.behaviour = {
    userinfo: { sub: 'seven', preferred_username: 'other@partner.test', groups: ['more'] },
  }
  expect(await at.arrives()).toBe(true)
  const rows = await at.running.tenant.database.read
    .selectFrom('group_member')
    .innerJoin('user', 'user.id', 'group_member.user_id')
    .select('user.name')
    .execute()
  expect(rows).toEqual([{ name: 'seven@partner.test' }])
})

describe('FC-12 the client proves itself', () => {
  test.each<[string[] | undefined, string]>([
    [undefined, 'basic'],
    [['client_secret_basic', 'client_secret_post'], 'basic'],
    [['client_secret_post'], 'post'],
  ])('where the metadata say %j, by %s', async (methods, proof) => {
    at.idp.state.behaviour = { metadata: { token_endpoint_auth_methods_supported: methods } }
    await at.readAnew()
    expect([await at.arrives(), at.idp.state.proof]).toEqual([true, proof])
  })

  test('and a refusal says by which, and sends the code once', async () => {
    at.idp.state.behaviour = { token: { status: 401, body: { error: 'invalid_client' } } }
    at.idp.state.asked = []
    await at.readAnew()
    const { check, cure } = await at.refusedBy()
    expect([check, cure]).toEqual(['clientKnown', expect.stringContaining('client_secret_basic')])
    expect(at.idp.state.asked.filter((path) => path === '/token')).toHaveLength(1)
  })
})

test('RP-19 an ID token that is older than ten minutes lets nobody in, though it has not ended', async () => {
  at.idp.state.behaviour = { claims: { iat: Math.floor(Date.now() / 1000) - 660 } }
  const { check, seen } = await at.refusedBy()
  expect([check, seen]).toEqual(['tokenFresh', expect.stringMatching(/66\d seconds behind/)])
})

describe('RP-18 NT-03 a secret goes to nobody but whom it was typed for', () => {
  test.each([
    ['ClientId', 'another'],
    ['MetadataUrl', 'https://another.test/.well-known/openid-configuration'],
    ['AcceptedIssuer', 'https://another.test'],
  ])('another %s takes it away', async (member, value) => {
    const other = await at.people.addIdentityProvider(`Of ${member}`, at.idp.settings())
    const change = { ID: other, Inbound: { [member]: value } }
    at.idp.state.asked = []
    const refused = await refusal(at.running.admin, '/Gatewright/IdentityProviders/Update', change)
    expect([refused.field, at.idp.state.asked]).toEqual(['inboundMetadata.clientSecret', []])
    // What was read sends no secret back
    const read = await at.running.admin.result<{ Inbound: object }>('/Gatewright/IdentityProviders/Get', {
      ID: other,
    })
    await at.running.admin.result('/Gatewright/IdentityProviders/Update', {
      ...change,
      Active: false,
      Inbound: { ...read.Inbound, [member]: value },
    })
    const after = await at.running.admin.result<{ Inbound: { ClientSecret: unknown } }>(
      '/Gatewright/IdentityProviders/Get',
      { ID: other },
    )
    expect(after.Inbound.ClientSecret).toEqual({ Kept: false })
  })
})

test.each([Math.floor(Date.now() / 1000) - 3600, undefined])(
  'FC-06 a session of who proved it at %s is none for an application that asks for a proof',
  async (auth_time) => {
    at.idp.state.behaviour = { claims: { auth_time } }
    const browser = plainBrowser(at.running.url)
    await at.federation.signIn('ada@partner.test', at.link, browser)
    expect((await browser.open(at.link)).kind).toBe('answer')
    expect(pageOf(await browser.open(`${at.link}&max_age=60`)).title).toBe('Sign in')
    // Begun before, and a sign-in of another tab in between
    const asked = pageOf(await browser.open(`${at.link}&prompt=login`)).address
    const again = `/login?cloudRedirect=${encodeURIComponent(at.link.slice(1))}`
    await at.federation.signIn('ada@partner.test', again, browser)
    const kept = `/${new URLSearchParams(asked.search).get('cloudRedirect') ?? ''}`
    const answer = await browser.open(kept)
    expect(answer.kind === 'answer' && addressOf(answer.answer)).not.toContain('code=')
  },
)

test('RP-14 a session that began while its identity provider was switched off is none', async () => {
  const browser = plainBrowser(at.running.url)
  await at.federation.signIn('ada@partner.test', at.link, browser)
  expect((await browser.open(at.link)).kind).toBe('answer')
  const set = (active: number) =>
    at.running.tenant.database.write((tx) =>
      tx.updateTable('identity_provider').set({ active }).where('id', '=', at.id).execute(),
    )
  await set(0)
  expect((await browser.open(at.link)).kind).toBe('page')
  await set(1)
})
