import { problemInWords } from '#console/api/problem.ts'
import type { Result } from '#console/api/call.ts'
import { useEdit } from '#console/api/queries.ts'
import { Button } from '#console/ui/Button.tsx'
import { NoticeBanner } from '#console/ui/NoticeBanner.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import { fromWireDate } from '#schema/redrock.ts'

type Props = {
  pending: NonNullable<Result<'getRoutingRules'>['Pending']>
  /** The version of the rules that are on screen. */
  startedFrom: number
  lack: string | undefined
}

/** Saved rules that go back by themselves, until somebody who signed in since says that they stand (RT-06). */
export function PendingRules({ pending: { By, GoesBackAt }, startedFrom, lack }: Props) {
  const confirm = useEdit('confirmRoutingRules')
  const revert = useEdit('revertRoutingRules')
  const error = confirm.error ?? revert.error
  const at = fromWireDate(GoesBackAt)
  return (
    <>
      {error && <ProblemBanner {...problemInWords(error)} focused />}
      <NoticeBanner
        tone="warning"
        actions={
          <>
            <Button
              disabledReason={lack}
              busy={revert.isPending}
              onClick={() => revert.mutate({ params: {}, startedFrom }, { onError: () => undefined })}
            >
              Go back now
            </Button>
            <Button
              look="primary"
              disabledReason={lack}
              busy={confirm.isPending}
              onClick={() => confirm.mutate({ params: {}, startedFrom }, { onError: () => undefined })}
            >
              Sign in anew and confirm
            </Button>
          </>
        }
      >
        <bdi>{By}</bdi> saved these rules on trial. The rules before come back{' '}
        {at === null ? '' : `at ${new Date(at).toLocaleTimeString()} `}
        unless somebody who has signed in since then confirms them: so it is sure that somebody can.
      </NoticeBanner>
    </>
  )
}
