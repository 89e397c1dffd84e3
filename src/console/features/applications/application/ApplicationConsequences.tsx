import { signedInRoute } from '#console/api/signedInRoute.ts'
import { ConsequencePanel } from '../consequences/ConsequencePanel.tsx'
import { previews } from '../consequences/usePreview.ts'
import { useGoToSetting } from './useGoToSetting.ts'
import { usePreviewOf } from './usePreviewOf.ts'

type Props = { rowKey: string; onGoTo: (category: string) => void }

/** What the values mean for whoever the permissions let in. */
export function ApplicationConsequences(props: Props) {
  const { offered } = signedInRoute.useRouteContext()
  return offered(...previews) && <Consequences {...props} />
}

const Consequences = ({ rowKey, onGoTo }: Props) => (
  <ConsequencePanel of={usePreviewOf(rowKey)} onGoTo={useGoToSetting(onGoTo)} />
)
