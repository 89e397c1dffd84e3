import fc from 'fast-check'
import { decodeJwt } from 'jose'
import { describe, expect, test, beforeAll, afterAll } from 'vitest'
import type { ExplainedClaim, InspectedCheck } from '#schema/judgement.ts'
import { anyTokenRequest } from '#testing/anyTokenRequest.ts'
import { testDatabases } from '#testing/database.ts'
import { longer } from '#testing/soak/longer.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { tokenRequestsOf } from '#testing/tokenRequests.ts'
import type { Tables } from '../../store/tables.ts'

type Inspected = {
  verdict: string
  checks: InspectedCheck[]
  token: { claims: ExplainedClaim[] } | null
}

const claimsOf = ({ token }: Inspected) =>
  Object.fromEntries(token?.claims.map(({ name, value }) => [name, value]) ?? [])

/** But for its moments and its name; how long it lives is told by two of them. */
const lasting = ({ iat, exp, auth_time: _at, jti: _name, ...claims }: Record<string, unknown>) => ({
  ...claims,
  lifetime: Number(exp) - Number(iat),
})

const decidingOf = ({ checks }: Inspected) => checks.find(({ outcome }) => outcome === 'failed')

describe.each(testDatabases())('an inspection, $kind', ({ open }) => {
  let running: TestTenant
  let requests: Awaited<ReturnType<typeof tokenRequestsOf>>
  beforeAll(async () => {
    running = await bootTenant({ database: await open<Tables>() })
    requests = await tokenRequestsOf(running)
  })
  afterAll(() => running.app.close())

  const inspect = (asked: object) =>
    running.admin.result<Inspected>('/Gatewright/Applications/Inspect', asked)

  test('says what the endpoints really answer, by the check that decides and with the claims of the token, whatever the configuration', async () => {
    const seen = new Set<string>()
    const tokens = new Set<string>()
    await fc.assert(
      fc.asyncProperty(anyTokenRequest, async (one) => {
        await requests.setUp(one)
        const said = await inspect(requests.question(one))
        const really = await requests.tried(one)
        const deciding = decidingOf(said)
        seen.add(deciding?.id ?? 'token')
        const assumed = said.checks.filter(({ outcome }) => outcome === 'assumed').map(({ id }) => id)
        if ('token' in really) {
          expect([said.verdict, deciding]).toEqual(['issued', undefined])
          expect(lasting(claimsOf(said))).toEqual(lasting(decodeJwt(really.token)))
          tokens.add(Object.keys(decodeJwt(really.token)).toSorted().join(' '))
        } else if ('notSignedIn' in really)
          if (really.notSignedIn === 'refused') expect(deciding?.during).toBe('signIn')
          else expect(assumed).toContain('passwordRight')
        else if (really.error === 'page') expect(deciding?.id).toBe('redirectRegistered')
        else if (really.error === 'consent_required') expect(assumed).toContain('consentGiven')
        else
          expect([deciding?.answer?.error, deciding?.answer?.description]).toEqual([
            really.error,
            really.description,
          ])
      }),
      { numRuns: longer(60) },
    )
    expect(seen.size).toBeGreaterThan(4)
    // How many kinds of tokens there are among so few is chance
    expect(tokens.size).toBeGreaterThan(0)
  }, 120_000)
})
