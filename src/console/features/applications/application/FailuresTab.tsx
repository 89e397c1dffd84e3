import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { problemInWords } from '#console/api/problem.ts'
import { FailuresTable } from '#console/object/failures/FailuresTable.tsx'
import { failuresQuery } from '#console/object/failures/failuresQuery.ts'
import { FollowChips } from '#console/object/failures/FollowChips.tsx'
import { EmptyState } from '#console/ui/EmptyState.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import { SearchField } from '#console/ui/SearchField.tsx'
import { Toolbar } from '#console/ui/Toolbar.tsx'

/** What was refused lately at this application, by what it means. */
export function FailuresTab({ rowKey }: { rowKey: string }) {
  const [text, setText] = useState('')
  const [follow, setFollow] = useState(false)
  const { data, error, refetch } = useQuery({
    ...failuresQuery({ application: rowKey, text, follow }),
    placeholderData: (before) => before,
  })
  if (error) return <ProblemBanner {...problemInWords(error)} onRetry={() => void refetch()} />
  if (data === undefined) return <p role="status">Reading the failures…</p>
  return (
    <>
      <p>Requests to this application that were refused, with cause and cure. What repeats is one row.</p>
      <div role="search">
        <Toolbar>
          <SearchField label="Search failures" value={text} onSearch={setText} />
          <FollowChips what="New failures" follow={follow} onChange={setFollow} />
        </Toolbar>
      </div>
      <FailuresTable
        failures={data.failures}
        lookedBackTo={data.lookedBackTo}
        ofOne
        empty={
          <EmptyState>
            {text === ''
              ? 'Nothing was refused here lately. When a client of this application gets no token, the reason stands here. A wrong Application ID belongs to no application: look under Failures of the audit log.'
              : 'No failure is like that.'}
          </EmptyState>
        }
      />
    </>
  )
}
