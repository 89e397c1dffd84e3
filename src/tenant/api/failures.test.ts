import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import type { api } from '#schema/api.ts'
import { troubles, type TroubleId } from '#schema/troubles/catalogue.ts'
import { testDatabases } from '#testing/database.ts'
import { whileRouted } from '#testing/federation.ts'
import { federationTenant } from '#testing/federationTenant.ts'
import { answerOf, formOf, redirectUri, type OAuth } from '#testing/oauth.ts'
import { password } from '#testing/people.ts'
import { pageOf } from '#testing/plainBrowser.ts'
import { addThirdDirectory } from '#testing/sourceDirectories.ts'
import { signIn, type ApiClient } from '#testing/apiClient.ts'
import { pollDevice } from '../device/pollDevice.ts'

type Listed = z.output<typeof api.failuresList.response>
type Explained = z.output<typeof api.failuresExplain.response>
type Made = Awaited<ReturnType<OAuth['application']>>
type Fields = Record<string, string | string[] | undefined>

const canary = 'canary-5c1e90ab77'
const service = { grant_type: 'client_credentials' }

describe.each(testDatabases())('the explainer, $kind', (engine) => {
  const at = federationTenant({ engine })
  let flow: OAuth
  let portal: Made
  let strict: Made
  let idle: Made['client']
  let support: ApiClient
  beforeAll(async () => {
    flow = at.federation.flow
    const every = 'AuthorizationCode,ClientCreds,ResourceCreds'
    portal = await flow.application('portal', {
      profile: { AllowedAuth: every, AllowRefresh: true, Redirects: [`${redirectUri}/`, redirectUri] },
    })
    strict = await flow.application('strict', {
      profile: { AllowedAuth: 'AuthorizationCode', Confirm: true },
    })
    await flow.grant(strict.rowKey, { type: 'User', id: portal.client.id }, 'Execute')
    await flow.grant(portal.rowKey, { type: 'User', id: strict.client.id }, 'Execute')
    await flow.change((await flow.application('broken', { template: 'OAuth2Server' })).rowKey, {
      OpenIDConnectScript: 'throw new Error("no")',
    })
    idle = await flow.serviceUser('idle')
    const id = await at.people.addUser('helper')
    await at.people.join('supportstaff', { Users: [id] })
    support = await signIn(at.running.url, { user: 'helper@acme.test', password })
  })
  beforeEach(async () => {
    await at.running.tenant.database.write((tx) => tx.deleteFrom('failed_login').execute())
    await at.running.tenant.strangerEvents.sumUp()
  })

  const list = (filter: object = {}, by = support) => by.result<Listed>('/Gatewright/Failures/List', filter)
  const explain = (id: string, by = support) => by.result<Explained>('/Gatewright/Failures/Explain', { id })
  const post = (path: string, fields: Fields, client?: { clientId: string; secret: string }) =>
    fetch(`${at.running.url}/OAuth2/${path}`, {
      method: 'POST',
      body: formOf({ client_id: client?.clientId, client_secret: client?.secret, ...fields }),
    })
  const asPortal = (fields: Fields, path = 'Token/portal') => post(path, fields, portal.client)
  const authorize = (others: Fields, { by = portal, bearer = at.running.admin.bearer } = {}) =>
    flow.authorize(by.applicationId, flow.request(by.client.clientId, others), { bearer })
  const called = (path: string, bearer: string) =>
    fetch(`${at.running.url}${path}`, { method: 'POST', headers: { authorization: `Bearer ${bearer}` } })
  const signInThere = async () => {
    at.idp.state.person = { sub: 'p', preferred_username: 'p@partner.test' }
    expect(pageOf(await at.federation.signIn('p@partner.test', at.link)).status).toBe(400)
  }
  const tokenOfPortal = async () => {
    const { body } = await flow.token('portal', { ...service, scope: 'siem' }, { client: portal.client })
    return String(body['access_token'])
  }
  async function tooOften() {
    for (let turn = 0; turn < 5; turn++) await asPortal({ ...service, client_secret: `wrong ${turn}` })
    return asPortal(service)
  }
  async function bySilentDirectory() {
    const third = await addThirdDirectory(at.running.tenant)
    third.down = true
    const reply = await asPortal({ grant_type: 'password', username: 'nobody@acme.test', password: canary })
    third.down = false
    return reply
  }

  // Rules that a test sets end those of the others, so that test is the last one
  type Row = [TroubleId, send: () => Promise<Response | void>, told: Partial<Explained>]
  const setting = (name: string) => ({ type: 'application', setting: name }) as Explained['mend']
  const rows: Row[] = [
    [
      'T1',
      () => post('Token/portal', { ...service, client_secret: canary, client_id: portal.client.clientId }),
      {
        mend: { type: 'user' } as Explained['mend'],
        by: 'client',
      },
    ],
    ['T2', () => authorize({ client_id: 'portal' }), { mend: setting('clientIdType') }],
    [
      'T3',
      () => post('Token/Portal', service),
      {
        nearest: { registered: 'portal', yours: 'P', theirs: 'p' } as Explained['nearest'],
        mend: setting('applicationId'),
      },
    ],
    [
      'T4',
      () => asPortal({ ...service, scope: 'Siem' }),
      {
        nearest: { registered: 'siem', yours: 'S' } as Explained['nearest'],
        mend: setting('scopes'),
      },
    ],
    ['T5', () => asPortal({ grant_type: 'magic' }), { mend: null }],
    [
      'T6',
      () => post('Token/strict', service, strict.client),
      { mend: setting('authMethods'), by: 'tenant' },
    ],
    ['T7', () => post('Token/portal', service, idle), { mend: setting('grants') }],
    [
      'T8',
      () => authorize({ redirect_uri: 'https://app.test/cb//' }),
      {
        nearest: { registered: 'https://app.test/cb/', yours: '/', theirs: '' } as Explained['nearest'],
        mend: setting('redirects'),
      },
    ],
    ['T9', () => asPortal(flow.redemption(canary)), {}],
    [
      'T10',
      async () => asPortal(flow.redemption(await flow.code(portal), { code_verifier: 'x'.repeat(50) })),
      {},
    ],
    ['T11', () => authorize({ redirect_uri: undefined }), { mend: setting('redirects') }],
    ['T12', () => called('/Redrock/query', canary), {}],
    ['T13', async () => called('/SaasManage/StoreRole', await tokenOfPortal()), {}],
    ['T15', () => asPortal({ grant_type: 'refresh_token', refresh_token: canary }), {}],
    ['T16', () => asPortal({}), {}],
    ['T17', () => authorize({ prompt: 'none' }, { by: strict }), {}],
    ['T18', () => authorize({ prompt: 'none' }, { bearer: canary }), {}],
    [
      'T19',
      () => post('Token/broken', service, { clientId: 'svc-broken@acme.test', secret: password }),
      {
        mend: setting('claimsScript'),
      },
    ],
    ['T20', tooOften, {}],
    ['T21', () => asPortal({ grant_type: 'password', username: 'helper@acme.test', password: canary }), {}],
    ['T22', bySilentDirectory, {}],
    ['T24', () => fetch(`${at.running.url}/OAuth2/EndSession/portal?id_token_hint=${canary}`), {}],
    [
      'T25',
      async () => {
        at.idp.state.behaviour = { token: { status: 400, body: { error: 'invalid_client' } } }
        await signInThere()
      },
      { mend: { type: 'identityProvider', tab: 'inboundMetadata' } as Explained['mend'] },
    ],
    [
      'T26',
      async () => {
        at.idp.state.behaviour = { foreignKey: true }
        await signInThere()
      },
      {},
    ],
    [
      'T27',
      async () => {
        await at.update({ Authentication: { RequiredClaims: [{ Claim: 'tid', Values: ['one'] }] } })
        await signInThere()
        await at.update({ Authentication: { RequiredClaims: [] } })
      },
      { mend: { type: 'identityProvider', tab: 'authentication' } as Explained['mend'] },
    ],
    ['T28', () => called(`/Security/StartAuthentication?password=${canary}`, ''), {}],
    [
      'T23',
      () =>
        whileRouted(at.running, 'away.test', () =>
          asPortal({ grant_type: 'password', username: 'x@away.test', password: canary }),
        ),
      {},
    ],
  ]

  test.each(rows)('AU-04 %s, really produced, has cause and cure', async (trouble, send, told) => {
    const reply = await send()
    const id = reply?.headers.get('x-request-id') ?? (await list()).failures[0]?.id ?? ''
    const explained = await explain(id)
    expect(explained).toMatchObject({
      trouble,
      title: troubles[trouble].title,
      cause: troubles[trouble].cause,
      ...told,
    })
    for (const words of [explained.why, explained.cure, explained.seen, explained.letter])
      expect(words).not.toBe('')
    expect(explained.letter).toContain(explained.request)
    expect(JSON.stringify(explained)).not.toContain(canary)
    // The same stands in the list
    const { failures } = await list({ text: explained.request })
    expect(failures.map((each) => each.trouble)).toContain(trouble)
  })

  test('T14 and T29: a security device that gets no events', async () => {
    const app = await flow.application('events', { profile: { AllowedAuth: 'ClientCreds' } })
    const settings = { ApplicationId: 'events', Username: app.client.clientId, Password: app.client.secret }
    const refused = await at.people.addDevice('Refused', settings)
    const away = await at.people.addDevice('Away', { ...settings, Server: 'http://127.0.0.1:9' })
    for (const id of [refused, away]) await pollDevice(at.running.tenant, id)
    const { devices } = await list()
    for (const [id, trouble] of [
      [refused, 'T14'],
      [away, 'T29'],
    ] as const)
      expect(devices.find((device) => device.id === id)).toMatchObject({
        trouble,
        cause: troubles[trouble].cause,
        cure: expect.stringMatching(/./) as string,
      })
    const { client } = await at.people.somebody(['reportman'])
    expect((await list({}, client)).devices).toEqual([])
  })

  test('what repeats is one row, with how often, first and last', async () => {
    const wrong = () => asPortal({ ...service, scope: 'again' })
    for (let turn = 0; turn < 3; turn++) await wrong()
    await post('Token/portal', { ...service, scope: 'again' }, strict.client)
    const { failures } = await list({ application: portal.rowKey, text: 'again' })
    expect(failures).toMatchObject([
      { who: strict.client.clientId, count: 1 },
      { who: portal.client.clientId, count: 3, trouble: 'T4' },
    ])
    const [, row] = failures
    expect(row?.first).toBeLessThanOrEqual(row?.last ?? 0)
    expect((await list({ application: strict.rowKey, text: 'again' })).failures).toEqual([])
  })

  test('requests that are counted under another are found by their ID too', async () => {
    const ids: string[] = []
    for (let turn = 0; turn < 4; turn++)
      ids.push((await post('Token/Nowhere', service)).headers.get('x-request-id') ?? '')
    await at.running.tenant.strangerEvents.sumUp()
    for (const id of ids) expect(await explain(id)).toMatchObject({ trouble: 'T3', seen: 'Nowhere' })
    expect((await explain(ids[1] ?? '')).count).toBe(3)
  })

  test('each error leads to where the console explains it', async () => {
    const { url, tenant } = at.running
    const leadsTo = (reply: Response) => `${tenant.consoleUrl}/events/${reply.headers.get('x-request-id')}`
    const json = await asPortal({ ...service, scope: 'Siem' })
    expect(await json.json()).toMatchObject({ error_uri: leadsTo(json) })
    const userInfo = await fetch(`${url}/OAuth2/UserInfo/portal`)
    expect(await userInfo.json()).toMatchObject({ error_uri: leadsTo(userInfo) })
    const answer = await authorize({ scope: 'Siem' })
    expect(answerOf(answer).get('error_uri')).toBe(leadsTo(answer))
    const page = await authorize({ redirect_uri: 'https://app.test/x' })
    expect(await page.text()).toContain(`href="${leadsTo(page)}"`)
  })

  test('whoever may read events only sees no registered address and no place to look', async () => {
    const id = (await authorize({ redirect_uri: 'https://app.test/x' })).headers.get('x-request-id') ?? ''
    const { client } = await at.people.somebody(['reportman'])
    expect(await explain(id, client)).toMatchObject({ trouble: 'T8', nearest: null, mend: null })
    expect(await explain(id)).toMatchObject({ nearest: { registered: redirectUri } })
  })
})
