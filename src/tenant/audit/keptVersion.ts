import type { Keys } from '#platform/key.ts'
import { mac } from '#platform/mac.ts'
import type { Row } from '../store/tables.ts'

type Version = Row<'object_version'>

/** What an event holds of a version: which one it is, and its hash. An event has them in `detail.versions`. */
export type KeptVersion = readonly [type: string, id: string, version: number, hash: string]

export const keptVersion = (keys: Keys, row: Version): KeptVersion => [
  row.object_type,
  row.object_id,
  row.version,
  versionHash(keys, row),
]

/** In a fixed order, under the key of the installation: nobody without it makes another row that fits. */
const versionHash = (keys: Keys, row: Version): string =>
  mac(
    keys,
    'object version',
    JSON.stringify([
      row.object_type,
      row.object_id,
      row.version,
      row.at,
      row.actor_id,
      row.actor_name,
      row.why,
      row.before,
      row.after,
    ]),
  )
