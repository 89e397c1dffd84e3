import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { signIn } from '#testing/apiClient.ts'
import { formOf, oauthOf, type OAuth } from '#testing/oauth.ts'
import { whileRouted } from '#testing/federation.ts'
import { password, peopleOf } from '#testing/people.ts'
import { refreshingOf, type Tokens } from '#testing/refreshing.ts'
import { addThirdDirectory } from '#testing/sourceDirectories.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

// Every refusal is told twice, joined by an ID: to the caller in the contract's words, and in one event with the check, what was expected and what came. Neither
// holds a secret that was sent.

type Made = Awaited<ReturnType<OAuth['application']>>
type Fields = Record<string, string | string[] | undefined>

const ofAway = { grant_type: 'password', username: 'x@away.test', password }

let running: TestTenant
let flow: OAuth
let refreshing: ReturnType<typeof refreshingOf>
let portal: Made
/** Allows little, and asks before it gives anything. */
let strict: Made
let granted: Tokens
/** A service user without Run, one who is disabled, and the session of a person without Run. */
let idle: Made['client']
let gone: Made['client']
let tokenOfGone: string
/** A service user who gets no tokens without an application. */
let scoped: Made['client']
let outsider: string
beforeAll(async () => {
  running = await bootTenant()
  flow = oauthOf(running)
  refreshing = refreshingOf(running, flow)
  const every = 'AuthorizationCode,Implicit,ClientCreds,ResourceCreds'
  portal = await flow.application('portal', { profile: { AllowedAuth: every, AllowRefresh: true } })
  strict = await flow.application('strict', { profile: { AllowedAuth: 'AuthorizationCode', Confirm: true } })
  await flow.grant(strict.rowKey, { type: 'User', id: portal.client.id }, 'Execute')
  await flow.change((await flow.application('broken', { template: 'OAuth2Server' })).rowKey, {
    OpenIDConnectScript: 'throw new Error("no")',
  })
  idle = await flow.serviceUser('idle')
  gone = await flow.serviceUser('gone')
  scoped = await flow.serviceUser('scoped', { Gatewright: { TokensWithoutApplication: false } })
  await flow.grant(portal.rowKey, { type: 'User', id: gone.id }, 'Execute')
  tokenOfGone = await refreshing.ofProgram({ ...portal, client: gone })
  await running.admin.result('/CDirectoryService/SetUserState', { ID: gone.id, state: 'Disabled' })
  await flow.application('mobile', {
    profile: { ClientIDType: 0, AllowedClients: ['app'], AllowPublic: true },
  })
  await peopleOf(running).addUser('outsider', { InEverybodyRole: false })
  await peopleOf(running).addUser('newcomer', { ForcePasswordChangeNext: true })
  outsider = (await signIn(running.url, { user: 'outsider@acme.test', password })).bearer ?? ''
  granted = await refreshing.granted(portal, { scope: 'siem' })
})
afterAll(() => running.close())
beforeEach(async () => {
  await running.tenant.database.write((tx) => tx.deleteFrom('failed_login').execute())
  // What strangers do again within a minute is only counted
  await running.tenant.strangerEvents.sumUp()
})

/** What a program sends that nobody may find again. */
const canary = 'canary-7ed1f2b49c'

const at = (path: string, init: RequestInit = {}) =>
  fetch(`${running.url}${path}`, { redirect: 'manual', ...init })
const post = (path: string, fields: Fields, client?: { clientId: string; secret: string }) =>
  at(`/OAuth2/${path}`, {
    method: 'POST',
    body: formOf({ client_id: client?.clientId, client_secret: client?.secret, ...fields }),
  })

const service = { grant_type: 'client_credentials' }
const asPortal = (fields: Fields, path = 'Token/portal') => post(path, fields, portal.client)
const byProgram = (client: Made['client'], fields: Fields = {}) =>
  post('Token/portal', { ...service, ...fields }, client)
const redeem = async (others: Fields, path?: string) =>
  asPortal(flow.redemption(await flow.code(portal), others), path)
