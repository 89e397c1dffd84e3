import { sql, type RawBuilder } from 'kysely'
import { applicationRights } from '#schema/grant.ts'
import { oneDay } from '../../days.ts'
import { textValue } from '../view.ts'

type Ids = RawBuilder<unknown>
/** Ends after `from` and at `until` at the latest, and no other secret of the same owner lasts longer. */
type Span = { from: number; until: number }
/** The ids of what comes to an end then. */
type WhoseSecretEnds = (span: Span) => Ids

/** The few secrets that end, and what belongs to them. Asked of each object, all would be gone through: CROSS JOIN keeps SQLite to this order. */
function ending(
  type: 'user' | 'application',
  { from, until }: Span,
  { id, of = [], where = sql`` }: { id: Ids; of?: string[]; where?: Ids },
): Ids {
  const last = sql`cast(${until} as bigint)`
  const tables = of.map((table) => sql` cross join ${sql.table(table)}`)
  return sql`select ${id} from credential as ending${sql.join(tables, sql``)}
    where ending.owner_type = ${sql.lit(type)} and ending.expires_at > cast(${from} as bigint) and ending.expires_at <= ${last}
      and not exists (select 1 from credential as other where other.owner_type = ${sql.lit(type)}
        and other.owner_id = ending.owner_id and (other.expires_at is null or other.expires_at > ${last}))${where}`
}

export const usersWhoseSecretEnds: WhoseSecretEnds = (span) =>
  ending('user', span, { id: sql`ending.owner_id` })

/** By their own secret, or by that of a client that may run them itself or through a role or group that it is in. */
export const applicationsWhoseSecretEnds: WhoseSecretEnds = (span) => {
  const run = sql.lit(applicationRights.Run.bits)
  const granted = (type: string, id: string) =>
    sql` and principal_type = ${sql.lit(type)} and principal_id = ${sql.ref(id)} and (bits / ${run}) % 2 = 1`
  const id = sql`application_id`
  return sql.join(
    [
      ending('application', span, { id: sql`ending.owner_id` }),
      ending('user', span, {
        id,
        of: ['application_grant'],
        where: granted('User', 'ending.owner_id'),
      }),
      ending('user', span, {
        id,
        of: ['role_member', 'application_grant'],
        where: sql` and member_type = 'User' and member_id = ending.owner_id${granted('Role', 'role_id')}`,
      }),
      ending('user', span, {
        id,
        of: ['group_member', 'application_grant'],
        where: sql` and user_id = ending.owner_id${granted('Group', 'group_id')}`,
      }),
    ],
    sql` union all `,
  )
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
