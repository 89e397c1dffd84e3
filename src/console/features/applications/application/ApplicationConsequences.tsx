import { useCallback } from 'react'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { useHeldForm } from '#console/form/ObjectFormContext.tsx'
import { ConsequencePanel } from '../consequences/ConsequencePanel.tsx'
import { previews } from '../consequences/usePreview.ts'
import { usePreviewOf } from './usePreviewOf.ts'

type Props = { rowKey: string; onGoTo: (category: string) => void }

/** What the values mean for whoever the permissions let in. */
export function ApplicationConsequences(props: Props) {
  const { offered } = signedInRoute.useRouteContext()
  return offered(...previews) && <Consequences {...props} />
}

function Consequences({ rowKey, onGoTo }: Props) {
  const { want } = useHeldForm()
  const goTo = useCallback(
    (path: string) => {
      onGoTo(path.split('.')[0] ?? '')
      want(path)
    },
    [onGoTo, want],
  )
  return <ConsequencePanel of={usePreviewOf(rowKey)} onGoTo={goTo} />
}
