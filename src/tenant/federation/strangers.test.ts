import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clientAddressHeader, provenAddress } from '#platform/clientAddress.ts'
import { sweep } from '#platform/database/sweep.ts'
import { ApiClient } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { externalIdp, type ExternalIdp } from '#testing/externalIdp.ts'
import { federationOf } from '#testing/federation.ts'
import { peopleOf } from '#testing/people.ts'
import { addressOf, answerIn, pageOf, plainBrowser } from '#testing/plainBrowser.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { expiries } from '../expiries.ts'
import { mostFailures } from '../pages/federated.ts'
import { mostAnswered } from './answeredSignIns.ts'
import type { Tables } from '../store/tables.ts'
import { mostOver } from './programSignIn.ts'

// Anybody can begin a sign-in at an identity provider, and come back with an answer that they made up

describe.each(testDatabases())('X-11 strangers at an identity provider, $kind', (engine) => {
  let running: TestTenant
  let idp: ExternalIdp
  let federation: ReturnType<typeof federationOf>
  let link: string
  let id: string
  beforeAll(async () => {
    idp = await externalIdp()
    running = await bootTenant({ database: await engine.open<Tables>(), allow: [idp.issuer] })
    federation = federationOf(running)
    link = federation.link(await federation.flow.openIdConnect('bank'))
    id = await peopleOf(running).addIdentityProvider('Partner', idp.settings())
    await federation.route({ IdentityProvider: id, Domain: 'partner.test' })
    idp.state.person = { sub: 'ada', preferred_username: 'ada@partner.test' }
  })
  afterAll(async () => {
    await running.close()
    await idp.close()
  })

  const count = async (table: string) => {
    const { rows } = await sql
      .raw<{ rows: number }>(`select count(*) as rows from ${table}`)
      .execute(running.tenant.database.read)
    return Number(rows[0]?.rows)
  }
  const from = (address: string) => ({ [clientAddressHeader]: provenAddress(running.keys, address) })
  /** Begins there, and comes back with a code that nobody gave. */
  async function madeUp(address: string) {
    const browser = plainBrowser(running.url)
    const begun = await browser.open(`/Federation/${id}/Login`)
    const state = federation.leadsTo(begun)?.searchParams.get('state') ?? ''
    const callback = new URL(`/Federation/${id}/Callback?code=made-up&state=${state}`, running.url)
    return pageOf(await browser.send(callback, { headers: from(address) })).status
  }

  test('beginning leaves nothing, here and for programs', async () => {
    const tables = ['answered_sign_in', 'program_sign_in', 'login_attempt', 'login_session', 'test_sign_in']
    const before = await Promise.all(tables.map(count))
    const program = new ApiClient(running.url, null)
    for (let turn = 0; turn < 40; turn++) {
      await plainBrowser(running.url).open(`/Federation/${id}/Login?iss=${idp.issuer}`)
      await federation.typeName(plainBrowser(running.url), link, 'ada@partner.test')
      await program.result('/Security/StartAuthentication', { User: 'ada@partner.test' })
    }
    expect(await Promise.all(tables.map(count))).toEqual(before)
  })

  test('of answers that were made up one network brings so many a minute, and holds nobody else up', async () => {
    const before = await count('answered_sign_in')
    idp.state.asked = []
    const statuses = []
    for (let turn = 0; turn < mostFailures + 10; turn++) statuses.push(await madeUp('203.0.113.7'))
    expect(statuses).toEqual([...Array<number>(mostFailures).fill(400), ...Array<number>(10).fill(429)])
    expect((await count('answered_sign_in')) - before).toBe(mostFailures)
    expect(idp.state.asked.filter((path) => path === '/token')).toHaveLength(mostFailures)
    const sight = await federation.signIn('ada@partner.test', link)
    expect(addressOf(answerIn(sight))).toContain('code=')
  })

  test('many at the same moment are counted as well', async () => {
    const before = await count('answered_sign_in')
    await Promise.all(Array.from({ length: mostFailures * 2 }, () => madeUp('203.0.113.8')))
    expect((await count('answered_sign_in')) - before).toBeLessThanOrEqual(mostFailures)
  })

  test('who really signs in is never held up, however many share an address', async () => {
    for (let turn = 0; turn < mostFailures + 5; turn++)
      expect(addressOf(answerIn(await federation.signIn('ada@partner.test', link)))).toContain('code=')
  })

  test('who had to wait goes on with the same answer', async () => {
    for (let turn = 0; turn < mostFailures; turn++) await madeUp('203.0.113.9')
    const browser = plainBrowser(running.url)
    const back = await federation.back(await federation.typeName(browser, link, 'ada@partner.test'))
    expect(pageOf(await browser.send(back, { headers: from('203.0.113.9') })).status).toBe(429)
    running.advance(60_000)
    expect(addressOf(answerIn(await browser.send(back, { headers: from('203.0.113.9') })))).toContain('code=')
  })

  test('no more is kept than a bound, and the oldest goes first', async () => {
    const at = running.tenant.clock() + 60_000
    const fill = (into: string, most: number, select: string) =>
      running.tenant.database.write((tx) =>
        sql
          .raw(
            `insert into ${into} with recursive number(n) as (select 1 union all select n + 1 from number where n < ${most + 300}) select ${select} from number`,
          )
          .execute(tx),
      )
    await fill('answered_sign_in', mostAnswered, `'made up ' || n, ${at} + n`)
    await fill(
      'program_sign_in (attempt_mac, pin_mac, tries, expires_at, consumed_at)',
      mostOver,
      `'made up ' || n, '', 5, ${at}, ${at} + n`,
    )
    await sweep(running.tenant, expiries)
    expect(await count('answered_sign_in')).toBeLessThanOrEqual(mostAnswered)
    expect(await count('program_sign_in')).toBe(mostOver)
    expect(await count(`program_sign_in where attempt_mac = 'made up 300'`)).toBe(0)
  })
})
