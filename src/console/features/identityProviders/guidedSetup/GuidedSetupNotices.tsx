import { FormProblem } from '#console/form/FormProblem.tsx'
import type { ShownProblem } from '#console/form/useFaults.ts'
import { NoticeBanner } from '#console/ui/NoticeBanner.tsx'

type Props = {
  lack: string | undefined
  restored: boolean
  problem: ShownProblem | null
  onRetry: () => void
}

/** What is to be known before one goes on. */
export const GuidedSetupNotices = ({ lack, restored, problem, onRetry }: Props) => (
  <>
    <FormProblem problem={problem} onRetry={onRetry} />
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
