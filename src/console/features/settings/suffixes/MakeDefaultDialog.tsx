import { problemInWords } from '#console/api/problem.ts'
import { useAct } from '#console/api/queries.ts'
import { ConfirmDialog } from '#console/ui/ConfirmDialog.tsx'

export function MakeDefaultDialog({ suffix, onClose }: { suffix: string; onClose: () => void }) {
  const { mutateAsync } = useAct('suffixesMakeDefault')
  const change = async () => {
    await mutateAsync({ suffix })
    onClose()
  }
  return (
    <ConfirmDialog
      title={`Make ${suffix} the default`}
      confirm="Make default"
      look="primary"
      problemInWords={problemInWords}
      onConfirm={change}
      onClose={onClose}
    >
      <p>
        It is proposed first for new users and clients, and the tenant is called by it. Login names that exist
        stay as they are.
      </p>
    </ConfirmDialog>
  )
}
