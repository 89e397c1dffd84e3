import { Link } from '@tanstack/react-router'
import { holdsAny } from '#console/api/me.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import type { Result } from '#console/api/call.ts'
import { DataTable, rowLink, type Column } from '#console/ui/DataTable.tsx'
import { EmptyState } from '#console/ui/EmptyState.tsx'
import type { Page } from '#console/ui/Pager.tsx'
import { applicationReaders } from '#schema/right.ts'

type Row = Result<'getRoleApplications'>['Results'][number]['Row']

type Props = { of: 'role' | 'group'; rows: Row[]; page: Page }

/** What a role or group may do with which applications. Permissions are given where the application is. */
export function AssignedApplications({ of, rows, page }: Props) {
  const { me } = signedInRoute.useRouteContext()
  const seesAll = holdsAny(me, ...applicationReaders)
  return (
    <DataTable
      label="Assigned Applications"
      columns={columns}
      rows={rows}
      keyOf={({ ID }) => ID}
      empty={
        <EmptyState>
          {seesAll
            ? `No application gives this ${of} a permission. Add it on an application’s User Access tab.`
            : `No application that you may see gives this ${of} a permission.`}
        </EmptyState>
      }
      page={page}
    />
  )
}

const columns: Column<Row>[] = [
  {
    title: 'Application',
    cell: ({ ID, Name }) => (
      <Link to="/apps/$id/$tab" params={{ id: ID, tab: 'userAccess' }} className={rowLink}>
        <bdi>{Name}</bdi>
      </Link>
    ),
  },
  { title: 'Application ID', cell: ({ ServiceName }) => ServiceName },
  { title: 'Rights', cell: ({ GrantStr }) => GrantStr },
]
