import type { Kysely, Transaction } from 'kysely'
import type { Keys } from '#platform/key.ts'
import { sameText } from '#platform/mac.ts'
import { seal, SealBroken, unseal } from '#platform/seal.ts'
import type { SealedValue } from '#schema/kinds/sealedSecret.ts'
import { nounCategories } from '#schema/nounCategories.ts'
import type { ObjectType } from '#schema/nouns.ts'
import type { Tables } from '../store/tables.ts'
import type { Write } from '../write.ts'

type OfObject = { type: ObjectType; id: string }
type Place = OfObject & {
  /** "connection.clientSecret" */
  setting: string
}
type Values = { [category: string]: { [key: string]: unknown } }

/**
 * The settings that are to be stored: what was typed for a sealed secret is sealed in its own row, what was removed is deleted, and the
 * settings say only since when one is kept. The same text again is no change. `before` is null for a new object.
 */
export async function keepSecrets<Config extends Values>(
  { tx, tenant: { keys, clock } }: Pick<Write, 'tx' | 'tenant'>,
  { type, id, before, wanted }: OfObject & { before: Config | null; wanted: Config },
): Promise<Config> {
  const stored: Values = structuredClone(wanted)
  for (const { category, key } of sealedSettings(type)) {
    const held = valueAt(before, category, key)
    const { next } = valueAt(wanted, category, key)
    const place = { type, id, setting: `${category}.${key}` }
    const stays = next === undefined || (typeof next === 'string' && (await isKept(tx, keys, place, next)))
    if (!stays) await (next === null ? remove(tx, place) : put(tx, keys, place, next))
    const since = stays ? held.since : next === null ? null : clock()
    stored[category] = { ...stored[category], [key]: { since } satisfies SealedValue }
  }
  return stored as Config
}

/** A program sends its secret with each call. One that cannot be opened any more is set again. */
async function isKept(tx: Transaction<Tables>, keys: Keys, place: Place, text: string): Promise<boolean> {
  try {
    const held = await openSecret(tx, keys, place)
    return held !== null && sameText(held, text)
  } catch (error) {
    if (error instanceof SealBroken) return false
    throw error
  }
}

/** Settings that were sent: since when a secret is kept says the tenant, and nobody else. */
export function withHeldSecrets(type: ObjectType, sent: unknown, held: Values): unknown {
  const settings = structuredClone(sent) as Values
  for (const { category, key } of sealedSettings(type)) {
    const value = settings[category]?.[key]
    if (typeof value !== 'object' || value === null || !settings[category]) continue
    settings[category][key] = { ...value, since: valueAt(held, category, key).since }
  }
  return settings
}

/** The text of a secret, for the tenant's own use; null while none is kept. */
export async function openSecret(db: Kysely<Tables>, keys: Keys, place: Place): Promise<string | null> {
  const row = await db
    .selectFrom('sealed_secret')
    .select('sealed')
    .where('object_type', '=', place.type)
    .where('object_id', '=', place.id)
    .where('setting', '=', place.setting)
    .executeTakeFirst()
  return row ? unseal(keys, row.sealed, place) : null
}

/** Deletes the secrets of an object that was deleted. */
export const forgetSecrets = (tx: Transaction<Tables>, { type, id }: OfObject) =>
  tx.deleteFrom('sealed_secret').where('object_type', '=', type).where('object_id', '=', id).execute()

/** A version with what somebody typed as a secret is a fault of ours, and the change is undone. */
export function refuseOpenSecrets(type: ObjectType, config: unknown): void {
  for (const { category, key } of sealedSettings(type))
    if (valueAt(config as Values | null, category, key).next !== undefined)
      throw new Error(
        `The ${type}'s ${category}.${key} was to be stored as it was typed. Pass the settings through keepSecrets first.`,
      )
}

const sealedSettings = (type: ObjectType) =>
  nounCategories[type].flatMap(({ id: category, settings }) =>
    Object.entries(settings).flatMap(([key, { kind }]) =>
      kind === 'sealedSecret' ? [{ category, key }] : [],
    ),
  )

const valueAt = (config: Values | null, category: string, key: string): SealedValue =>
  (config?.[category]?.[key] as SealedValue | undefined) ?? { since: null }

async function put(tx: Transaction<Tables>, keys: Keys, place: Place, text: string): Promise<void> {
  const sealed = seal(keys, text, place)
  await tx
    .insertInto('sealed_secret')
    .values({ object_type: place.type, object_id: place.id, setting: place.setting, sealed })
    .onConflict((conflict) =>
      conflict.columns(['object_type', 'object_id', 'setting']).doUpdateSet({ sealed }),
    )
    .execute()
}

const remove = (tx: Transaction<Tables>, { type, id, setting }: Place) =>
  tx
    .deleteFrom('sealed_secret')
    .where('object_type', '=', type)
    .where('object_id', '=', id)
    .where('setting', '=', setting)
    .execute()
