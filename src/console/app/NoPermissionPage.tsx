import type { SignedInPerson } from '#console/api/session.ts'
import { rights } from '#schema/right.ts'
import { Button } from '#console/ui/Button.tsx'
import { MessagePage } from '#console/ui/MessagePage.tsx'
import { signOut } from './signOut.ts'

export function NoPermissionPage({ person }: { person: SignedInPerson }) {
  return (
    <MessagePage
      title="You may not administer this tenant"
      actions={<Button onClick={() => void signOut()}>Sign out</Button>}
    >
      <p>
        You are signed in as {person.name}. This console is open to members of a role with the right “
        {rights.adminportallogin}”.
      </p>
      <p>Ask a System Administrator to add you to such a role, then load this page again.</p>
    </MessagePage>
  )
}
