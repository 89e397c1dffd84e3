import { sql } from 'kysely'
import { roleReaders } from '#schema/right.ts'
import { holdsAny } from '../../actor.ts'
import { column, textValue, type View } from '../view.ts'

export function roleView(): View {
  return {
    name: 'Role',
    table: 'role',
    wireTable: 'roles',
    columns: [
      column('ID', 'text', sql.ref('role.id')),
      column('Name', 'text', sql.ref('role.name')),
      column('Description', 'text', sql.ref('role.description')),
      column('RoleType', 'text', roleType),
      column('ReadOnly', 'flag', sql.ref('role.built_in')),
      column('CreateDate', 'date', sql.ref('role.created_at')),
    ],
    order: [sql.ref('role.name_key')],
    entity: { type: 'Role', key: sql.ref('role.id'), foreign: false },
    rowsFor: (actor) => (holdsAny(actor, roleReaders) ? 'all' : 'none'),
  }
}

const roleType = sql`case when ${sql.ref('role.id')} = 'everybody' then ${textValue('Everybody')} else ${textValue('PrincipalList')} end`