const refresh = (others: Fields, path?: string) =>
  asPortal({ grant_type: 'refresh_token', refresh_token: granted.refresh, ...others }, path)
const authorize = (others: Fields, { by = portal, bearer = running.admin.bearer } = {}) =>
  flow.authorize(by.applicationId, flow.request(by.client.clientId, others), { bearer })
const userInfo = (token: string, place = 'portal') =>
  at(`/OAuth2/UserInfo/${place}`, { headers: { authorization: `Bearer ${token}` } })
const endSession = (query: Record<string, string>, place = 'portal') =>
  at(`/OAuth2/EndSession/${place}?${new URLSearchParams(query).toString()}`)

async function consent(decision: string) {
  const cookie = `.ASPXAUTH=${running.admin.bearer}`
  const asked = flow.request(strict.client.clientId)
  const page = await (await flow.authorize(strict.applicationId, asked, { cookie })).text()
  const [, action = ''] = /action="([^"]+)"/.exec(page) ?? []
  const [, shown = ''] = /name="consent"\s+value="([^"]+)"/.exec(page) ?? []
  return at(action.replaceAll('&amp;', '&'), {
    method: 'POST',
    headers: { origin: running.url, cookie },
    body: new URLSearchParams({ consent: shown, decision }),
  })
}

/** A program that shows its access token at the authorization endpoint. */
async function authorizeProgram(others: Fields) {
  const { body } = await flow.token('portal', { ...service, scope: 'siem' }, { client: portal.client })
  const asked = { response_type: 'id_token', scope: 'openid siem', ...others }
  return authorize(asked, { bearer: String(body['access_token']) })
}

async function tooOften() {
  for (let turn = 0; turn < 5; turn++) await byProgram({ ...portal.client, secret: `wrong ${turn}` })
  return byProgram({ ...portal.client, secret: canary })
}

type Row = [check: string, error: string, send: () => Promise<Response>]

