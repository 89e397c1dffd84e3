import { afterAll, beforeAll, expect, test } from 'vitest'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { peopleOf } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { decoded, form, formType, rawBasic, speak } from './stranger.ts'

// Four collectors of events, and what people type (contract.md 23)

type Rows = { Results: { Row: Record<string, unknown> }[]; Columns: { Name: string }[] }

let running: TestTenant
let app: Awaited<ReturnType<OAuth['application']>>
beforeAll(async () => {
  running = await bootTenant()
  app = await oauthOf(running).application('oauthsiem', {
    profile: { KnownScopes: [{ Scope: 'siem', AllowedRest: ['Redrock/query'] }] },
  })
  const people = peopleOf(running)
  await people.join(await people.addRole('SIEM', ['monitor']), { Users: [app.client.id] })
  await people.canSignIn('nobody', 'wrong')
})
afterAll(() => running.close())

async function token(
  path: string,
  said: { headers?: Record<string, string>; fields?: Record<string, string> },
) {
  const fields = { grant_type: 'client_credentials', scope: 'siem', ...said.fields }
  const heard = await speak(running.url, path, {
    headers: { ...formType, ...said.headers },
    body: form(fields),
  })
  return String((JSON.parse(heard.text) as Record<string, unknown>)['access_token'])
}
const basic = () => ({ Authorization: rawBasic(app.client.clientId, app.client.secret) })

/** Every column of every row is there: one client indexes them without looking. */
function rowsOf({ Results, Columns }: Rows) {
  for (const { Row } of Results)
    for (const { Name } of Columns) if (!(Name in Row)) throw new Error(`KeyError: ${Name}`)
  return Results.map(({ Row }) => Row)
}

test('one asks without naming an application, for columns that we do not have, since a moment with microseconds', async () => {
  const headers = {
    Accept: '*/*',
    'Content-Type': 'application/json',
    Authorization: `Bearer ${await token('/oauth2/platformtoken', { headers: basic() })}`,
  }
  const ask = async (since: string) => {
    const body = JSON.stringify({
      Script: `Select ID, EventType, WhenOccurred, NormalizedUser, Session, MfaResult, From, To, Cname, FailureReason from Event where WhenOccurred > '${since}'`,
      args: { PageNumber: 1, PageSize: 1000 },
    })
    return rowsOf(await decoded<Rows>(await speak(running.url, '/RedRock/Query', { headers, body }), 'map'))
  }
  const rows = await ask('2020-01-01T00:00:00.000001')
  expect(rows.find((row) => row['EventType'] === 'Cloud.Core.LoginFail')).toMatchObject({
    MfaResult: 'Failure',
    From: null,
    To: null,
    Cname: null,
  })
  // Its own reading of the last moment
  const last = Math.max(
    ...rows.map((row) => Number(/^\/Date\((\d+)\)\/$/.exec(String(row['WhenOccurred']))?.[1])),
  )
  expect(await ask(new Date(last + 1000).toISOString().replace('Z', '000'))).toEqual([])
})

test('one sends neither a native-client header nor a content type, and joins Message and Exception on failure', async () => {
  const headers = { Authorization: `Bearer ${await token('/oauth2/token/oauthsiem', { headers: basic() })}` }
  const ask = (Script: string) =>
    speak(running.url, '/Redrock/query', { headers, body: JSON.stringify({ Script }) })
  const rows = rowsOf(
    await decoded<Rows>(
      await ask("select * from Event where WhenOccurred >= DateFunc('now', '-1:00') order by WhenOccurred"),
      'map',
    ),
  )
  expect(rows.length).toBeGreaterThan(0)
  const { Message, Exception } = JSON.parse((await ask('select nothing')).text) as Record<string, string>
  expect([typeof Message, typeof Exception]).toEqual(['string', 'string'])
})

test('one names the application, writes moments with an offset, and pages until a page is short', async () => {
  const headers = { Authorization: `Bearer ${await token('/oauth2/token/oauthsiem', { headers: basic() })}` }
  const seen: unknown[] = []
  for (let PageNumber = 1; ; PageNumber++) {
    const Script =
      "select ID, EventType, WhenOccurred from Event where WhenOccurred > datefunc('2016-08-26 11:00:00+0000')"
    const body = JSON.stringify({
      Script,
      Args: { PageNumber, PageSize: 4, Limit: 4, SortBy: 'WhenLogged', Direction: 'True', Caching: -1 },
    })
    const rows = rowsOf(
      await decoded<Rows>(await speak(running.url, '/RedRock/query', { headers, body }), 'map'),
    )
    seen.push(...rows.map((row) => row['ID']))
    if (rows.length < 4) break
  }
  expect(seen.length).toBeGreaterThan(4)
  expect(new Set(seen).size).toBe(seen.length)
})

test('one counts, with words of SQL as names', async () => {
  const headers = {
    'Content-Type': 'application/json',
    Authorization: `Bearer ${await token('/oauth2/token/oauthsiem', { fields: { client_id: app.client.clientId, client_secret: app.client.secret } })}`,
  }
  const Script = 'select EventType, count(*) as Count from Event group by EventType order by Count desc'
  const rows = rowsOf(
    await decoded<Rows>(
      await speak(running.url, '/Redrock/query', { headers, body: JSON.stringify({ Script }) }),
      'map',
    ),
  )
  expect(rows[0]?.['Count']).toBeGreaterThan(1)
})

test.each([
  ['curl', { 'User-Agent': 'curl/8.5.0', Accept: '*/*', ...formType }],
  [
    'Ruby',
    {
      'Accept-Encoding': 'gzip;q=1.0,deflate;q=0.6,identity;q=0.3',
      Accept: '*/*',
      'User-Agent': 'Ruby',
      ...formType,
    },
  ],
])('%s calls its JSON a form, and gets a plain reply', async (_, typed) => {
  const headers = {
    ...typed,
    Authorization: `Bearer ${await token('/oauth2/token/oauthsiem', { headers: basic() })}`,
  }
  const heard = await speak(running.url, '/Redrock/query', {
    headers,
    body: '{"Script":"select ID from Event"}',
  })
  expect(heard.headers['content-encoding']).toBeUndefined()
  expect(rowsOf(await decoded<Rows>(heard, 'map')).length).toBeGreaterThan(0)
})

test('a scope that opens something else is 403 in the envelope, never 401, at which collectors sign in without end', async () => {
  const headers = { Authorization: `Bearer ${await token('/oauth2/token/oauthsiem', { headers: basic() })}` }
  const { status, text } = await speak(running.url, '/Security/WhoAmI', { headers })
  expect([status, (JSON.parse(text) as Record<string, unknown>)['success']]).toEqual([403, false])
})
