import { sql } from 'kysely'
import { tenantTable } from '#schema/redrockColumns.ts'
import { columnsOf, type View } from '../view.ts'

/** The tenant itself, in one row, which says no more than whoever signs in knows. */
export function tenantView(): View {
  return {
    name: tenantTable.table,
    table: 'tenant',
    wireTable: 'tenant',
    columns: columnsOf(tenantTable, {
      ID: sql.ref('tenant.id'),
      Name: sql`coalesce((select suffix from login_suffix order by is_default desc, created_at, suffix limit 1), ${sql.ref('tenant.id')})`,
      CreateDate: sql.ref('tenant.created_at'),
    }),
    order: [sql.ref('tenant.id')],
    entity: { type: 'Tenant', key: sql.ref('tenant.id'), foreign: false },
    rowsFor: () => 'all',
  }
}
