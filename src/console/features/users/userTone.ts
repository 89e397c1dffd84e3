import type { Tone } from '#console/ui/StatusChip.tsx'
import { status } from '#schema/user/index.ts'

/** The colour of a state, given as the wire's word or as people read it. */
export function userTone(state: string): Tone {
  const { options } = status.settings.state
  if (state === 'None' || state === options.None) return 'good'
  return state === 'Disabled' || state === options.Disabled ? 'neutral' : 'caution'
}
