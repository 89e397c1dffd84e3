import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { problemInWords } from '#console/api/problem.ts'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'

type Props<Reply> = {
  of: UseQueryResult<Reply>
  /** "sessions" */
  what: string
  children: (reply: Reply) => ReactNode
}

/** What a tab reads by itself: the reply, or that it is read, or why it cannot be. */
export function Reading<Reply>({ of: { data, error, refetch }, what, children }: Props<Reply>) {
  if (error) return <ProblemBanner {...problemInWords(error)} onRetry={() => void refetch()} />
  if (data === undefined) return <p role="status">Reading the {what}…</p>
  return children(data)
}
