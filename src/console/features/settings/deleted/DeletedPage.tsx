import { useInfiniteQuery } from '@tanstack/react-query'
import { call } from '#console/api/call.ts'
import { problemInWords, type ApiProblem } from '#console/api/problem.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { Button } from '#console/ui/Button.tsx'
import { DataTable, type Column } from '#console/ui/DataTable.tsx'
import { EmptyState } from '#console/ui/EmptyState.tsx'
import { NotOfferedPage } from '#console/ui/NotOfferedPage.tsx'
import { PageHeader } from '#console/ui/PageHeader.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import { RelativeTime } from '#console/ui/RelativeTime.tsx'
import { NewFromVersion } from '#console/object/NewFromVersion.tsx'
import { capital } from '#schema/capital.ts'
import { nouns } from '#schema/nouns.ts'
import { RestorePerson } from './RestorePerson.tsx'
import type { DeletedObject, DeletedObjects } from './deleted.ts'

/** What was deleted, with the way back. */
export function DeletedPage() {
  const { offered } = signedInRoute.useRouteContext()
  return offered('historyDeleted') ? <List /> : <NotOfferedPage what="list of what was deleted" />
}

function List() {
  const read = useInfiniteQuery<DeletedObjects, ApiProblem, DeletedObject[], string[], DeletedObject | null>({
    queryKey: ['historyDeleted'],
    queryFn: ({ pageParam, signal }) => call('historyDeleted', { after: pageParam }, { signal }),
    initialPageParam: null,
    getNextPageParam: ({ entries, more }) => (more ? (entries.at(-1) ?? null) : null),
    select: ({ pages }) => pages.flatMap(({ entries }) => entries),
  })
  return (
    <>
      <PageHeader title="Deleted">
        The settings of what was deleted are kept. Restoring opens a form with them; people of another
        directory come back there. Secrets, members and assignments are not restored.
      </PageHeader>
      {read.error && <ProblemBanner {...problemInWords(read.error)} onRetry={() => void read.refetch()} />}
      {read.data && (
        <DataTable
          label="Deleted"
          columns={columns}
          rows={read.data}
          keyOf={({ type, id }) => `${type} ${id}`}
          empty={
            <EmptyState>Nothing has been deleted. What is will be listed here, with a way back.</EmptyState>
          }
        />
      )}
      {read.hasNextPage && (
        <p>
          <Button busy={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
            Show older ones
          </Button>
        </p>
      )}
    </>
  )
}

function Restore({ type, id, version, name, template, directory }: DeletedObject) {
  const { offered } = signedInRoute.useRouteContext()
  if (directory !== null && offered('restoreUser'))
    return <RestorePerson id={id} name={name} directory={directory} />
  return (
    <NewFromVersion
      type={type}
      from={{ id, version, called: `the deleted ${nouns[type].one} ${name}` }}
      template={template}
      label="Restore"
      name={name}
    />
  )
}

const columns: Column<DeletedObject>[] = [
  { title: 'Name', cell: ({ name }) => <bdi>{name}</bdi> },
  {
    title: 'What it was',
    cell: ({ type, directory }) =>
      directory === null ? capital(nouns[type].one) : `${capital(nouns[type].one)} of ${directory}`,
  },
  { title: 'Deleted', narrow: true, cell: ({ at }) => <RelativeTime at={at} /> },
  { title: 'By', cell: ({ who }) => <bdi>{who}</bdi> },
  { title: 'Restore', action: true, narrow: true, cell: (deleted) => <Restore {...deleted} /> },
]
