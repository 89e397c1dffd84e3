import type { Kysely } from 'kysely'
import type { Tables } from '../store/tables.ts'
import type { Write } from '../write.ts'
import { isOverage, type Claims } from './claims.ts'

/** What a sign-in tells of the rows: which of their values came, and which came in other letter case alone. */
export type Sightings = { seen: string[]; near: { value: string; as: string }[]; overage: boolean }

type Asked = {
  identityProvider: string
  claim: string
  claims: Claims
  values: readonly string[]
  rows: readonly { value: string }[]
}

/** What is not known yet, or not of today: as a rule nothing, so that a sign-in writes nothing for it. */
export async function newSightings(
  db: Kysely<Tables>,
  now: number,
  { identityProvider, claim, claims, values, rows }: Asked,
): Promise<Sightings> {
  if (claim === '') return { seen: [], near: [], overage: false }
  const sent = new Set(values)
  const byLowerCase = new Map(values.map((value) => [value.toLowerCase(), value]))
  const wanted = [...new Set(rows.map(({ value }) => value))]
  const hits = wanted.filter((value) => sent.has(value))
  const near = wanted.flatMap((value) => {
    const as = sent.has(value) ? undefined : byLowerCase.get(value.toLowerCase())
    return as === undefined ? [] : [{ value, as }]
  })
  const known = new Map<string, { seen_at: number | null; seen_as: string | null }>()
  if (hits.length + near.length > 0)
    for (const row of await db
      .selectFrom('mapped_value')
      .select(['value', 'seen_at', 'seen_as'])
      .where('identity_provider_id', '=', identityProvider)
      .execute())
      known.set(row.value, row)
  return {
    seen: hits.filter((value) => (known.get(value)?.seen_at ?? 0) < now - day),
    near: near.filter(({ value, as }) => known.get(value)?.seen_as !== as),
    overage: isOverage(claims, claim) && ((await lastOverage(db, identityProvider)) ?? 0) < now - day,
  }
}

const day = 86_400_000

/** When groups last did not come because there were too many. */
export const lastOverage = async (
  db: Kysely<Tables>,
  identityProvider: string,
): Promise<number | undefined> =>
  (
    await db
      .selectFrom('group_overage')
      .select('at')
      .where('identity_provider_id', '=', identityProvider)
      .executeTakeFirst()
  )?.at

export async function keepSightings(
  { tx, tenant }: Pick<Write, 'tx' | 'tenant'>,
  identityProvider: string,
  { seen, near, overage }: Sightings,
): Promise<void> {
  const at = tenant.clock()
  const keep = (value: string, change: { seen_at: number } | { seen_as: string }) =>
    tx
      .insertInto('mapped_value')
      .values({ identity_provider_id: identityProvider, value, seen_at: null, seen_as: null, ...change })
      .onConflict((conflict) => conflict.columns(['identity_provider_id', 'value']).doUpdateSet(change))
      .execute()
  for (const value of seen) await keep(value, { seen_at: at })
  for (const { value, as } of near) await keep(value, { seen_as: as })
  if (overage)
    await tx
      .insertInto('group_overage')
      .values({ identity_provider_id: identityProvider, at })
      .onConflict((conflict) => conflict.column('identity_provider_id').doUpdateSet({ at }))
      .execute()
}

/** Forgets what no row waits for any more; all of it where somebody else says now what the values are. */
export async function forgetSightings(
  { tx }: Pick<Write, 'tx'>,
  { identityProvider, all = false }: { identityProvider: string | null; all?: boolean },
): Promise<void> {
  const ofOne = identityProvider ?? ''
  if (all) await tx.deleteFrom('group_overage').where('identity_provider_id', '=', ofOne).execute()
  await tx
    .deleteFrom('mapped_value')
    .$if(identityProvider !== null, (query) => query.where('identity_provider_id', '=', ofOne))
    .$if(!all, (query) =>
      query
        .where((where) =>
          where.not(
            where.exists(
              where
                .selectFrom('group_mapping')
                .select('group_mapping.value')
                .whereRef('group_mapping.value', '=', 'mapped_value.value')
                .whereRef('group_mapping.identity_provider_id', '=', 'mapped_value.identity_provider_id'),
            ),
          ),
        )
        .where('value', 'not in', (inner) => inner.selectFrom('global_group_mapping').select('value')),
    )
    .execute()
}
