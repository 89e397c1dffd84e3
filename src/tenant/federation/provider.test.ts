import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { externalIdp, type ExternalIdp } from '#testing/externalIdp.ts'
import { federationOf } from '#testing/federation.ts'
import { peopleOf, refusal } from '#testing/people.ts'
import { addressOf, pageOf, plainBrowser } from '#testing/plainBrowser.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

let running: TestTenant
let idp: ExternalIdp
let federation: ReturnType<typeof federationOf>
let link: string
let id: string
let count = 0

beforeAll(async () => {
  idp = await externalIdp()
  running = await bootTenant({ allow: [idp.issuer] })
  federation = federationOf(running)
  link = federation.link(await federation.flow.openIdConnect('bank'))
  id = await peopleOf(running).addIdentityProvider('Partner', idp.settings())
  await federation.route({ IdentityProvider: id, Domain: 'partner.test' })
})
afterAll(async () => {
  await running.close()
  await idp.close()
})
beforeEach(() => {
  idp.state.behaviour = {}
  // Somebody new each time: who is linked by one issuer is nobody by another
  const sub = `person${++count}`
  idp.state.person = { sub, preferred_username: `${sub}@partner.test` }
})

const update = (settings: Record<string, unknown>) =>
  running.admin.result('/Gatewright/IdentityProviders/Update', { ID: id, ...settings })
/** Another version, so that nothing that was read before counts. */
const readAnew = () =>
  update({ Authentication: { SignInAgainAfter: `0.01:00:${String(++count % 60).padStart(2, '0')}` } })
const arrives = async () => {
  const sight = await federation.signIn('ada@partner.test', link)
  return sight.kind === 'answer' && addressOf(sight.answer).includes('code=')
}
/** Why nobody is sent there, or let in. */
const refusedBy = async () => {
  const browser = plainBrowser(running.url)
  const typed = await federation.typeName(browser, link, 'ada@partner.test')
  if (federation.leadsTo(typed))
    expect(pageOf(await browser.open(await federation.back(typed))).status).toBe(400)
  return federation.refused()
}

describe('RP-02 an answer of another identity provider', () => {
  test('that names itself is refused', async () => {
    idp.state.behaviour = { answer: { iss: 'https://evil.test' } }
    expect((await refusedBy()).check).toBe('tokenTrusted')
    idp.state.behaviour = { answer: { iss: idp.issuer } }
    expect(await arrives()).toBe(true)
  })

  test('at its own address is none to a sign-in that was begun here', async () => {
    const other = await peopleOf(running).addIdentityProvider('Other', idp.settings())
    const browser = plainBrowser(running.url)
    const answer = await federation.back(await federation.typeName(browser, link, 'ada@partner.test'))
    const moved = answer.href.replace(id, other)
    expect(pageOf(await browser.open(moved)).title).toBe('This sign-in is over')
  })
})

test('FC-01 RP-03 an issuer that the address does not tell counts once it was accepted, letter by letter', async () => {
  const issuer = 'https://login.partner.test/v1'
  idp.state.behaviour = { metadata: { issuer }, claims: { iss: issuer } }
  await readAnew()
  expect(await refusedBy()).toMatchObject({ check: 'issuerExpected', expected: idp.issuer, seen: issuer })
  const accept = (AcceptedIssuer: string) =>
    update({ Inbound: { AcceptedIssuer, ClientSecret: idp.clientSecret } })
  await accept(`${issuer}/`)
  expect((await refusedBy()).check).toBe('issuerExpected')
  await accept(issuer)
  expect(await arrives()).toBe(true)
  idp.state.behaviour.claims = {}
  expect((await refusedBy()).check).toBe('tokenTrusted')
  await accept('')
})

test('RP-03 an address in the metadata that is no https is refused', async () => {
  idp.state.behaviour = { metadata: { token_endpoint: 'http://partner.test/token' } }
  await readAnew()
  const { check, seen } = await refusedBy()
  expect([check, seen]).toEqual(['identityProviderAnswers', expect.stringContaining('token_endpoint')])
})

test('FC-02 an issuer for any tenant counts for the one that is listed', async () => {
  const template = `${idp.issuer}/{tenantid}/v2.0`
  idp.state.behaviour = {
    metadata: { issuer: template },
    claims: { iss: `${idp.issuer}/t1/v2.0`, tid: 't1' },
  }
  await update({ Inbound: { AcceptedIssuer: template, ClientSecret: idp.clientSecret } })
  expect((await refusedBy()).check).toBe('tenantListed')
  await update({ Authentication: { RequiredClaims: [{ Claim: 'tid', Values: ['t1'] }] } })
  expect(await arrives()).toBe(true)
  idp.state.behaviour.claims = { iss: `${idp.issuer}/t2/v2.0`, tid: 't2' }
  expect((await refusedBy()).check).toBe('tokenTrusted')
  await update({
    Inbound: { AcceptedIssuer: '', ClientSecret: idp.clientSecret },
    Authentication: { RequiredClaims: [] },
  })
})

