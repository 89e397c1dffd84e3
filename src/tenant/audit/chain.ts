import type { Keys } from '#platform/key.ts'
import { mac } from '#platform/mac.ts'
import type { Row } from '../store/tables.ts'

type Unsealed = Omit<Row<'event'>, 'hash'>

/** The hash of the event before the first. */
export const chainStart = ''

/** Goes with the head, so that nobody without the key moves it to an earlier event (AU-03). */
export const headSeal = (keys: Keys, { number, hash }: { number: number; hash: string }): string =>
  mac(keys, 'event-head', JSON.stringify([number, hash]))

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
