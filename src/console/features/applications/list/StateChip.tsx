import { StatusChip } from '#console/ui/StatusChip.tsx'

/** Deployed once somebody may use the application. The words are the tenant's. */
export function StateChip({ state }: { state: string }) {
  return <StatusChip tone={state === 'Deployed' ? 'good' : 'neutral'}>{state}</StatusChip>
}
