import { useSuspenseQuery, type UseSuspenseQueryOptions } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ApiProblem } from '#console/api/problem.ts'
import { holdsAny } from '#console/api/me.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import type { Result } from '#console/api/call.ts'
import { DataTable, rowLink, type Column } from '#console/ui/DataTable.tsx'
import { EmptyState } from '#console/ui/EmptyState.tsx'
import { nouns, type ObjectType } from '#schema/nouns.ts'
import { usePages } from '../usePages.ts'

type Reply = Result<'getRoleApplications'>
type Row = Reply['Results'][number]['Row']

type Props = {
  of: ObjectType
  /** Reads a page of them. */
  reading: (page: number) => UseSuspenseQueryOptions<Reply, ApiProblem>
}

/** What a role or group may do with which applications. Permissions are given where the application is. */
export function AssignedApplications({ of, reading }: Props) {
  const pages = usePages()
  const reply = useSuspenseQuery(reading(pages.number)).data
  const { me } = signedInRoute.useRouteContext()
  const seesAll = holdsAny(me, ...nouns.application.readers)
  return (
    <DataTable
      label="Assigned Applications"
      columns={columns}
      rows={reply.Results.map(({ Row }) => Row)}
      keyOf={({ ID }) => ID}
      empty={
        <EmptyState>
          {seesAll
            ? `No application gives this ${nouns[of].one} a permission. Add it on an application’s User Access tab.`
            : `No application that you may see gives this ${nouns[of].one} a permission.`}
        </EmptyState>
      }
      page={pages.of(reply.FullCount)}
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
