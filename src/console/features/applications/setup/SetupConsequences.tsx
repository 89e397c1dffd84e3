import { clientFindings } from '#schema/application/clientFindings.ts'
import { ConsequencePanel } from '../consequences/ConsequencePanel.tsx'
import { asMade } from './asMade.ts'
import { useSetupValues } from './useSetupValues.ts'

/** What Create would make, and what comes of it. */
export function SetupConsequences({ onGoTo }: { onGoTo: (path: string) => void }) {
  const values = useSetupValues()
  return (
    <ConsequencePanel
      of={asMade(values)}
      more={clientFindings(values, 'OAuth2ServerClient')}
      onGoTo={onGoTo}
    />
  )
}
