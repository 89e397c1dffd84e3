import { lackOf } from '#console/api/me.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import type { TemplateName } from '#schema/application/index.ts'
import { clientFindings } from '#schema/application/clientFindings.ts'
import { ConsequencePanel } from '../consequences/ConsequencePanel.tsx'
import { asMade } from './asMade.ts'
import { useSetupValues } from './useSetupValues.ts'

type Props = { template: TemplateName; onGoTo: (path: string) => void }

/** What Create would make, and what comes of it. */
export function SetupConsequences({ template, onGoTo }: Props) {
  const values = useSetupValues()
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
