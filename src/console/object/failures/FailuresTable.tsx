import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ObjectLink } from '#console/object/ObjectLink.tsx'
import { DataTable, rowLink, type Column } from '#console/ui/DataTable.tsx'
import { RelativeTime } from '#console/ui/RelativeTime.tsx'
import { exactTime } from '#console/ui/relativeTime.ts'
import type { Failure } from './failuresQuery.ts'

type Props = {
  failures: Failure[]
  lookedBackTo: number | null
  /** All are of one application. */
  ofOne?: boolean
  empty: ReactNode
}

/** Refusals by what they mean, each kind once. A row leads to its explanation. */
export function FailuresTable({ failures, lookedBackTo, ofOne = false, empty }: Props) {
  return (
    <>
      <DataTable
        label="Failures"
        columns={ofOne ? columns.filter(({ title }) => title !== 'Application') : columns}
        rows={failures}
        keyOf={({ id }) => id}
        empty={empty}
      />
      {lookedBackTo !== null && (
        <p>
          Older failures than those of {exactTime(lookedBackTo)} are not counted here. The audit log has them.
        </p>
      )}
    </>
  )
}

const columns: Column<Failure>[] = [
  {
    title: 'What failed',
    cell: ({ id, title }) => (
      <Link to="/events/$id" params={{ id }} search className={rowLink}>
        {title}
      </Link>
    ),
  },
  {
    title: 'Application',
    cell: ({ application, applicationId, applicationThere }) =>
      application && (
        <ObjectLink type="application" id={applicationId} name={application} there={applicationThere} />
      ),
  },
  { title: 'Client or user', cell: ({ who }) => <bdi>{who}</bdi> },
  { title: 'What came', cell: ({ seen }) => <bdi>{seen}</bdi> },
  { title: 'How often', narrow: true, cell: ({ count }) => count.toLocaleString() },
  { title: 'Last', narrow: true, cell: ({ last }) => <RelativeTime at={last} /> },
  { title: 'First', narrow: true, wideOnly: true, cell: ({ first }) => <RelativeTime at={first} /> },
]