const rows: Record<string, Row[]> = {
  'the token endpoint': [
    ['applicationKnown', 'invalid_request', () => post('Token/Portal', { client_secret: canary })],
    ['requestReadable', 'invalid_request', () => asPortal({}, `Token/portal?client_secret=${canary}`)],
    ['requestReadable', 'invalid_request', () => asPortal({ password: [canary, canary] })],
    ['grantTypeKnown', 'unsupported_grant_type', () => asPortal({ grant_type: 'magic', password: canary })],
    [
      'clientKnown',
      'invalid_client',
      () => byProgram({ ...idle, clientId: 'nobody@acme.test', secret: canary }),
    ],
    ['clientAuthenticated', 'invalid_client', () => byProgram({ ...portal.client, secret: canary })],
    ['clientEnabled', 'invalid_client', () => byProgram(gone)],
    ['clientIsOAuthClient', 'invalid_client', () => byProgram({ ...idle, clientId: 'outsider@acme.test' })],
    ['authMethodAllowed', 'unauthorized_client', () => post('Token/strict', service, strict.client)],
    ['runPermission', 'unauthorized_client', () => byProgram(idle)],
    ['scopeKnown', 'invalid_scope', () => byProgram(portal.client, { scope: 'Siem' })],
    ['parametersSent', 'invalid_request', () => asPortal({ grant_type: 'password', password: canary })],
    [
      'passwordRight',
      'invalid_grant',
      () => asPortal({ grant_type: 'password', username: 'ada@acme.test', password: canary }),
    ],
    [
      'passwordToStay',
      'invalid_grant',
      () => asPortal({ grant_type: 'password', username: 'newcomer@acme.test', password }),
    ],
    ['signsInHere', 'invalid_grant', () => whileRouted(running, 'away.test', () => asPortal(ofAway))],
    ['directoryAnswers', 'temporarily_unavailable', () => bySilentDirectory()],
    ['codeLive', 'invalid_grant', () => asPortal(flow.redemption(canary))],
    ['codeOfClient', 'invalid_grant', () => redeem({}, 'Token/strict')],
    ['sameRedirect', 'invalid_grant', () => redeem({ redirect_uri: `https://app.test/?token=${canary}` })],
    ['verifierMatches', 'invalid_grant', () => redeem({ code_verifier: canary.repeat(3) })],
    ['refreshTokenLive', 'invalid_grant', () => refresh({ refresh_token: canary })],
    [
      'refreshTokenOfClient',
      'invalid_grant',
      () => post('Token/portal', { grant_type: 'refresh_token', refresh_token: granted.refresh }, idle),
    ],
    ['refreshAllowed', 'unauthorized_client', () => refresh({ refresh_token: canary }, 'Token/strict')],
    ['scopeNotWider', 'invalid_scope', () => refresh({ scope: 'all' })],
    [
      'claimsScriptRuns',
      'server_error',
      () => post('Token/broken', service, { clientId: 'svc-broken@acme.test', secret: password }),
    ],
    ['attemptAllowed', 'temporarily_unavailable', tooOften],
  ],
  'the platform token endpoint': [
    ['requestReadable', 'invalid_request', () => asPortal({ client_assertion: canary }, 'PlatformToken')],
    [
      'serviceUserKnown',
      'invalid_client',
      () => post('PlatformToken', service, { ...idle, clientId: 'outsider@acme.test' }),
    ],
    ['clientHasSecret', 'invalid_client', () => post('PlatformToken', service, { ...idle, secret: canary })],
    [
      'platformGrant',
      'unsupported_grant_type',
      () => asPortal({ grant_type: 'password', password: canary }, 'PlatformToken'),
    ],
    ['platformUnscoped', 'invalid_scope', () => post('PlatformToken', service, scoped)],
    ['platformScope', 'invalid_scope', () => asPortal({ ...service, scope: 'nothing' }, 'PlatformToken')],
  ],
  'the authorization endpoint': [
    ['requestReadable', 'invalid_request', () => at(`/OAuth2/Authorize/Portal?nonce=${canary}`)],
    ['requestReadable', 'invalid_request', () => authorize({ client_secret: canary })],
    [
      'redirectRegistered',
      'invalid_request',
      () => authorize({ redirect_uri: `https://evil.test/?token=${canary}` }),
    ],
    ['plainParameters', 'request_not_supported', () => authorize({ request: canary })],
    [
      'responseTypeAllowed',
      'unauthorized_client',
      () => authorize({ response_type: 'token' }, { by: strict }),
    ],
    ['responseTypeKnown', 'unsupported_response_type', () => authorize({ response_type: 'magic' })],
    ['responseModeKnown', 'invalid_request', () => authorize({ response_mode: 'magic' })],
    ['nonceSent', 'invalid_request', () => authorize({ response_type: 'id_token' })],
    ['challengeSent', 'invalid_request', () => authorize({ code_challenge: canary })],
    ['signInScopeKnown', 'invalid_scope', () => authorize({ scope: 'Siem' })],
    ['hintReadable', 'invalid_request', () => authorize({ id_token_hint: canary })],
    ['personSignedIn', 'login_required', () => authorize({ prompt: 'none' }, { bearer: canary })],
    ['clientFitsType', 'invalid_client', () => authorize({ client_id: 'portal' })],
    ['personMayRun', 'access_denied', () => authorize({}, { bearer: outsider })],
    ['consentGiven', 'consent_required', () => authorize({ prompt: 'none' }, { by: strict })],
    ['consentNotDenied', 'access_denied', () => consent('deny')],
    ['signInScopeKnown', 'invalid_scope', () => authorize({ scope: 'Siem', response_mode: 'form_post' })],
    ['idTokenAlone', 'unauthorized_client', () => authorizeProgram({ response_type: 'code' })],
    ['clientOfToken', 'invalid_client', () => authorizeProgram({ client_id: 'somebody@acme.test' })],
    ['scopeOfToken', 'invalid_scope', () => authorizeProgram({ scope: 'openid all' })],
  ],
  introspection: [
    [
      'clientHasSecret',
      'invalid_client',
      () => post('Introspect/mobile', { token: canary, client_id: 'app' }),
    ],
    ['runPermission', 'unauthorized_client', () => post('Introspect/portal', { token: canary }, idle)],
    ['parametersSent', 'invalid_request', () => asPortal({}, 'Introspect/portal')],
    ['requestReadable', 'invalid_request', () => asPortal({}, `Introspect/portal?token=${canary}`)],
  ],
  revocation: [
    [
      'clientAuthenticated',
      'invalid_client',
      () => post('Revoke/portal', { token: canary }, { ...idle, secret: canary }),
    ],
    ['parametersSent', 'invalid_request', () => asPortal({}, 'Revoke/portal')],
    ['applicationKnown', 'invalid_request', () => asPortal({ token: canary }, 'Revoke/Portal')],
  ],
  userinfo: [
    ['tokenSent', 'invalid_request', () => at('/OAuth2/UserInfo/portal')],
    ['requestReadable', 'invalid_request', () => at(`/OAuth2/UserInfo/portal?access_token=${canary}`)],
    ['tokenLive', 'invalid_token', () => userInfo(canary)],
    ['tokenOfApplication', 'invalid_token', () => userInfo(granted.access, 'strict')],
    ['tokenStands', 'invalid_token', () => userInfo(tokenOfGone)],
    ['openIdGranted', 'insufficient_scope', async () => userInfo(await refreshing.ofProgram(portal))],
  ],
  'signing in and out': [
    ['signInReadable', 'invalid_request', () => at(`/login?cloudRedirect=${canary}`)],
    ['applicationKnown', 'invalid_request', () => endSession({ id_token_hint: canary }, 'Portal')],
    ['requestReadable', 'invalid_request', () => at(`/OAuth2/EndSession/portal?state=${canary}&state=x`)],
    ['hintGenuine', 'invalid_request', () => endSession({ id_token_hint: canary })],
    [
      'signOutTargetRegistered',
      'invalid_request',
      () =>
        endSession({
          id_token_hint: granted.id,
          post_logout_redirect_uri: `https://evil.test/?code=${canary}`,
        }),
    ],
  ],
}

