import { sql, type RawBuilder } from 'kysely'
import { applicationRights } from '#schema/grant.ts'
import { oneDay } from '../../days.ts'
import { textValue } from '../view.ts'

type Ids = RawBuilder<unknown>
/** Ends after `from` and at `until` at the latest, and no other secret of the same owner lasts longer. */
type Span = { from: number; until: number }
/** The ids of what comes to an end then. From the few secrets that end to what they belong to: asked of each object, all would be gone through. */
type WhoseSecretEnds = (span: Span) => Ids

const ownersOf = (type: 'user' | 'application', { from, until }: Span): Ids => {
  const last = sql`cast(${until} as bigint)`
  return sql`select ending.owner_id from credential as ending
    where ending.owner_type = ${sql.lit(type)} and ending.expires_at > cast(${from} as bigint) and ending.expires_at <= ${last}
      and not exists (select 1 from credential as other where other.owner_type = ${sql.lit(type)}
        and other.owner_id = ending.owner_id and (other.expires_at is null or other.expires_at > ${last}))`
}

export const usersWhoseSecretEnds: WhoseSecretEnds = (span) => ownersOf('user', span)

/** By their own secret, or by that of a client that may run them itself or through a role or group that it is in. */
export const applicationsWhoseSecretEnds: WhoseSecretEnds = (span) => {
  const clients = ownersOf('user', span)
  const run = sql.lit(applicationRights.Run.bits)
  const holders: [type: string, ids: Ids][] = [
    ['User', clients],
    ['Role', sql`select role_id from role_member where member_type = 'User' and member_id in (${clients})`],
    ['Group', sql`select group_id from group_member where user_id in (${clients})`],
  ]
  const through = holders.map(
    ([type, ids]) => sql`select application_id from application_grant
      where principal_type = ${sql.lit(type)} and principal_id in (${ids}) and (bits / ${run}) % 2 = 1`,
  )
  return sql.join([ownersOf('application', span), ...through], sql` union `)
}

/** Empty where no secret ends soon. */
export function secretInWords(
  id: RawBuilder<unknown>,
  { whose, now }: { whose: WhoseSecretEnds; now: number },
): RawBuilder<unknown> {
  return sql`case when ${id} in (${whose({ from: 0, until: now })}) then ${textValue('Ended')}
    when ${id} in (${whose({ from: now, until: now + 30 * oneDay })}) then ${textValue('Ends within 30 days')}
    else ${textValue('')} end`
}
