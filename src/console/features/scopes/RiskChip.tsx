import { StatusChip, type Tone } from '#console/ui/StatusChip.tsx'
import { riskClasses, riskInWords, type RiskClass } from '#schema/riskClass.ts'

const tones: Record<RiskClass, Tone> = {
  everything: 'bad',
  administers: 'bad',
  writes: 'caution',
  readsUsers: 'caution',
  reads: 'neutral',
  little: 'neutral',
  nothing: 'neutral',
}

/** What a scope makes possible at most, in a word; the sentence is on hover. */
export const RiskChip = ({ risk }: { risk: RiskClass }) => (
  <span title={riskInWords[risk]}>
    <StatusChip tone={tones[risk]}>{riskClasses[risk]}</StatusChip>
  </span>
)
