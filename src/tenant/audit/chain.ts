import type { Keys } from '#platform/key.ts'
import { mac } from '#platform/mac.ts'
import type { Row } from '../store/tables.ts'

type Unsealed = Omit<Row<'event'>, 'hash'>

/** The hash of the event before the first. */
export const chainStart = ''

/** h(n) = HMAC(key, h(n-1) and the row in a fixed order) (AU-03). A change to any stored value changes every later hash. */
export function chainHash(keys: Keys, previous: string, row: Unsealed): string {
  return mac(
    keys,
    'event-chain',
    JSON.stringify([
      previous,
      row.number,
      row.id,
      row.event_type,
      row.at,
      row.level,
      row.actor_id,
      row.actor_name,
      row.application_id,
      row.application_name,
      row.object_type,
      row.object_id,
      row.object_name,
      row.ip,
      row.correlation_id,
      row.detail,
    ]),
  )
}
