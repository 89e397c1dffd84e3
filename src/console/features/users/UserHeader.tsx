import { useNavigate } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { lackOf } from '#console/api/me.ts'
import { problemInWords } from '#console/api/problem.ts'
import { useAct } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { Button } from '#console/ui/Button.tsx'
import { ConfirmDialog } from '#console/ui/ConfirmDialog.tsx'
import { CopyField } from '#console/ui/CopyField.tsx'
import { PageHeader } from '#console/ui/PageHeader.tsx'
import { StatusChip } from '#console/ui/StatusChip.tsx'
import { status, type UserConfig } from '#schema/user/index.ts'
import { UserKind } from './UserKind.tsx'
import { userTone } from './userTone.ts'

export function UserHeader({ id, saved }: { id: string; saved: UserConfig }) {
  const { me } = signedInRoute.useRouteContext()
  const navigate = useNavigate()
  const [deleting, setDeleting] = useState(false)
  const removeUser = useAct('removeUser')
  const { name, displayName } = saved.account
  const { state, serviceUser, oauthClient } = saved.status
  const own = me.UserId === id && 'You cannot delete the account you are signed in with.'
  const remove = async () => {
    await navigate({ to: '/users', ignoreBlocker: true })
    await removeUser.mutateAsync({ ID: id })
  }
  return (
    <>
      <PageHeader
        title={displayName || name}
        beside={
          <>
            <UserKind serviceUser={serviceUser} oauthClient={oauthClient} />
            <StatusChip tone={userTone(state)}>{status.settings.state.options[state] ?? state}</StatusChip>
          </>
        }
        actions={
          <Button icon={Trash2} onClick={() => setDeleting(true)} disabledReason={own || lackOf(me, 'dsman')}>
            Delete
          </Button>
        }
      >
        <div style={{ maxWidth: 640 }}>
          <CopyField label={oauthClient ? 'Client ID' : 'Login Name'} value={name} />
          <CopyField label="User ID" value={id} />
        </div>
      </PageHeader>
      {deleting && (
        <ConfirmDialog
          title={`Delete ${name}`}
          confirm="Delete user"
          typed={name}
          problemInWords={problemInWords}
          onConfirm={remove}
          onClose={() => setDeleting(false)}
        >
          {oauthClient
            ? 'Programs that use this client ID get no more tokens, at once. Nothing can restore the user.'
            : 'The person can no longer sign in, and tokens stop working at once. Nothing can restore the user.'}
        </ConfirmDialog>
      )}
    </>
  )
}
