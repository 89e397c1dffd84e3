import { StatusChip, type Tone } from '#console/ui/StatusChip.tsx'

/** What somebody with a stolen token could do with an API. One that tells little needs no word. */
export function ApiRisk({ risk }: { risk: string }) {
  const known = words[risk]
  return known && <StatusChip tone={known.tone}>{known.text}</StatusChip>
}

const words: Record<string, { tone: Tone; text: string } | undefined> = {
  reads: { tone: 'neutral', text: 'Reads' },
  writes: { tone: 'caution', text: 'Changes things' },
  takesOver: { tone: 'bad', text: 'Can take over' },
}
