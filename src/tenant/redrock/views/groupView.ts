import { sql } from 'kysely'
import { cloudDirectory } from '#schema/directoryService.ts'
import { groupReaders } from '#schema/right.ts'
import { holdsAny } from '../../actor.ts'
import { column, textValue, type View } from '../view.ts'

/** Groups, under the names that the vendor's directory queries use (contract.md 4.5). */
export function groupView(): View {
  return {
    name: 'DSGroups',
    table: 'group',
    wireTable: 'dsgroups',
    columns: [
      column('InternalName', 'text', sql.ref('group.id')),
      column('SystemName', 'text', sql.ref('group.name')),
      column('DisplayName', 'text', sql.ref('group.name')),
      column('Description', 'text', sql.ref('group.description')),
      column('DirectoryServiceUuid', 'text', textValue(cloudDirectory)),
      column('CreateDate', 'date', sql.ref('group.created_at')),
    ],
    order: [sql.ref('group.name_key')],
    entity: { type: 'Group', key: sql.ref('group.id'), foreign: false },
    rowsFor: (actor) => (holdsAny(actor, groupReaders) ? 'all' : 'none'),
  }
}
