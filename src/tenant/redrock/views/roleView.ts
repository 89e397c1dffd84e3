import { sql } from 'kysely'
import { roleTable } from '#schema/redrockColumns.ts'
import { roleReaders } from '#schema/right.ts'
import { holdsAny } from '../../actor.ts'
import { columnsOf, nameOf, textValue, type View } from '../view.ts'

export function roleView(): View {
  return {
    name: roleTable.table,
    table: 'role',
    wireTable: 'roles',
    columns: columnsOf(roleTable, {
      ID: sql.ref('role.id'),
      Name: nameOf('role'),
      Description: sql.ref('role.description'),
      RoleType: roleType,
      ReadOnly: sql.ref('role.built_in'),
      CreateDate: sql.ref('role.created_at'),
    }),
    order: [sql.ref('role.sort_key')],
    entity: { type: 'Role', key: sql.ref('role.id'), foreign: false },
    rowsFor: (actor) => (holdsAny(actor, roleReaders) ? 'all' : 'none'),
  }
}

const roleType = sql`case when ${sql.ref('role.id')} = 'everybody' then ${textValue('Everybody')} else ${textValue('PrincipalList')} end`
