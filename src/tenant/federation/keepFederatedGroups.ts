import type { Kysely } from 'kysely'
import type { Tables } from '../store/tables.ts'
import type { Write } from '../write.ts'

type Whom = { identityProvider: string; userId: string }

export const federatedGroups = async (
  db: Kysely<Tables>,
  { identityProvider, userId }: Whom,
): Promise<Set<string>> => {
  const rows = await db
    .selectFrom('federated_member')
    .select('group_id')
    .where('user_id', '=', userId)
    .where('identity_provider_id', '=', identityProvider)
    .execute()
  return new Set(rows.map((row) => row.group_id))
}

/**
 * Makes the memberships that an identity provider gives those that it gives now. What somebody was put into by hand, or by another identity
 * provider, stays (FC-10). Groups keep their version: who is in them by this changes with every sign-in.
 */
export async function keepFederatedGroups(
  { tx }: Pick<Write, 'tx'>,
  { identityProvider, userId, groups }: Whom & { groups: ReadonlySet<string> },
): Promise<{ joined: string[]; left: string[] }> {
  const before = await federatedGroups(tx, { identityProvider, userId })
  const joined = [...groups].filter((id) => !before.has(id))
  const left = [...before].filter((id) => !groups.has(id))
  for (const group_id of joined) {
    await tx
      .insertInto('federated_member')
      .values({ identity_provider_id: identityProvider, group_id, user_id: userId })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await tx
      .insertInto('group_member')
      .values({ group_id, user_id: userId, by_hand: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  if (left.length > 0) {
    await tx
      .deleteFrom('federated_member')
      .where('user_id', '=', userId)
      .where('identity_provider_id', '=', identityProvider)
      .where('group_id', 'in', left)
      .execute()
    await forgetUnfounded(tx, { userId, groups: left })
  }
  return { joined, left }
}

/** Ends the memberships that an identity provider gave, before it is deleted. */
export async function forgetFederatedGroups(
  { tx }: Pick<Write, 'tx'>,
  identityProvider: string,
): Promise<void> {
  const gone = await tx
    .deleteFrom('federated_member')
    .where('identity_provider_id', '=', identityProvider)
    .returning(['user_id', 'group_id'])
    .execute()
  for (const { user_id, group_id } of gone) await forgetUnfounded(tx, { userId: user_id, groups: [group_id] })
}

/** Memberships that nobody made by hand and no identity provider gives any more. */
const forgetUnfounded = (
  tx: Write['tx'],
  { userId, groups }: { userId: string; groups: readonly string[] },
) =>
  tx
    .deleteFrom('group_member')
    .where('user_id', '=', userId)
    .where('group_id', 'in', ['', ...groups])
    .where('by_hand', '=', 0)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('federated_member')
            .select('federated_member.user_id')
            .whereRef('federated_member.user_id', '=', 'group_member.user_id')
            .whereRef('federated_member.group_id', '=', 'group_member.group_id'),
        ),
      ),
    )
    .execute()
