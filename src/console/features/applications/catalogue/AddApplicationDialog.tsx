import { useNavigate } from '@tanstack/react-router'
import { problemInWords } from '#console/api/problem.ts'
import { useAct } from '#console/api/queries.ts'
import { ConfirmDialog } from '#console/ui/ConfirmDialog.tsx'

type Props = { template: { id: string; title: string }; onClose: () => void }

/** Adds at once, as the portal does, and opens what was added. */
export function AddApplicationDialog({ template, onClose }: Props) {
  const { mutateAsync } = useAct('importAppFromTemplate')
  const navigate = useNavigate()
  const add = async () => {
    const [added] = await mutateAsync({ ID: [template.id], Gatewright: { RequirePkce: true } })
    if (!added) return onClose()
    await navigate({
      to: '/apps/$id/$tab',
      params: { id: added._RowKey, tab: 'description' },
    })
  }
  return (
    <ConfirmDialog
      title="Add Web App"
      confirm="Yes"
      cancel="No"
      look="primary"
      onConfirm={add}
      problemInWords={problemInWords}
      onClose={onClose}
    >
      Add an application from the template {template.title}? It exists at once, with defaults that let nobody
      get a token, and opens for you to set it up.
    </ConfirmDialog>
  )
}
