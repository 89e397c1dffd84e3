import { sql } from 'kysely'
import { groupTable } from '#schema/redrockColumns.ts'
import { groupReaders } from '#schema/right.ts'
import { holdsAny } from '../../actor.ts'
import { columnsOf, nameOf, type View } from '../view.ts'

/** Groups, under the names that the vendor's directory queries use (contract.md 4.5). */
export function groupView(): View {
  return {
    name: groupTable.table,
    table: 'group',
    wireTable: 'dsgroups',
    columns: columnsOf(groupTable, {
      InternalName: sql.ref('group.id'),
      SystemName: nameOf('group'),
      DisplayName: nameOf('group'),
      Description: sql.ref('group.description'),
      DirectoryServiceUuid: sql.ref('group.directory_id'),
      CreateDate: sql.ref('group.created_at'),
    }),
    order: [sql.ref('group.sort_key')],
    entity: { type: 'Group', key: sql.ref('group.id'), foreign: false },
    rowsFor: (actor) => (holdsAny(actor, groupReaders) ? 'all' : 'none'),
  }
}
