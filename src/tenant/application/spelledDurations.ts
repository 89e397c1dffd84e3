import type { Kysely, Transaction } from 'kysely'
import { fromTimeSpan } from '#schema/duration.ts'
import { member, objectIn, type Wire } from '#schema/wireMembers.ts'
import type { Tables } from '../store/tables.ts'

// 8:00:00 and 0.08:00:00 are one lifetime. Programs that compare what they read with what they sent take another spelling for a change that somebody made.

const members = ['TokenLifetimeString', 'RefreshLifetimeString'] as const

/** Keeps how the lifetimes of an update were written. */
export async function keepSpelling(tx: Transaction<Tables>, id: string, sent: Wire): Promise<void> {
  const profile = objectIn(member(sent, 'OAuthProfile'))
  for (const name of members) {
    const spelled = member(profile, name)
    if (typeof spelled !== 'string' || fromTimeSpan(spelled) === undefined) continue
    const row = { application_id: id, member: name, spelled: spelled.trim() }
    await tx
      .insertInto('spelled_duration')
      .values(row)
      .onConflict((conflict) =>
        conflict.columns(['application_id', 'member']).doUpdateSet({ spelled: row.spelled }),
      )
      .execute()
  }
}

/** The lifetimes of a profile as they were written last, where that still means the same. */
export async function asSpelled(db: Kysely<Tables>, id: string, profile: Wire): Promise<Wire> {
  const rows = await db.selectFrom('spelled_duration').selectAll().where('application_id', '=', id).execute()
  const same = rows.filter(({ member: name, spelled }) => {
    const held = profile[name]
    return typeof held === 'string' && fromTimeSpan(held) === fromTimeSpan(spelled)
  })
  return { ...profile, ...Object.fromEntries(same.map(({ member: name, spelled }) => [name, spelled])) }
}
