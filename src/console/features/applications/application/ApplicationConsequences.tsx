import { useWatch } from 'react-hook-form'
import { useHeldForm } from '#console/form/ObjectFormContext.tsx'
import type { ApplicationConfig } from '#schema/application/index.ts'
import { ConsequencePanel } from '../consequences/ConsequencePanel.tsx'
import { withoutLogo } from '../consequences/withoutLogo.ts'

type Props = { rowKey: string; onGoTo: (category: string) => void }

/** What the values mean for whoever the permissions let in. */
export function ApplicationConsequences({ rowKey, onGoTo }: Props) {
  const { form, want } = useHeldForm()
  // The form of this page holds an application.
  const application = useWatch({ control: form.control }) as unknown as ApplicationConfig
  return (
    <ConsequencePanel
      of={{ application: withoutLogo(application), rowKey, client: { kind: 'permitted' } }}
      onGoTo={(path) => {
        onGoTo(path.split('.')[0] ?? '')
        want(path)
      }}
    />
  )
}
