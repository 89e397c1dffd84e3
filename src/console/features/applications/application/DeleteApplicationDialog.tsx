import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { call } from '#console/api/call.ts'
import { problemInWords } from '#console/api/problem.ts'
import { query } from '#console/api/queries.ts'
import { useHeldForm } from '#console/form/ObjectFormContext.tsx'
import { ConfirmDialog } from '#console/ui/ConfirmDialog.tsx'

type Props = { rowKey: string; name: string; applicationId: string; onClose: () => void }

export function DeleteApplicationDialog({ rowKey, name, applicationId, onClose }: Props) {
  const { form, base } = useHeldForm()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const { mutateAsync } = useMutation({ mutationFn: () => call('deleteApplication', { _RowKey: [rowKey] }) })
  const remove = async () => {
    await mutateAsync()
    // Nothing of it is left to be saved.
    form.reset(base.values)
    await navigate({ to: '/apps', ignoreBlocker: true, state: { deleted: name } })
    queryClient.removeQueries(query('getApplication', { _RowKey: rowKey }))
    await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
  }
  return (
    <ConfirmDialog
      title={`Delete ${name}?`}
      confirm="Delete application"
      typed={name}
      onConfirm={remove}
      problemInWords={problemInWords}
      onClose={onClose}
    >
      Programs that use <code>{applicationId}</code> get no more tokens, and the tokens they hold stop working
      at once. Its service users and roles stay. Nothing can restore the application; its changes stay in the
      event log.
    </ConfirmDialog>
  )
}
