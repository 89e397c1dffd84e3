import { sql, type RawBuilder } from 'kysely'
import { dayOf } from '../../days.ts'
import { textValue } from '../view.ts'

/** When something was used last, in words that few share, from a column that holds the day. */
export function usedInWords(day: RawBuilder<unknown>, now: number): RawBuilder<unknown> {
  const daysAgo = (count: number) => sql`cast(${dayOf(now) - count} as bigint)`
  return sql`case when ${day} = 0 then ${textValue('Never')} when ${day} > ${daysAgo(30)} then ${textValue('Within 30 days')}
    when ${day} > ${daysAgo(90)} then ${textValue('30 to 90 days ago')} else ${textValue('Over 90 days ago')} end`
}
