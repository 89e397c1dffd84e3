import { useBlocker } from '@tanstack/react-router'
import { useSessionHasEnded } from '#console/api/sessionEnd.ts'
import { ConfirmDialog } from '#console/ui/ConfirmDialog.tsx'

/** Asks before unsaved changes are lost; `count` says how many there are now. Pages below `within` belong to the same form and are left freely. */
export function AskBeforeLeaving({ within, count }: { within: string; count: () => number }) {
  const sessionHasEnded = useSessionHasEnded()
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ next }) =>
      count() > 0 && next.pathname !== within && !next.pathname.startsWith(`${within}/`),
    // At the end of a session the changes are kept elsewhere.
    enableBeforeUnload: () => count() > 0 && !sessionHasEnded,
    withResolver: true,
  })
  if (status !== 'blocked') return null
  return (
    <ConfirmDialog
      title="Leave without saving?"
      confirm="Leave without saving"
      cancel="Stay here"
      onConfirm={proceed}
      onClose={reset}
    >
      {count() === 1
        ? 'One change has not been saved and would be lost.'
        : `${count()} changes have not been saved and would be lost.`}
    </ConfirmDialog>
  )
}
