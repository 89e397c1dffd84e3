import { useBlocker } from '@tanstack/react-router'
import { useSessionHasEnded } from '#console/api/sessionEnd.ts'
import { ConfirmDialog } from '#console/ui/ConfirmDialog.tsx'

/** Asks before the only copy of a secret is left behind. */
export function SecretGuard({ active }: { active: boolean }) {
  const sessionHasEnded = useSessionHasEnded()
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: () => active,
    enableBeforeUnload: () => active && !sessionHasEnded,
    withResolver: true,
  })
  if (status !== 'blocked') return null
  return (
    <ConfirmDialog
      title="Is the client secret in a safe place?"
      confirm="Leave"
      look="primary"
      cancel="Stay here"
      onConfirm={proceed}
      onClose={reset}
    >
      When you leave this page the secret is gone. It cannot be shown again, only replaced.
    </ConfirmDialog>
  )
}
