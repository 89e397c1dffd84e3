import { problemInWords } from '#console/api/problem.ts'
import { useAct } from '#console/api/queries.ts'
import { ConfirmDialog } from '#console/ui/ConfirmDialog.tsx'
import type { SigningKey } from './keysQuery.ts'

export function CancelDialog({ waiting, onClose }: { waiting: SigningKey; onClose: () => void }) {
  const { mutateAsync } = useAct('keysCancel')
  const cancel = async () => {
    await mutateAsync({ kid: waiting.kid })
    onClose()
  }
  return (
    <ConfirmDialog
      title="Take back the key that waits"
      confirm="Take back key"
      cancel="Keep it"
      problemInWords={problemInWords}
      onConfirm={cancel}
      onClose={onClose}
    >
      <p>
        The key has signed nothing yet and is published no more from now on. The present key goes on signing
        until another one takes over, by itself or by Rotate.
      </p>
    </ConfirmDialog>
  )
}
