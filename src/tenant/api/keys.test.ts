import type { FastifyInstance } from 'fastify'
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Api } from '#schema/api.ts'
import { hours, minutes } from '#schema/duration.ts'
import { createTenantApp } from '#tenant/app.ts'
import { startTenant } from '#tenant/start.ts'
import type { Tables } from '#tenant/store/tables.ts'
import { ApiClient } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { basic, formOf, oauthOf, type OAuth } from '#testing/oauth.ts'
import { peopleOf, refusal, type People } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { z } from 'zod'

type List = z.output<Api['keysList']['response']>

describe.each(testDatabases())('$kind', (engine) => {
  let running: TestTenant
  let flow: OAuth
  let people: People
  let portal: Awaited<ReturnType<OAuth['application']>>
  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open<Tables>() })
    flow = oauthOf(running)
    people = peopleOf(running)
    portal = await flow.application('portal')
  })
  afterAll(() => running.close())

  const list = (client = running.admin) => client.result<List>('/Gatewright/Keys/List')
  const rotate = (body: object = {}) =>
    running.admin.result<{ kid: string; signsFrom: number }>('/Gatewright/Keys/Rotate', body)
  const jwks = async (path = '/oauth/keys') =>
    (await (await fetch(running.url + path)).json()) as JSONWebKeySet
  const token = async () => {
    const { body } = await flow.token(
      'portal',
      { grant_type: 'client_credentials', scope: 'siem' },
      { client: portal.client },
    )
    return String(body['access_token'])
  }
  const statusOf = async (token: string) =>
    (await new ApiClient(running.url, token).post('/Security/WhoAmI')).status
  const signing = async () => (await list()).keys.find(({ state }) => state === 'signing')?.kid ?? ''

  test('one key at first, with every moment that is known', async () => {
    const { keys, now, everyDays, nextByItself, earliest } = await list()
    const [key] = keys
    expect(keys).toEqual([
      {
        kid: key?.kid,
        state: 'signing',
        publishedFrom: key?.publishedFrom,
        signsFrom: key?.publishedFrom,
        stopsSigningAt: null,
        leavesAt: null,
        cancelUntil: null,
      },
    ])
    expect(everyDays).toBe(90)
    expect(nextByItself).toBe((key?.signsFrom ?? 0) + 90 * hours(24) * 1000)
    expect(earliest).toBe(now + minutes(10) * 1000)
  })

  test('TK-07 the published keys may be kept for five minutes, at both paths', async () => {
    for (const path of ['/oauth/keys', '/OAuth2/Keys/portal']) {
      const reply = await fetch(running.url + path)
      expect(reply.headers.get('cache-control')).toBe('public, max-age=300')
      expect(await reply.json()).toEqual(await jwks())
    }
  })

  test('who may look may not touch; who may not look sees nothing', async () => {
    const monitor = await people.somebody(['monitor'])
    const all = await people.somebody(['appman', 'dsman', 'roleman', 'fedman', 'reportman'])
    expect((await list(monitor.client)).keys).toHaveLength(1)
    expect(await refusal(all.client, '/Gatewright/Keys/List', {})).toMatchObject({ status: 403 })
    for (const { client } of [monitor, all])
      for (const [path, body] of [
        ['Rotate', {}],
        ['Replace', { kid: await signing() }],
        ['Schedule', { everyDays: 0 }],
        ['Cancel', { kid: await signing() }],
      ] as const)
        expect(await refusal(client, `/Gatewright/Keys/${path}`, body)).toMatchObject({
          status: 403,
          message: expect.stringContaining('System Administrator') as string,
        })
    expect(await list()).toMatchObject({ everyDays: 90, keys: [{ state: 'signing' }] })
  })

  test('what cannot be done is said in words', async () => {
    const soon = await refusal(running.admin, '/Gatewright/Keys/Rotate', { signsFrom: Date.now() })
    expect(soon).toMatchObject({ code: 'invalid_fields', field: 'signsFrom' })
    expect(soon.message).toContain('published for 10 minutes')
    const period = await refusal(running.admin, '/Gatewright/Keys/Schedule', { everyDays: 7 })
    expect(period.code).toBe('invalid_fields')
    const cancelled = await refusal(running.admin, '/Gatewright/Keys/Cancel', { kid: await signing() })
    expect(cancelled.code).toBe('gone')
    const replaced = await refusal(running.admin, '/Gatewright/Keys/Replace', { kid: 'another' })
    expect(replaced.code).toBe('stale')
  })

  test('who did what to which key is in the audit log', async () => {
    const { kid } = await rotate({ signsFrom: Date.now() + hours(5) * 1000 })
    await running.admin.result('/Gatewright/Keys/Cancel', { kid })
    await running.admin.result('/Gatewright/Keys/Schedule', { everyDays: 180 })
    const { Results } = await running.admin.result<{ Results: { Row: Record<string, unknown> }[] }>(
      '/Redrock/query',
      {
        Script:
          "select EventType, NormalizedUser, EntityType, EntityUuid, FromIPAddress from Event where EventType like 'Cloud.Core.Key.%' order by WhenOccurred",
      },
    )
    expect(Results.map(({ Row }) => Row)).toMatchObject([
      { EventType: 'Cloud.Core.Key.Create', EntityType: 'signingKey', EntityUuid: kid },
      { EventType: 'Cloud.Core.Key.Delete', EntityType: 'signingKey', EntityUuid: kid },
      { EventType: 'Cloud.Core.Key.Schedule', EntityType: 'tenant', EntityUuid: running.tenant.id },
    ])
    expect(new Set(Results.map(({ Row }) => Row['NormalizedUser']))).toEqual(new Set(['ada@acme.test']))
  })

  describe('FT-11 under load, on two nodes', () => {
    let second: FastifyInstance
    let load: ReturnType<typeof keepAsking>
    /** Tokens that had not expired and were refused, by the tenant or by who checks them offline. */
    const refused: string[] = []
    const accepted: { token: string; until: number }[] = []

    beforeAll(async () => {
      const { database, clock, log } = running.tenant
      const { tenant } = await startTenant({
        database,
        keys: running.keys,
        log,
        url: running.url,
        consoleUrl: 'http://localhost:7080',
        clock,
      })
      second = await createTenantApp(tenant)
    })
    afterAll(() => second.close())

    const host = () => ({ host: new URL(running.url).host })
    const ofSecond = async () => {
      const reply = await second.inject({
        method: 'POST',
        url: '/OAuth2/Token/portal',
        headers: {
          ...host(),
          authorization: basic(portal.client.clientId, portal.client.secret),
          'content-type': 'application/x-www-form-urlencoded',
        },
        payload: formOf({ grant_type: 'client_credentials', scope: 'siem' }).toString(),
      })
      return String(reply.json<Record<string, unknown>>()['access_token'])
    }
    const statusAtSecond = async (token: string) =>
      (
        await second.inject({
          method: 'POST',
          url: '/Security/WhoAmI',
          headers: { ...host(), authorization: `Bearer ${token}` },
        })
      ).statusCode

    /** A resource server that keeps the keys as long as it may and never asks again before. */
    function resourceServer(keysOf: () => Promise<JSONWebKeySet>) {
      let kept: { keys: JSONWebKeySet; until: number } | null = null
      return async (token: string) => {
        const now = running.tenant.clock()
        if (!kept || kept.until <= now) kept = { keys: await keysOf(), until: now + minutes(5) * 1000 }
        await jwtVerify(token, createLocalJWKSet(kept.keys), { currentDate: new Date(now), typ: 'at+jwt' })
      }
    }

    function keepAsking() {
      const stop = new AbortController()
      const offline = [
        resourceServer(() => jwks()),
        resourceServer(async () => (await second.inject({ url: '/oauth/keys', headers: host() })).json()),
      ]
      const ask = async (from: () => Promise<string>) => {
        while (!stop.signal.aborted) {
          const until = running.tenant.clock() + hours(1) * 1000
          const token = await from()
          for (const check of offline)
            await check(token).catch((error: unknown) =>
              refused.push(`${decodeProtectedHeader(token).kid} ${String(error)}`),
            )
          for (const status of [await statusOf(token), await statusAtSecond(token)])
            if (status !== 200) refused.push(`${decodeProtectedHeader(token).kid} ${status}`)
          accepted.push({ token, until })
        }
      }
      const asking = [ask(token), ask(ofSecond), ask(token), ask(ofSecond)]
      return async () => {
        stop.abort()
        await Promise.all(asking)
      }
    }

    const aWhile = async () => {
      const before = accepted.length
      while (accepted.length < before + 8) await new Promise((done) => setTimeout(done, 5))
    }

    test('keys rotate twice and no valid token is refused', async () => {
      load = keepAsking()
      await aWhile()
      for (let rotation = 0; rotation < 2; rotation++) {
        const { kid } = await rotate()
        for (let minute = 0; minute < 12; minute++) {
          running.advance(minutes(1) * 1000)
          await aWhile()
        }
        expect(await signing()).toBe(kid)
      }
      await load()
      const now = running.tenant.clock()
      for (const { token, until } of accepted) if (until > now) expect(await statusOf(token)).toBe(200)
      expect(refused).toEqual([])
      expect(new Set(accepted.map(({ token }) => decodeProtectedHeader(token).kid)).size).toBe(3)
    })

    test('replaced: every token issued so far is refused within a minute on every node, new ones are accepted', async () => {
      const live = accepted.filter(({ until }) => until > running.tenant.clock() + minutes(2) * 1000)
      const some = [live.at(0), live.at(live.length >> 1), live.at(-1)].map((each) => each?.token ?? '')
      const { kid } = await running.admin.result<{ kid: string }>('/Gatewright/Keys/Replace', {
        kid: await signing(),
      })
      for (const each of some) expect(await statusOf(each)).toBe(401)
      running.advance(minutes(1) * 1000)
      for (const each of some) expect([await statusOf(each), await statusAtSecond(each)]).toEqual([401, 401])
      expect((await jwks()).keys.map((key) => key.kid)).toEqual([kid])
      for (const fresh of [await token(), await ofSecond()]) {
        expect(decodeProtectedHeader(fresh).kid).toBe(kid)
        expect([await statusOf(fresh), await statusAtSecond(fresh)]).toEqual([200, 200])
      }
      // A session of the tenant itself is no token: it goes on
      expect((await list()).keys.filter(({ state }) => state === 'revoked').length).toBeGreaterThanOrEqual(3)
    })
  })
})
