import { randomUUID } from 'node:crypto'
import { decodeJwt, SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { bootTenant } from '#testing/tenant.ts'
import { places, type Place } from '#testing/tokens/places.ts'
import { addSecret, things, type Change, type Thing } from '#testing/tokens/things.ts'
import { ways, type Way } from '#testing/tokens/ways.ts'
import { makeApplication, worldOf, type Made, type World } from '#testing/tokens/world.ts'
import type { Tables } from '../store/tables.ts'

// every way to get a token, everything that it may stand on, and every place where it is used.

describe.each(testDatabases())('$kind', ({ open }) => {
  let world: World
  beforeAll(async () => {
    world = await worldOf(await bootTenant({ database: await open<Tables>() }))
  })
  afterAll(() => world.running.close())
  beforeEach(() => world.running.tenant.database.write((tx) => tx.deleteFrom('failed_login').execute()))

  const usedAt = ({ places: own }: Way) => own ?? (Object.keys(places) as Place[])
  const seenAt = async (way: Way, made: Made, token: string) =>
    Object.fromEntries(
      await Promise.all(
        usedAt(way).map(async (place) => [place, await places[place](world, token, made)] as const),
      ),
    )

  test.each(Object.keys(ways))(
    'X-12 AZ-09 a token by %s ends at once with what it stands on, everywhere, and with nothing else',
    async (name) => {
      const way = ways[name]
      if (!way) throw new Error(name)
      const { kind, profile } = way
      const made = await makeApplication(world, {
        name: `app${Object.keys(ways).indexOf(name)}`,
        kind,
        profile,
      })
      const expected: Record<string, unknown> = {}
      const seen: Record<string, unknown> = {}
      for (const [thing, change] of Object.entries<Change>(things)) {
        if (way.untried?.includes(thing as Thing) || change.of?.(made, way) === false) continue
        const fresh = /^secret (revoked|expired)$/.test(thing) ? await addSecret(world, made) : null
        const secret = fresh?.secret ?? made.secret
        const client = { clientId: made.clientId, ...(secret === null ? {} : { secret }) }
        const token = await way.get(world, made, client)
        const before = await seenAt(way, made, token)
        await change.go(world, made, { way, secretId: fresh?.id ?? '' })
        seen[thing] = [before, await seenAt(way, made, token)]
        await change.back?.(world, made)
        const alive = !way.standsOn.includes(thing as Thing)
        const at = (value: boolean) => Object.fromEntries(usedAt(way).map((place) => [place, value]))
        expected[thing] = [at(true), at(alive)]
      }
      expect(seen).toEqual(expected)
    },
    60_000,
  )

  const confidential = () => makeApplication(world, { name: `other${++count}`, kind: 'Confidential' })
  let count = 0
  const aliveEverywhere = async (made: Made, token: string) => {
    const at = await Promise.all(Object.values(places).map((use) => use(world, token, made)))
    expect(new Set(at).size).toBe(1)
    return at[0]
  }

  test('X-12 a refresh token ends with the secret that it was last used with, and goes over to the next one', async () => {
    const { flow } = world
    const made = await confidential()
    const { applicationId, clientId } = made
    const signIn = async (secret: string) => {
      const asked = { bearer: world.person.bearer, others: { scope: applicationId } }
      const client = { clientId, secret }
      const code = await flow.code({ applicationId, client }, asked)
      return (await flow.token(applicationId, flow.redemption(code), { client })).body
    }
    const refresh = async (token: unknown, secret: string) => {
      const fields = { grant_type: 'refresh_token', refresh_token: String(token) }
      const { status, body } = await flow.token(applicationId, fields, { client: { clientId, secret } })
      return { status, ...body } as Record<string, unknown> & { status: number }
    }
    for (const Rotate of [true, false]) {
      await flow.change(made.rowKey, { Gatewright: { RotateRefreshTokens: Rotate } })
      const [old, next] = [made.secret ?? '', await addSecret(world, made)]
      const [left, moved] = [await signIn(old), await signIn(old)]
      const after = await refresh(moved['refresh_token'], next.secret)
      expect(after.status).toBe(200)
      made.secret = next.secret
      await things['secret revoked'].go(world, made, {
        way: ways['a code'] as Way,
        secretId: await secretIdOf(made, next.id),
      })
      expect(await refresh(left['refresh_token'], next.secret)).toMatchObject({
        status: 400,
        error: 'invalid_grant',
      })
      // Each access token names the secret that it was given for
      expect(await aliveEverywhere(made, String(moved['access_token']))).toBe(false)
      expect(await aliveEverywhere(made, String(after['access_token']))).toBe(true)
      const last = after['refresh_token'] ?? moved['refresh_token']
      expect((await refresh(last, next.secret)).status).toBe(200)
    }
  })

  /** The secret of a client that is not `other`. */
  const secretIdOf = async (made: Made, other: string) => {
    const secrets = await world.running.admin.result<{ id: string }[]>('/Gatewright/Secrets/List', {
      owner: { type: 'user', id: made.userId },
    })
    return secrets.find(({ id }) => id !== other)?.id ?? ''
  }

  test('X-12 a token that an earlier version issued lives out its time, and ends with Run and with its client', async () => {
    const made = await confidential()
    const client = { clientId: made.clientId, secret: made.secret ?? '' }
    for (const name of ['client credentials', 'a code']) {
      const way = ways[name] as Way
      const token = await asEarlier(await way.get(world, made, client))
      expect(await aliveEverywhere(made, token)).toBe(true)
      const ending: Thing[] = ['client disabled', name === 'a code' ? 'person’s Run' : 'client’s Run']
      for (const thing of ending) {
        const change: Change = things[thing]
        await change.go(world, made, { way, secretId: '' })
        expect(await aliveEverywhere(made, token)).toBe(false)
        await change.back?.(world, made)
        expect(await aliveEverywhere(made, token)).toBe(true)
      }
      await things['secret replaced'].go(world, made)
      expect(await aliveEverywhere(made, token)).toBe(true)
      client.secret = made.secret ?? ''
    }
  })

  /** The same token with the ID that it had then: nothing about way and secret. */
  async function asEarlier(token: string) {
    const { kid, key } = await world.running.tenant.keyRing.signing()
    const claims = decodeJwt(token)
    const jti = [...(claims.jti ?? '').split('.').slice(0, -1), randomUUID()].join('.')
    return new SignJWT({ ...claims, jti }).setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid }).sign(key)
  }
})
