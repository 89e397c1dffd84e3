import { Button } from '#console/ui/Button.tsx'
import { goToSignIn } from '#console/api/sessionEnd.ts'
import { PageHeader } from '#console/ui/PageHeader.tsx'
import { FirstAdministratorFrame } from './FirstAdministratorFrame.tsx'

export function LinkNeeded({ reason }: { reason: string }) {
  return (
    <FirstAdministratorFrame>
      <PageHeader title="This setup link cannot be used">{reason}</PageHeader>
      <p>
        A link works once, for one hour. As long as the tenant has no administrator, each start of Gatewright
        prints a new one in its terminal.
      </p>
      <p>If there is an administrator already, sign in.</p>
      <Button onClick={() => goToSignIn('/')}>Sign in</Button>
    </FirstAdministratorFrame>
  )
}
