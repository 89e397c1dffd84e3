import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { CatchBoundary, type ErrorComponentProps } from '@tanstack/react-router'
import { Suspense, type ReactNode } from 'react'
import { problemInWords } from '#console/api/problem.ts'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'

/** A part of Home that fails by itself: the others stay. */
export const Part = ({ children }: { children: ReactNode }) => (
  <CatchBoundary getResetKey={() => 'part'} errorComponent={Failed}>
    <Suspense fallback={null}>{children}</Suspense>
  </CatchBoundary>
)

function Failed({ error, reset }: ErrorComponentProps) {
  const queries = useQueryErrorResetBoundary()
  const retry = () => {
    queries.reset()
    reset()
  }
  return (
    <div style={{ marginTop: 32 }}>
      <ProblemBanner {...problemInWords(error)} onRetry={retry} />
    </div>
  )
}
