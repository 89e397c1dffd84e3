import { StatusChip } from '#console/ui/StatusChip.tsx'

const tones = { Working: 'good', Failing: 'bad', Paused: 'neutral', Waiting: 'neutral' } as const

/** How it goes with a device, in a word. */
export const DeviceState = ({ state }: { state: string }) => (
  <StatusChip tone={tones[state as keyof typeof tones] ?? 'neutral'}>{state}</StatusChip>
)
