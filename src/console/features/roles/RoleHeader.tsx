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
import type { Role } from './savedRole.ts'

export function RoleHeader({ id, role }: { id: string; role: Role }) {
  const { me } = signedInRoute.useRouteContext()
  const navigate = useNavigate()
  const [deleting, setDeleting] = useState(false)
  const deleteRole = useAct('deleteRole')
  const builtIn = role.ReadOnly && 'Built-in roles cannot be deleted.'
  const remove = async () => {
    await deleteRole.mutateAsync({ Name: id })
    await navigate({ to: '/roles', ignoreBlocker: true })
  }
  return (
    <>
      <PageHeader
        title={role.Name}
        beside={role.ReadOnly && <StatusChip>Built in</StatusChip>}
        actions={
          <Button
            icon={Trash2}
            onClick={() => setDeleting(true)}
            disabledReason={builtIn || lackOf(me, 'roleman')}
          >
            Delete
          </Button>
        }
      >
        <div style={{ maxWidth: 640 }}>
          <CopyField label="Role ID" value={id} />
        </div>
      </PageHeader>
      {deleting && (
        <ConfirmDialog
          title={`Delete ${role.Name}`}
          confirm="Delete role"
          typed={role.Name}
          problemInWords={problemInWords}
          onConfirm={remove}
          onClose={() => setDeleting(false)}
        >
          Members lose the rights and applications they have through this role, at once. Nothing can restore
          it.
        </ConfirmDialog>
      )}
    </>
  )
}
