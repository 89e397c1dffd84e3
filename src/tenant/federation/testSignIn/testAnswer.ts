import { seal, unseal } from '#platform/seal.ts'
import { minutes } from '#schema/duration.ts'
import type { IdentityProviderConfig } from '#schema/identityProvider/index.ts'
import type { Row } from '../../store/tables.ts'
import type { Tenant } from '../../tenant.ts'
import type { FederationFault } from '../federationFault.ts'
import type { WhoCame } from '../providerClient.ts'

/** Milliseconds for which an answer is kept, and for which one is that was redacted. */
const lasts = minutes(60) * 1000
const lastsRedacted = minutes(7 * 24 * 60) * 1000

/** Who came to a test sign-in, or why nobody did. Of tokens nothing is kept. */
export type TestAnswer =
  | { came: WhoCame; redacted: string[] }
  | { fault: Pick<FederationFault, 'check' | 'message' | 'expected' | 'seen' | 'cure'> }

type Whose = { identityProvider: string; actor: string }

/** Keeps the answer to a test sign-in, the first one that comes. The settings that were tried, and their secret, are gone then. */
export async function keepAnswer(tenant: Tenant, id: string, answer: TestAnswer): Promise<void> {
  await tenant.database.write((tx) =>
    tx
      .updateTable('test_sign_in')
      .set({ asked: null, answer: sealed(tenant, id, answer), expires_at: tenant.clock() + lasts })
      .where('id', '=', id)
      .where('asked', 'is not', null)
      .execute(),
  )
}

export const faultOf = ({ check, message, expected, seen, cure }: FederationFault): TestAnswer => ({
  fault: { check, message, expected, seen, cure },
})

/** The test sign-in of an administrator, with its answer if one came. */
export async function findTest(
  { database, keys, clock }: Tenant,
  { identityProvider, actor }: Whose,
): Promise<{ row: Row<'test_sign_in'>; answer: TestAnswer | null } | null> {
  const row = await database.read
    .selectFrom('test_sign_in')
    .selectAll()
    .where('actor_id', '=', actor)
    .where('identity_provider_id', '=', identityProvider)
    .where('expires_at', '>', clock())
    .executeTakeFirst()
  if (!row) return null
  const answer =
    row.answer === null ? null : (JSON.parse(unseal(keys, row.answer, placeOf(row.id))) as TestAnswer)
  return { row, answer }
}

/** Keeps an answer for longer, with no more of the person than what decides with these settings. */
export async function redactTest(
  tenant: Tenant,
  whose: Whose,
  config: IdentityProviderConfig,
): Promise<boolean> {
  const found = await findTest(tenant, whose)
  if (!found?.answer || !('came' in found.answer)) return false
  const { row, answer } = found
  const kept = redacted(answer, config)
  await tenant.database.write((tx) =>
    tx
      .updateTable('test_sign_in')
      .set({
        answer: sealed(tenant, row.id, kept),
        redacted: 1,
        expires_at: tenant.clock() + lastsRedacted,
      })
      .where('id', '=', row.id)
      .execute(),
  )
  return true
}

export const forgetTest = ({ database }: Tenant, { identityProvider, actor }: Whose) =>
  database.write((tx) =>
    tx
      .deleteFrom('test_sign_in')
      .where('actor_id', '=', actor)
      .where('identity_provider_id', '=', identityProvider)
      .execute(),
  )

/** Claims by which an account is found or named, whatever the settings are. */
const deciding = [
  'sub',
  'iss',
  'preferred_username',
  'upn',
  'email',
  'email_verified',
  'phone_number_verified',
]
const standard: Record<string, string> = { MobileNumber: 'phone_number', DisplayName: 'name' }

function redacted(
  { came, redacted: before }: Extract<TestAnswer, { came: unknown }>,
  { authentication, groupMappings }: IdentityProviderConfig,
): TestAnswer {
  const { federatedAttribute, requiredClaims } = authentication
  const named = [federatedAttribute, groupMappings.claim, ...requiredClaims.map(({ claim }) => claim)]
  const needed = new Set([
    ...deciding,
    ...named.flatMap((name) => [name, name.split('.')[0] ?? '', standard[name] ?? '']),
  ])
  const entries = Object.entries(came.claims)
  return {
    came: { ...came, claims: Object.fromEntries(entries.filter(([name]) => needed.has(name))) },
    redacted: [...before, ...entries.map(([name]) => name).filter((name) => !needed.has(name))],
  }
}

const sealed = ({ keys }: Pick<Tenant, 'keys'>, id: string, answer: TestAnswer) =>
  seal(keys, JSON.stringify(answer), placeOf(id))

const placeOf = (id: string) => ({ testSignIn: id, part: 'answer' })
