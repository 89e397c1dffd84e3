import type { Kysely } from 'kysely'
import { z } from 'zod'
import { readStored } from '#schema/category.ts'
import { nouns } from '#schema/nouns.ts'
import { userCategories, type UserConfig } from '#schema/user/index.ts'
import { notThere, Problem } from '../problem.ts'
import type { Tables } from '../store/tables.ts'
import type { Write } from '../write.ts'
import { insertUser } from './insertUser.ts'

const text = z.string()

/** Where a user of another directory came from, as the event of the deletion keeps it. */
const origin = z.object({
  directory: text,
  externalId: text,
  links: z.array(z.object({ identityProvider: text, issuer: text, subject: text })),
})

export type Origin = z.output<typeof origin>

/** Of deleted users, by id. Those of the cloud directory are not among them, nor those that were deleted before this was written down. */
export async function originsOf(db: Kysely<Tables>, ids: readonly string[]): Promise<Map<string, Origin>> {
  if (ids.length === 0) return new Map()
  const events = await db
    .selectFrom('event')
    .select(['object_id', 'detail'])
    .where('object_id', 'in', ids)
    .where('event_type', '=', `${nouns.user.event}.Delete`)
    .execute()
  return new Map(
    events.flatMap(({ object_id, detail }) => {
      const kept = z.object({ origin }).safeParse(JSON.parse(detail))
      return kept.success && object_id !== null ? [[object_id, kept.data.origin] as const] : []
    }),
  )
}

/** The settings that a deleted user of another directory had, and where it came from. */
export async function deletedUser(
  db: Kysely<Tables>,
  id: string,
): Promise<{ config: UserConfig; origin: Origin }> {
  const row = await db
    .selectFrom('object_version')
    .select('before')
    .where('object_type', '=', 'user')
    .where('object_id', '=', id)
    .where('after', 'is', null)
    .executeTakeFirst()
  if (!row) throw notThere('deleted user')
  const from = (await originsOf(db, [id])).get(id)
  if (!from)
    throw new Problem(
      'invalid_request',
      'Nothing says that this user came from another directory. Create a user with its settings instead.',
    )
  const stored = JSON.parse(row.before ?? '{}') as Record<string, unknown>
  return { config: readStored(userCategories, stored), origin: from }
}

/**
 * Makes a deleted user of another directory anew: of the same directory, and linked to the same people of the identity providers that are still there.
 * Gives how many links are gone. Whether the author may is judged before.
 */
export async function restoreUser(
  write: Write,
  { config, origin: { directory, externalId, links } }: { config: UserConfig; origin: Origin },
): Promise<{ id: string; lost: number }> {
  const { tx, tenant } = write
  const { name } = config.account
  const known = await tx.selectFrom('directory').select('id').where('id', '=', directory).executeTakeFirst()
  if (!known)
    throw new Problem(
      'invalid_request',
      `The directory that ${name} came from is no longer there. Create a user with its settings instead.`,
    )
  const there = await tx.selectFrom('identity_provider').select(['id', 'name']).execute()
  const names = new Map(there.map((provider) => [provider.id, provider.name]))
  const kept = links.filter(({ identityProvider }) => names.has(identityProvider))
  for (const { identityProvider, issuer, subject } of kept) {
    const other = await tx
      .selectFrom('identity_link')
      .innerJoin('user', 'user.id', 'identity_link.user_id')
      .select('user.name')
      .where('identity_provider_id', '=', identityProvider)
      .where('issuer', '=', issuer)
      .where('subject', '=', subject)
      .executeTakeFirst()
    if (other)
      throw new Problem(
        'invalid_request',
        `${name} cannot be restored: ${subject} of ${names.get(identityProvider)} signs in as ${other.name} now. Change that user instead, or delete it first.`,
      )
  }
  const id = await insertUser(write, { config, why: 'Restored', from: { directory, externalId } })
  const at = tenant.clock()
  for (const { identityProvider, issuer, subject } of kept)
    await tx
      .insertInto('identity_link')
      .values({
        identity_provider_id: identityProvider,
        issuer,
        subject,
        user_id: id,
        linked_at: at,
        last_used_at: at,
      })
      .execute()
  return { id, lost: links.length - kept.length }
}
