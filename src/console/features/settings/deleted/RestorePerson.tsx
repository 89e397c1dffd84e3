import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { lackOf } from '#console/api/me.ts'
import { problemInWords } from '#console/api/problem.ts'
import { useAct } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { Button } from '#console/ui/Button.tsx'
import { ConfirmDialog } from '#console/ui/ConfirmDialog.tsx'
import { nouns } from '#schema/nouns.ts'

type Props = { id: string; name: string; directory: string }

/** Brings back somebody of another directory, who has no form to be created with. */
export function RestorePerson({ id, name, directory }: Props) {
  const { me } = signedInRoute.useRouteContext()
  const { mutateAsync } = useAct('restoreUser')
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button
        aria-label={`Restore ${name}`}
        disabledReason={lackOf(me, ...nouns.user.writers)}
        onClick={() => setAsking(true)}
      >
        Restore
      </Button>
      {asking && (
        <ConfirmDialog
          title={`Restore ${name}?`}
          confirm="Restore user"
          look="primary"
          problemInWords={problemInWords}
          onConfirm={async () => {
            const restored = await mutateAsync({ ID: id })
            await navigate({ to: '/users/$id', params: { id: restored } })
          }}
          onClose={() => setAsking(false)}
        >
          <bdi>{name}</bdi> comes back as a user of {directory} with the settings from before, and signs in
          through the same identity provider again where that is still there. Roles do not come back; groups
          that the identity provider gives come with the next sign-in.
        </ConfirmDialog>
      )}
    </>
  )
}
