import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { createLog } from '#platform/log.ts'
import type { api } from '#schema/api.ts'
import { signIn, type ApiClient } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { answerOf, oauthOf, redirectUri, type OAuth } from '#testing/oauth.ts'
import { password, peopleOf, refusal, type People } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'

type Found = z.output<typeof api.findPasted.response>
const path = '/Gatewright/Find'

describe.each(testDatabases())('what a pasted text is, $kind', (engine) => {
  let running: TestTenant
  let people: People
  let flow: OAuth
  let app: Awaited<ReturnType<OAuth['application']>>
  let opaque: Awaited<ReturnType<OAuth['application']>>
  let support: ApiClient
  let log = ''
  beforeAll(async () => {
    running = await bootTenant({
      database: await engine.open<Tables>(),
      log: createLog({ level: 'trace', destination: { write: (line: string) => (log += line) } }),
    })
    people = peopleOf(running)
    flow = oauthOf(running)
    app = await flow.application('portal')
    opaque = await flow.application('opaque', { profile: { TokenType: 'Opaque' } })
    const id = await people.addUser('helper')
    await people.join('supportstaff', { Users: [id] })
    support = await signIn(running.url, { user: 'helper@acme.test', password })
  })
  afterAll(() => running.close())

  const find = (pasted: string, by = support) => by.result<Found>(path, { pasted })
  const linksOf = async (pasted: string) =>
    (await find(pasted)).links.map(({ type, id, setting }) => [type, id, setting])
  const tokenOf = async ({ applicationId, client }: typeof app) => {
    const { body } = await flow.token(
      applicationId,
      { grant_type: 'client_credentials', scope: 'siem' },
      { client },
    )
    return String(body['access_token'])
  }
  const application = (setting: string) => ['application', app.rowKey, setting]

  test('names, IDs and settings lead to their objects', async () => {
    expect(await linksOf('portal')).toEqual([application('applicationId')])
    expect(await linksOf('PORTAL')).toEqual([application('applicationId')])
    expect(await linksOf(app.client.clientId)).toEqual([['user', app.client.id, null]])
    expect(await linksOf(redirectUri)).toContainEqual(application('redirects'))
    expect(await linksOf('siem')).toContainEqual(application('scopes'))
  })

  test('an address, a command and an error lead to what they name', async () => {
    const asked = {
      redirect_uri: redirectUri,
      client_id: app.client.clientId,
      scope: 'Siem',
      response_type: 'code',
    }
    const address = `${running.url}/OAuth2/Authorize/portal?${new URLSearchParams(asked).toString()}`
    expect(await linksOf(address)).toEqual(
      expect.arrayContaining([
        application('applicationId'),
        application('redirects'),
        ['user', app.client.id, null],
      ]),
    )
    const refused = await flow.authorize('portal', flow.request(app.client.clientId, { scope: 'Siem' }), {
      bearer: running.admin.bearer ?? null,
    })
    const answer = refused.headers.get('location') ?? ''
    const request = answerOf(refused).get('correlation_id') ?? ''
    const found = await find(answer)
    expect(found.links).toContainEqual(expect.objectContaining({ type: 'event', name: 'A scope is unknown' }))
    expect(found.troubles.map(({ id }) => id)).toEqual(['T4'])
    expect((await find(request)).links).toContainEqual(expect.objectContaining({ type: 'event' }))
    expect(await linksOf(`curl -u ${app.client.clientId}:x ${running.url}/OAuth2/Token/portal`)).toEqual(
      expect.arrayContaining([application('applicationId'), ['user', app.client.id, null]]),
    )
    const business = await support.post('/SaasManage/GetRoleMembers', { Name: 'nobody has this name' })
    expect((await find(JSON.stringify(business.envelope))).troubles.map(({ id }) => id)).toEqual(['T14'])
  })

  test('a token is checked by the code that lets it in: good, of a client that may no more, expired, foreign', async () => {
    for (const each of [app, opaque]) {
      const token = await tokenOf(each)
      const good = await find(each === app ? `Authorization: Bearer ${token}` : token)
      expect(good.words.join(' ')).toContain('It is good now.')
      expect(good.links).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ type: 'application', id: each.rowKey, why: 'It issued the token' }),
          expect.objectContaining({ type: 'user', id: each.client.id }),
        ]),
      )
      await running.admin.result('/CDirectoryService/SetUserState', { ID: each.client.id, state: 'Disabled' })
      expect((await find(token)).words.join(' ')).toContain('It would be refused: expected is')
      await running.admin.result('/CDirectoryService/SetUserState', { ID: each.client.id, state: 'None' })
    }
    const token = await tokenOf(app)
    const forged = `${token.slice(0, token.lastIndexOf('.'))}.${'A'.repeat(342)}`
    expect(await find(forged)).toMatchObject({ what: 'A JSON Web Token of somebody else', links: [] })
    running.advance(3600_000 + 180_000)
    const later = await signIn(running.url, { user: 'helper@acme.test', password })
    const expired = await find(token, later)
    expect(expired.words.join(' ')).toMatch(/It expired 3 minutes ago\. It would be refused/)
    running.advance(-3600_000 - 180_000)
  })

  test('NT-01 CL-01 what was pasted is in no reply, event, log or address', async () => {
    const [token, opaqueToken] = [await tokenOf(app), await tokenOf(opaque)]
    const secret = 'canary-9c03f7e1d2'
    log = ''
    const pasted = [
      token,
      opaqueToken,
      secret,
      `${running.url}/OAuth2/Authorize/portal?client_secret=${secret}&id_token_hint=${token}`,
      `curl -u ${app.client.clientId}:${secret} -H 'Authorization: Bearer ${token}' ${running.url}/OAuth2/Token/${secret}`,
      `{"error":"invalid_scope","error_description":"${secret}","access_token":"${token}"}`,
      'x'.repeat(20_001) + secret,
    ]
    const replies = await Promise.all(
      pasted.map(async (text) => JSON.stringify((await support.post(path, { pasted: text })).envelope)),
    )
    // In an address it is refused like a secret, and blanked (D2)
    const inAddress = await fetch(`${running.url}${path}?pasted=${secret}`, {
      headers: { authorization: `Bearer ${support.bearer}` },
    })
    expect(inAddress.status).toBe(400)
    const events = await running.tenant.database.read.selectFrom('event').selectAll().execute()
    await running.tenant.strangerEvents.sumUp()
    for (const place of [...replies, await inAddress.text(), log, JSON.stringify(events)])
      for (const canary of [secret, opaqueToken, token, token.split('.')[2] ?? ''])
        expect(place).not.toContain(canary)
  })

  test('NT-44 each kind is shown to who may read it alone', async () => {
    const token = await tokenOf(app)
    const { client: applications } = await people.somebody(['appman'])
    const { client: users } = await people.somebody(['rouserman'])
    const types = async (text: string, by: ApiClient) =>
      new Set((await find(text, by)).links.map(({ type }) => type))
    expect(await types(token, applications)).toEqual(new Set(['application']))
    expect(await types(token, users)).toEqual(new Set())
    expect(await types(app.client.clientId, applications)).toEqual(new Set())
    expect(await types('portal', users)).toEqual(new Set())
    const { client: nobody } = await people.somebody([])
    expect((await refusal(nobody, path, { pasted: 'portal' })).status).toBe(403)
  })
})