test('RP-04 userinfo of somebody else lets nobody in', async () => {
  idp.state.behaviour = { userinfo: { sub: 'eve', name: 'Eve' } }
  expect((await refusedBy()).check).toBe('tokenTrusted')
})

test('FC-07 userinfo adds what the ID token does not say, and replaces nothing', async () => {
  await update({
    GroupMappings: { Claim: 'groups', Mappings: [{ AttributeValue: 'more', GroupName: 'More' }] },
  })
  idp.state.person = { sub: 'seven', preferred_username: 'seven@partner.test' }
  idp.state.behaviour = {
    userinfo: { sub: 'seven', preferred_username: 'other@partner.test', groups: ['more'] },
  }
  expect(await arrives()).toBe(true)
  const rows = await running.tenant.database.read
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
    idp.state.behaviour = { metadata: { token_endpoint_auth_methods_supported: methods } }
    await readAnew()
    expect([await arrives(), idp.state.proof]).toEqual([true, proof])
  })

  test('and a refusal says by which, and sends the code once', async () => {
    idp.state.behaviour = { token: { status: 401, body: { error: 'invalid_client' } } }
    idp.state.asked = []
    await readAnew()
    const { check, cure } = await refusedBy()
    expect([check, cure]).toEqual(['clientKnown', expect.stringContaining('client_secret_basic')])
    expect(idp.state.asked.filter((path) => path === '/token')).toHaveLength(1)
  })
})

test('RP-19 an ID token that is older than ten minutes lets nobody in, though it has not ended', async () => {
  idp.state.behaviour = { claims: { iat: Math.floor(Date.now() / 1000) - 660 } }
  const { check, seen } = await refusedBy()
  expect([check, seen]).toEqual(['tokenFresh', expect.stringMatching(/66\d seconds behind/)])
})

describe('RP-18 a secret goes to nobody but whom it was typed for', () => {
  test.each([
    ['ClientId', 'another'],
    ['MetadataUrl', 'https://another.test/.well-known/openid-configuration'],
    ['AcceptedIssuer', 'https://another.test'],
  ])('another %s takes it away', async (member, value) => {
    const other = await peopleOf(running).addIdentityProvider(`Of ${member}`, idp.settings())
    const change = { ID: other, Inbound: { [member]: value } }
    const refused = await refusal(running.admin, '/Gatewright/IdentityProviders/Update', change)
    expect(refused.field).toBe('inboundMetadata.clientSecret')
    // What was read sends no secret back
    const read = await running.admin.result<{ Inbound: object }>('/Gatewright/IdentityProviders/Get', {
      ID: other,
    })
    await running.admin.result('/Gatewright/IdentityProviders/Update', {
      ...change,
      Active: false,
      Inbound: { ...read.Inbound, [member]: value },
    })
    const after = await running.admin.result<{ Inbound: { ClientSecret: unknown } }>(
      '/Gatewright/IdentityProviders/Get',
      { ID: other },
    )
    expect(after.Inbound.ClientSecret).toEqual({ Kept: false })
  })
})

test.each([Math.floor(Date.now() / 1000) - 3600, undefined])(
  'FC-06 a session of who proved it at %s is none for an application that asks for a proof',
  async (auth_time) => {
    idp.state.behaviour = { claims: { auth_time } }
    const browser = plainBrowser(running.url)
    await federation.signIn('ada@partner.test', link, browser)
    expect((await browser.open(link)).kind).toBe('answer')
    expect(pageOf(await browser.open(`${link}&max_age=60`)).title).toBe('Sign in')
    // Begun before, and a sign-in of another tab in between
    const asked = pageOf(await browser.open(`${link}&prompt=login`)).address
    const again = `/login?cloudRedirect=${encodeURIComponent(link.slice(1))}`
    await federation.signIn('ada@partner.test', again, browser)
    const kept = `/${new URLSearchParams(asked.search).get('cloudRedirect') ?? ''}`
    const answer = await browser.open(kept)
    expect(answer.kind === 'answer' && addressOf(answer.answer)).not.toContain('code=')
  },
)

test('RP-14 a session that began while its identity provider was switched off is none', async () => {
  const browser = plainBrowser(running.url)
  await federation.signIn('ada@partner.test', link, browser)
  expect((await browser.open(link)).kind).toBe('answer')
  const set = (active: number) =>
    running.tenant.database.write((tx) =>
      tx.updateTable('identity_provider').set({ active }).where('id', '=', id).execute(),
    )
  await set(0)
  expect((await browser.open(link)).kind).toBe('page')
  await set(1)
})
