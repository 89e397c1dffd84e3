import { useWatch } from 'react-hook-form'
import { useHeldForm } from '#console/form/ObjectFormContext.tsx'
import { ConsequencePanel } from '../consequences/ConsequencePanel.tsx'

type Props = { rowKey: string; onGoTo: (category: string) => void }

/** What the values mean for whoever the permissions let in. */
export function ApplicationConsequences({ rowKey, onGoTo }: Props) {
  const { form, want } = useHeldForm()
  const application = useWatch({ control: form.control }) as Record<string, unknown>
  return (
    <ConsequencePanel
      of={{ application, rowKey, client: { kind: 'permitted' } }}
      onGoTo={(path) => {
        onGoTo(path.split('.')[0] ?? '')
        want(path)
      }}
    />
  )
}
