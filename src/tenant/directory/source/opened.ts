import type { Row } from '../../store/tables.ts'
import type { Directory } from './directory.ts'

/** What every directory has of its row. */
export const opened = ({
  id,
  kind,
  name,
  created_at,
}: Row<'directory'>): Pick<Directory, 'id' | 'kind' | 'name' | 'createdAt'> => ({
  id,
  kind,
  name,
  createdAt: created_at,
})
