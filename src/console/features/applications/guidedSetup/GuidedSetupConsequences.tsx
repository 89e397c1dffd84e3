import { lackOf } from '#console/api/me.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import type { TemplateName } from '#schema/application/index.ts'
import { clientFindings } from '#schema/application/clientFindings.ts'
import { ConsequencePanel } from '../consequences/ConsequencePanel.tsx'
import { asMade } from './asMade.ts'
import { useGuidedSetupValues } from './useGuidedSetupValues.ts'

type Props = { template: TemplateName; onGoTo: (path: string) => void }

/** What Create would make, and what comes of it. */
export function GuidedSetupConsequences({ template, onGoTo }: Props) {
  const values = useGuidedSetupValues()
  const { me } = signedInRoute.useRouteContext()
  return (
    <ConsequencePanel
      of={asMade(template, values)}
      more={clientFindings(values, template)}
      lack={lackOf(me, 'appman')}
      onGoTo={onGoTo}
    />
  )
}
