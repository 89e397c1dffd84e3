import { goToSignIn } from '#console/api/sessionEnd.ts'
import { Button } from '#console/ui/Button.tsx'
import { MessagePage } from '#console/ui/MessagePage.tsx'

export function SignedOutPage() {
  return (
    <MessagePage
      title="You are signed out"
      actions={
        <Button look="primary" onClick={() => goToSignIn('/')}>
          Sign in
        </Button>
      }
    >
      On a shared computer, close the browser as well.
    </MessagePage>
  )
}
