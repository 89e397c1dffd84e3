import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Right } from '#schema/right.ts'
import type { ApiClient } from '#testing/apiClient.ts'
import { siemReader, type MadeClient } from '#testing/clientSetup.ts'
import { longestTurn } from '#testing/longestTurn.ts'
import { oauthOf } from '#testing/oauth.ts'
import { peopleOf, refusal, type People } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

let running: TestTenant
let people: People
let made: MadeClient
let clientName: string
beforeAll(async () => {
  running = await bootTenant()
  people = peopleOf(running)
  const setup = siemReader('collector')
  made = await running.admin.result('/Gatewright/Setup/CreateClient', {
    key: crypto.randomUUID(),
    recipe: 'siem',
    setup,
  })
  clientName = made.clientId
})
afterAll(() => running.close())

type Preview = {
  findings: { id: string }[]
  judgements: { id: string; passed: boolean }[]
  token: { claims: { name: string; value: unknown }[] } | null
  opens: { patterns: { pattern: string; fault: string | null; paths: string[] }[] }[]
}

const unsaved = '/Gatewright/Preview/Token'
const saved = '/Gatewright/Preview/Saved'
const form = (client: object, patterns: string[] = ['Redrock/query']) => {
  const { confidentialClient: _, ...categories } = siemReader('collector')
  const grants = [{ type: 'User', id: made.userId, name: 'x', rights: ['Run'] }]
  return {
    application: { ...categories, userAccess: { grants }, scope: { scopes: [{ name: 'siem', patterns }] } },
    client,
    rowKey: made.applicationRowKey,
  }
}
const permitted = { kind: 'permitted' }
const somebody = async (...rights: Right[]) => (await people.somebody(rights)).client
const ids = ({ findings }: Preview) => findings.map(({ id }) => id)
const failed = ({ judgements }: Preview) => judgements.filter(({ passed }) => !passed).map(({ id }) => id)

describe('X-15 what was not saved is previewed for whoever may save it', () => {
  test.each<[string, Right[], number]>([
    ['Application Management', ['appman'], 200],
    ['read-only administration', ['monitor'], 403],
    ['all read-only rights', ['monitor', 'rouserman', 'roroleman', 'reportman'], 403],
    ['User Management', ['dsman'], 403],
  ])('%s', async (_, rights, status) => {
    const client = await somebody(...rights)
    expect((await client.post(unsaved, form(permitted))).status).toBe(status)
  })

  test('Manage on this application is enough, and on no other', async () => {
    const { id, client } = await people.somebody([])
    const { rowKey } = await oauthOf(running).application('managed')
    await oauthOf(running).grant(rowKey, { type: 'User', id }, 'Admin')
    const asked = (rowKey: string | null) => client.post(unsaved, { ...form(permitted), rowKey })
    expect((await asked(rowKey)).status).toBe(200)
    expect((await asked(made.applicationRowKey)).status).toBe(403)
    expect((await asked(null)).status).toBe(403)
  })
})

describe('X-15 what is saved is shown to whoever may look at it', () => {
  test('with its token and what it opens, whatever else is sent', async () => {
    const shown = await (
      await somebody('monitor')
    ).result<Preview>(saved, { ...form(permitted, ['.*']), rowKey: made.applicationRowKey })
    expect(shown.token?.claims).toContainEqual(
      expect.objectContaining({ name: 'unique_name', value: clientName }),
    )
    expect(shown.opens.flatMap(({ patterns }) => patterns.map(({ pattern }) => pattern))).not.toContain('.*')
    expect(ids(shown)).not.toContain('nameLeftOut')
  })

  test('AZ-03 and nothing is run', async () => {
    const flow = oauthOf(running)
    const app = await flow.application('scripted', {
      template: 'OAuth2Server',
      profile: { TargetIsUs: false },
    })
    await flow.change(app.rowKey, { Script: "setClaim('ran', LoginUser.Username)" })
    for (const client of [running.admin, await somebody('monitor', 'rouserman')]) {
      const shown = await client.result<Preview>(saved, { rowKey: app.rowKey })
      expect(shown.token?.claims.map(({ name }) => name)).not.toContain('ran')
      expect(ids(shown)).toContain('scriptLeftOut')
    }
  })

  test('not to others, and not of what is not there', async () => {
    const rowKey = made.applicationRowKey
    expect(await refusal(await somebody('dsman'), saved, { rowKey })).toMatchObject({ status: 403 })
    expect(await refusal(running.admin, saved, { rowKey: 'none' })).toMatchObject({ code: 'not_found' })
  })
})

describe('NT-39 X-15 a preview names nobody whom the caller may not read', () => {
  const shownTo = (client: ApiClient, chosen: object) => client.result<Preview>(unsaved, form(chosen))

  test('neither by id nor through the permissions of the form', async () => {
    const client = await somebody('appman')
    await running.admin.result('/CDirectoryService/SetUserState', { ID: made.userId, state: 'Disabled' })
    const { Uuid: person } = await running.admin.result<{ Uuid: string }>(
      '/CDirectoryService/GetUserByName',
      {
        username: 'ada@acme.test',
      },
    )
    for (const chosen of [
      permitted,
      { kind: 'chosen', userId: made.userId },
      { kind: 'chosen', userId: person },
    ]) {
      const shown = await shownTo(client, chosen)
      expect(JSON.stringify(shown)).not.toMatch(/collector@|ada@acme/)
      expect(ids(shown)).toContain('nameLeftOut')
      expect(failed(shown)).not.toContain('clientEnabled')
    }
    // Nor whether there is somebody of that id
    const [real, none] = await Promise.all(
      [made.userId, 'nobody'].map((userId) => shownTo(client, { kind: 'chosen', userId })),
    )
    expect(real?.judgements).toEqual(none?.judgements)
    await running.admin.result('/CDirectoryService/SetUserState', { ID: made.userId, state: 'None' })
  })

  test.each<Right>(['dsman', 'rouserman', 'monitor'])('with %s it does', async (right) => {
    const shown = await shownTo(await somebody('appman', right), { kind: 'chosen', userId: made.userId })
    expect(JSON.stringify(shown.token)).toContain(clientName)
    expect(ids(shown)).not.toContain('nameLeftOut')
  })
})

describe('X-15 no preview holds up the others', () => {
  const slow = (index: number) => `(.?.?.?.?.?){${(index % 8) + 4}}x${index}`
  test.each<[string, object]>([
    [
      '2,000 slow patterns',
      {
        scope: {
          scopes: Array.from({ length: 100 }, (_, at) => ({
            name: `s${at}`,
            patterns: Array.from({ length: 20 }, (__, n) => slow(at * 20 + n)),
          })),
        },
      },
    ],
    [
      '20,000 patterns',
      { scope: { scopes: [{ name: 's', patterns: Array.from({ length: 20_000 }, (_, n) => slow(n)) }] } },
    ],
    ['no scopes at all', { scope: 'x' }],
    ['a script of 900 kB', { advanced: { claimsScript: 'x'.repeat(900_000) } }],
  ])('%s', async (_, application) => {
    const client = { kind: 'permitted' }
    await running.admin.post(unsaved, { application: {}, client })
    const { turn, result } = await longestTurn(() => running.admin.post(unsaved, { application, client }))
    expect(result.status).toBe(200)
    expect(turn).toBeLessThan(40)
  })
})
