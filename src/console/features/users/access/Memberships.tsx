import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Result } from '#console/api/call.ts'
import { usePages } from '#console/object/usePages.ts'
import { DataTable, rowLink, type Column } from '#console/ui/DataTable.tsx'
import { EmptyState } from '#console/ui/EmptyState.tsx'
import { nouns, principalNouns } from '#schema/nouns.ts'
import { Reading } from '../Reading.tsx'
import { membershipsQuery } from '../userQueries.ts'
import { Chain, Lines } from '#console/form/Chain.tsx'

type Row = Result<'getUserMemberships'>['Results'][number]['Row']

/** The roles and groups that a user is in, and how. */
export function Memberships({ id }: { id: string }) {
  const pages = usePages()
  const reading = useQuery(membershipsQuery(id, pages.number))
  return (
    <Reading of={reading} what="roles and groups">
      {({ Results, FullCount }) => (
        <DataTable
          label="Roles and groups"
          columns={columns}
          rows={Results.map(({ Row }) => Row)}
          keyOf={({ Type, ID }) => `${Type} ${ID}`}
          empty={
            <EmptyState>
              This user is in no role and no group, and so holds no right but what applications give them by
              name.
            </EmptyState>
          }
          page={pages.of(FullCount)}
        />
      )}
    </Reading>
  )
}

const columns: Column<Row>[] = [
  {
    title: 'Name',
    cell: ({ Type, ID, Name }) => (
      <Link
        to={`${nouns[principalNouns[Type]].path}/$id/$tab` as const}
        params={{ id: ID, tab: 'members' }}
        className={rowLink}
      >
        <bdi>{Name}</bdi>
      </Link>
    ),
  },
  { title: 'Kind', narrow: true, cell: ({ Type }) => Type },
  { title: 'Member', whole: true, cell: (row) => <How {...row} /> },
  {
    title: 'Administrative rights',
    cell: ({ AdministrativeRights }) =>
      AdministrativeRights.map(({ Description }) => Description).join(', ') || 'None',
    wideOnly: true,
  },
]

function How({ ID, Direct, Ways, MoreWays }: Row) {
  return (
    <Lines>
      {Direct && <li>{ID === 'everybody' ? 'By the settings of the user' : 'Directly'}</li>}
      {Ways.map((way) => (
        <li key={way.map(({ ID }) => ID).join(' ')}>
          Through <Chain of={way} />
        </li>
      ))}
      {MoreWays > 0 && <li>and in {MoreWays.toLocaleString()} more ways</li>}
    </Lines>
  )
}
