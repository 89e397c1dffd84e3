import { decodeJwt } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { federationOf } from '#testing/federation.ts'
import { oauthOf, redirectUri } from '#testing/oauth.ts'
import { password, peopleOf } from '#testing/people.ts'
import { addressOf, answerIn, plainBrowser } from '#testing/plainBrowser.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { testSignInOf } from '#testing/testSignIn.ts'

// One installation behind another: the people of the first sign in at the second, each as whoever administers it would set it up.

let first: TestTenant
let second: TestTenant
let federation: ReturnType<typeof federationOf>
let application: Awaited<ReturnType<typeof federation.flow.openIdConnect>>
let id: string

beforeAll(async () => {
  first = await bootTenant()
  second = await bootTenant({ allow: [first.url] })
  const there = peopleOf(first)
  const inside = oauthOf(first)
  const asClient = await inside.openIdConnect('second', { profile: { ClientIDType: 1 } })
  federation = federationOf(second)
  id = await peopleOf(second).addIdentityProvider('The first', {
    Active: true,
    Inbound: {
      ClientId: asClient.client.clientId,
      ClientSecret: asClient.client.secret,
      MetadataUrl: `${first.url}/second/.well-known/openid-configuration`,
    },
    GroupMappings: {
      Claim: 'groups',
      Mappings: [{ AttributeValue: 'Engineers', GroupName: 'Engineers of the first' }],
    },
  })
  await inside.change(asClient.rowKey, {
    OAuthProfile: { Redirects: [`${second.url}/Federation/${id}/Callback`] },
    OpenIDConnectScript: "setClaimArray('groups', LoginUser.RoleNames)",
  })
  await federation.route({ IdentityProvider: id, Domain: 'acme.test' })
  application = await federation.flow.openIdConnect('bank')
  const engineers = await there.addRole('Engineers')
  await there.join(engineers, { Users: [await there.addUser('ines')] })
  await there.addUser('omar')
})
afterAll(async () => {
  await second.close()
  await first.close()
})

/** Signs somebody in at the first, and gives the address by which it sends them on to the second. */
async function signInThere(away: URL | undefined, name: string): Promise<URL> {
  const browser = plainBrowser(first.url)
  const sight = await browser.submit(await browser.open(away?.href ?? ''), {
    user: `${name}@acme.test`,
    password,
  })
  return new URL(addressOf(answerIn(sight)))
}

async function signsIn(name: string, more: Record<string, string> = {}) {
  const browser = plainBrowser(second.url)
  const link = federation.link(application, more)
  const typed = await federation.typeName(browser, link, `${name}@acme.test`)
  const arrived = await browser.open(await signInThere(federation.leadsTo(typed), name))
  const code = new URL(addressOf(answerIn(arrived))).searchParams.get('code') ?? ''
  const { body } = await federation.flow.token(
    application.applicationId,
    { grant_type: 'authorization_code', code, redirect_uri: redirectUri },
    { client: application.client },
  )
  return decodeJwt(String(body['id_token']))
}

const groupsOf = async (name: string) => {
  const rows = await second.tenant.database.read
    .selectFrom('group_member')
    .innerJoin('group', 'group.id', 'group_member.group_id')
    .innerJoin('user', 'user.id', 'group_member.user_id')
    .where('user.name', '=', name)
    .select('group.name')
    .execute()
  return rows.map((row) => row.name)
}

test('the live check of the second finds nothing wrong with the first', async () => {
  const { Lines } = await second.admin.result<{ Lines: { Title: string; Passed: boolean }[] }>(
    '/Gatewright/IdentityProviders/Check',
    { ID: id },
  )
  expect(Lines.filter(({ Passed }) => !Passed)).toEqual([])
})

test('people of the first use applications of the second, in the groups that their roles there lead to', async () => {
  expect(await signsIn('ines')).toMatchObject({ unique_name: 'ines@acme.test' })
  expect(await groupsOf('ines@acme.test')).toEqual(['Engineers of the first'])
  expect(await signsIn('omar')).toMatchObject({ unique_name: 'omar@acme.test' })
  expect(await groupsOf('omar@acme.test')).toEqual([])
})

test('FC-06 a proof that an application of the second asks for is given at the first, and told on', async () => {
  const before = Math.floor(Date.now() / 1000)
  const { auth_time: proved } = await signsIn('ines', { prompt: 'login', max_age: '60' })
  expect(Number(proved)).toBeGreaterThanOrEqual(before)
})

test('a test sign-in at the first says what it would be', async () => {
  const tries = testSignInOf(second, id)
  await tries.start()
  const browser = plainBrowser(second.url)
  await browser.open(await signInThere((await tries.goOn(browser)).away, 'ines'))
  expect((await tries.judge()).Account).toMatchObject({ Outcome: 'linked', Name: 'ines@acme.test' })
  expect((await tries.judge()).Groups?.Values).toContainEqual({
    Value: 'Engineers',
    Groups: [{ Name: 'Engineers of the first', New: false }],
    Near: null,
  })
})
