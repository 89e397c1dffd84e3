import { useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { problemInWords } from '#console/api/problem.ts'
import { Button } from '#console/ui/Button.tsx'
import { ButtonLink } from '#console/ui/links.tsx'
import { MessagePage } from '#console/ui/MessagePage.tsx'
import { RequestId } from '#console/ui/RequestId.tsx'

/** What stands in the place of a page whose data could not be had. */
export function ProblemPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const queries = useQueryErrorResetBoundary()
  const { happened, todo, requestId } = problemInWords(error)
  const retry = () => {
    queries.reset()
    reset()
    void router.invalidate()
  }
  return (
    <MessagePage
      title={happened}
      actions={
        <>
          <Button look="primary" onClick={retry}>
            Try again
          </Button>
          <ButtonLink to="/">Go to Home</ButtonLink>
        </>
      }
    >
      <p>{todo}</p>
      {requestId && (
        <p>
          <RequestId id={requestId} />
        </p>
      )}
    </MessagePage>
  )
}
