import { holdsAny, type Me } from '#console/api/me.ts'
import { rowsQuery } from '#console/api/redrock.ts'
import { groupReaders, roleReaders, type Right, applicationReaders, userReaders } from '#schema/right.ts'

type Count = {
  label: string
  to: '/apps' | '/users' | '/roles' | '/groups'
  query: ReturnType<typeof rowsQuery>
}

const all: (Count & { readers: Right[] })[] = [
  { label: 'Applications', to: '/apps', readers: applicationReaders, query: first('Application') },
  { label: 'Users', to: '/users', readers: userReaders, query: first('User') },
  { label: 'Roles', to: '/roles', readers: [...roleReaders], query: first('Role') },
  { label: 'Groups', to: '/groups', readers: [...groupReaders], query: first('DSGroups', 'InternalName') },
]

/** What this person may count: to others the tenant shows no rows, which would read as none. */
export const countsFor = (me: Me): Count[] => all.filter(({ readers }) => holdsAny(me, ...readers))

/** Every reply says how many rows there are in all. */
function first(table: string, key = 'ID') {
  return rowsQuery({ script: `select ${key} from ${table}`, pageSize: 1 })
}
