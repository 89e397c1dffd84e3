import { problemInWords } from '#console/api/problem.ts'
import { useAct } from '#console/api/queries.ts'
import { ConfirmDialog } from '#console/ui/ConfirmDialog.tsx'

export function RemoveSuffixDialog({ suffix, onClose }: { suffix: string; onClose: () => void }) {
  const { mutateAsync } = useAct('suffixesRemove')
  const remove = async () => {
    await mutateAsync({ suffix })
    onClose()
  }
  return (
    <ConfirmDialog
      title={`Remove ${suffix}`}
      confirm="Remove suffix"
      problemInWords={problemInWords}
      onConfirm={remove}
      onClose={onClose}
    >
      <p>No login name may end in it from then on. No user has it now.</p>
    </ConfirmDialog>
  )
}
