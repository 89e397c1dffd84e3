import { isOutage, problemInWords } from '#console/api/problem.ts'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import type { ShownProblem } from './useFaults.ts'

type Props = { problem: ShownProblem | null; onRetry: () => void }

/** What is wrong with a form and stands at none of its fields. */
export function FormProblem({ problem, onRetry }: Props) {
  if (problem === null) return null
  const { error, focused } = problem
  const words = problemInWords(error)
  return (
    <ProblemBanner
      key={words.happened}
      {...words}
      focused={focused}
      onRetry={isOutage(error) ? onRetry : undefined}
    />
  )
}