async function bySilentDirectory() {
  const third = await addThirdDirectory(running.tenant)
  third.down = true
  const reply = await asPortal({ grant_type: 'password', username: 'nobody@acme.test', password: canary })
  third.down = false
  return reply
}

describe.each(Object.entries(rows))('AU-04 D5 %s', (_, refusals) => {
  test.each(refusals)('%s: %s', async (check, error, send) => {
    const reply = await send()
    const said = `${reply.headers.get('location') ?? ''} ${await reply.text()}`
    const id = reply.headers.get('x-request-id') ?? ''
    const events = await running.tenant.database.read
      .selectFrom('event')
      .selectAll()
      .where('correlation_id', '=', id)
      .execute()
    const told = events.map(({ detail }) => JSON.parse(detail) as Record<string, string>)
    const text = expect.stringMatching(/./) as string
    expect(told.filter((each) => 'check' in each)).toEqual([
      expect.objectContaining({ check, error, expected: text, seen: text }),
    ])
    // The caller can name the event; a page that signs out after all has nothing to tell
    if (check !== 'hintGenuine') expect(said).toContain(id)
    for (const place of [said, JSON.stringify(events)]) {
      // What a client sent as its state or address is given back to it alone
      expect(place.replaceAll(/redirect_uri=[^&]*/g, '')).not.toContain(canary)
      for (const secret of [granted.refresh, granted.access.split('.').at(-1) ?? '', password])
        expect(place).not.toContain(secret)
    }
  })
})

test('no check is missing above', () => {
  const folder = fileURLToPath(new URL('checks/', import.meta.url))
  const ids = readdirSync(folder).flatMap((file) =>
    [...readFileSync(folder + file, 'utf8').matchAll(/^ {2,4}id: '(\w+)'/gm)].map(([, id = '']) => id),
  )
  const covered = new Set(Object.values(rows).flatMap((each) => each.map(([check]) => check)))
  expect(ids.length).toBeGreaterThan(40)
  expect(ids.filter((id) => !covered.has(id))).toEqual([])
})
