import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Result } from '#console/api/call.ts'
import { query } from '#console/api/queries.ts'
import { DataTable, rowLink, type Column } from '#console/ui/DataTable.tsx'
import { RelativeTime } from '#console/ui/RelativeTime.tsx'
import { SectionHeading } from '#console/ui/SectionHeading.tsx'
import { capital } from '#schema/capital.ts'
import { nouns } from '#schema/nouns.ts'

type Change = Result<'historyRecent'>[number]

/** The last changes of whatever this person may read. */
export function RecentChanges() {
  const changes = useSuspenseQuery(query('historyRecent')).data
  if (changes.length === 0) return null
  return (
    <section style={{ marginTop: 32 }}>
      <SectionHeading>Recent changes</SectionHeading>
      <DataTable
        label="Recent changes"
        columns={columns}
        rows={changes}
        keyOf={({ type, id, at, what }) => `${type} ${id} ${at} ${what}`}
        empty={null}
      />
    </section>
  )
}

const columns: Column<Change>[] = [
  { title: 'What', cell: (change) => <Changed change={change} /> },
  { title: 'Was', narrow: true, cell: ({ what }) => what },
  { title: 'When', narrow: true, cell: ({ at }) => <RelativeTime at={at} /> },
  { title: 'By', cell: ({ who }) => <bdi>{who}</bdi> },
]

/** What was deleted is found among the deleted ones. */
function Changed({ change: { type, id, name, what } }: { change: Change }) {
  const { one, path } = nouns[type]
  const named = <bdi>{name}</bdi>
  return (
    <>
      {what === 'deleted' ? (
        <Link to="/settings/deleted" className={rowLink}>
          {named}
        </Link>
      ) : (
        <Link to={`${path}/$id/$tab` as const} params={{ id, tab: 'changelog' }} className={rowLink}>
          {named}
        </Link>
      )}{' '}
      <small>{capital(one)}</small>
    </>
  )
}
