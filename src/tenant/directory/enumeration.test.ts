import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { ApiClient } from '#testing/apiClient.ts'
import { formOf, oauthOf, type OAuth } from '#testing/oauth.ts'
import { password, peopleOf } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

// NT-61 RL-03: whoever guesses learns nothing of which accounts there are, at any door.

const { slow, countingArgon2 } = await vi.hoisted(() => import('#testing/slowComparisons.ts'))
vi.mock('node:crypto', countingArgon2)

/** Eight letters each, so that replies are alike to the byte. */
const accounts = {
  'there is none of': 'nobodyxx',
  'an active person': 'activexx',
  'a locked person': 'lockedxx',
  'a disabled person': 'gonexxxx',
  'an expired person': 'expiredx',
  'somebody who has to change the password': 'newcomer',
  'a confidential client': 'robotxxx',
  'a client that became a person, with a generated secret': 'formerxx',
}
type Kind = keyof typeof accounts
const kinds = Object.keys(accounts) as Kind[]

let running: TestTenant
let flow: OAuth
let portal: Awaited<ReturnType<OAuth['application']>>
beforeAll(async () => {
  running = await bootTenant()
  flow = oauthOf(running)
  const { addUser } = peopleOf(running)
  portal = await flow.application('portal', {
    profile: { AllowedAuth: 'AuthorizationCode,ClientCreds,ResourceCreds' },
  })
  const state = async (kind: Kind, wanted: string) =>
    running.admin.result('/CDirectoryService/SetUserState', {
      ID: await addUser(accounts[kind]),
      state: wanted,
    })
  await addUser(accounts['an active person'])
  await state('a locked person', 'Locked')
  await state('a disabled person', 'Disabled')
  await state('an expired person', 'Expired')
  await addUser(accounts['somebody who has to change the password'], { ForcePasswordChangeNext: true })
  await addUser(accounts['a confidential client'], { OauthClient: true })
  await makeFormer(
    await addUser(accounts['a client that became a person, with a generated secret'], { OauthClient: true }),
  )
})
afterAll(() => running.close())

async function makeFormer(id: string) {
  const owner = { type: 'user', id }
  const [typed] = await running.admin.result<{ id: string }[]>('/Gatewright/Secrets/List', { owner })
  await running.admin.result('/Gatewright/Secrets/Add', { owner, key: randomUUID(), label: 'generated' })
  await running.admin.result('/Gatewright/Secrets/Revoke', { owner, id: typed?.id })
  await running.admin.result('/CDirectoryService/ChangeUser', { ID: id, OauthClient: false })
}

const login = (kind: Kind) => `${accounts[kind]}@acme.test`
const wrong = `${password} but wrong`

/** What a stranger sees. What is made anew for each request is named and not compared, and what was typed is taken out. */
async function seen(reply: Response, kind: Kind): Promise<string> {
  const volatile = ['date', 'x-request-id', 'keep-alive', 'connection']
  const headers = [...reply.headers].filter(([name]) => !volatile.includes(name))
  const text = (await reply.text())
    .replaceAll(accounts[kind], 'NAME')
    .replaceAll(reply.headers.get('x-request-id') ?? 'none', 'REQUEST')
    .replaceAll(/signed_in_after(=|%3D)[\w.%-]+/g, 'MOMENT')
    .replaceAll(/"(SessionId|MechanismId)":"[\w-]+"/g, '"$1":"RANDOM"')
  return JSON.stringify([reply.status, headers, text])
}

const way = () =>
  formOf({
    cloudRedirect: `OAuth2/Authorize/portal?${formOf(flow.request(portal.client.clientId)).toString()}`,
  }).toString()

const start = (user: string) =>
  new ApiClient(running.url, null).result<{
    SessionId: string
    Challenges: { Mechanisms: { MechanismId: string }[] }[]
  }>('/Security/StartAuthentication', { User: user })

const json = (path: string, body: object) =>
  fetch(running.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

const form = (path: string, fields: Record<string, string>) =>
  fetch(running.url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: running.url },
    body: formOf(fields),
  })

/** Prepares a request as far as nothing of it is measured. */
const doors: Record<string, (kind: Kind) => Promise<() => Promise<Response>>> = {
  'the sign-in page': async (kind) => () => form(`/login?${way()}`, { user: login(kind), password: wrong }),
  'the beginning of a sign-in by API': async (kind) => () =>
    json('/Security/StartAuthentication', { User: login(kind) }),
  'the answer of a sign-in by API': async (kind) => {
    const { SessionId, Challenges } = await start(login(kind))
    const MechanismId = Challenges[0]?.Mechanisms[0]?.MechanismId
    return () =>
      json('/Security/AdvanceAuthentication', { SessionId, MechanismId, Action: 'Answer', Answer: wrong })
  },
  'a person’s password at the token endpoint': async (kind) => {
    // The client's own secret fitted a moment ago, and is not compared again
    await flow.token('portal', { grant_type: 'client_credentials', scope: 'siem' }, { client: portal.client })
    return () =>
      form('/OAuth2/Token/portal', {
        grant_type: 'password',
        username: login(kind),
        password: wrong,
        client_id: portal.client.clientId,
        client_secret: portal.client.secret,
      })
  },
  'a client’s secret at the token endpoint': async (kind) => () =>
    form('/OAuth2/Token/portal', {
      grant_type: 'client_credentials',
      client_id: login(kind),
      client_secret: wrong,
      scope: 'siem',
    }),
  'a client’s secret for a platform token': async (kind) => () =>
    form('/OAuth2/PlatformToken', {
      grant_type: 'client_credentials',
      client_id: login(kind),
      client_secret: wrong,
    }),
  'the name that an application expects': async (kind) => () =>
    fetch(
      `${running.url}/OAuth2/Authorize/portal?${formOf(flow.request(portal.client.clientId, { login_hint: login(kind) })).toString()}`,
    ),
  'the client that an application names': async (kind) => () =>
    fetch(`${running.url}/OAuth2/Authorize/portal?${formOf(flow.request(login(kind))).toString()}`),
}

/** Those that take a secret. */
const comparing = Object.keys(doors).filter((name) => /page$|answer|password|secret/.test(name))

describe.each(Object.keys(doors))('NT-61 %s', (name) => {
  const open = doors[name] as (typeof doors)[string]

  test('tells nothing of who is there, by words, status, headers or the work that takes time', async () => {
    const words = new Map<string, Kind[]>()
    // Everybody gets a free try, from an address that has not failed
    await running.tenant.database.write((tx) => tx.deleteFrom('failed_login').execute())
    for (const kind of kinds) {
      const ask = await open(kind)
      slow.comparisons = 0
      const reply = await ask()
      const told = `${slow.comparisons} slow comparisons, ${await seen(reply, kind)}`
      words.set(told, [...(words.get(told) ?? []), kind])
    }
    expect([...words.values()], [...words.keys()].join('\n')).toEqual([kinds])
    expect([...words.keys()][0]).toMatch(comparing.includes(name) ? /^1 slow/ : /^0 slow/)
  })
})
