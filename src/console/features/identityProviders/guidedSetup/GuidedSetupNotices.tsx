import { isOutage, problemInWords } from '#console/api/problem.ts'
import { NoticeBanner } from '#console/ui/NoticeBanner.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'

type Props = { lack: string | undefined; restored: boolean; problem: unknown; onRetry: () => void }

/** What is to be known before one goes on. */
export const GuidedSetupNotices = ({ lack, restored, problem, onRetry }: Props) => (
  <>
    {problem !== null && (
      <ProblemBanner
        key={problemInWords(problem).happened}
        {...problemInWords(problem)}
        focused
        onRetry={isOutage(problem) ? onRetry : undefined}
      />
    )}
    {lack !== undefined && (
      <NoticeBanner>You may look at identity providers, not set them up. {lack}</NoticeBanner>
    )}
    {restored && (
      <NoticeBanner>
        What you had typed is back. A secret that was not saved has to be typed again.
      </NoticeBanner>
    )}
  </>
)
