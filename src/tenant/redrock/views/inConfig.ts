import { sql, type RawBuilder } from 'kysely'
import type { Dialect } from '../view.ts'

/**
 * A setting out of the stored configuration. The product's own queries never look inside it (they have columns and side tables);
 * this is for what people write by hand, where being complete counts more than speed.
 */
export function inConfig(
  dialect: Dialect,
  table: 'application' | 'user',
  { path, missing }: { path: readonly [string, string]; missing: string },
): RawBuilder<unknown> {
  const config = sql.ref(`${table}.config`)
  const value =
    dialect === 'sqlite'
      ? sql`json_extract(${config}, ${`$.${path.join('.')}`})`
      : sql`(cast(${config} as jsonb) #>> cast(${`{${path.join(',')}}`} as text[]))`
  return sql`coalesce(${value}, cast(${missing} as text))`
}
