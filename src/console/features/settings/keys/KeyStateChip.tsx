import { Archive, BadgeCheck, CircleOff, Clock, PenLine } from 'lucide-react'
import type { Glyph } from '#console/ui/Icon.tsx'
import { StatusChip, type Tone } from '#console/ui/StatusChip.tsx'
import type { KeyState } from '#schema/keyRotation.ts'

const looks: Record<KeyState, { word: string; icon: Glyph; tone: Tone }> = {
  upcoming: { word: 'Waiting', icon: Clock, tone: 'caution' },
  signing: { word: 'Signing', icon: PenLine, tone: 'good' },
  verifying: { word: 'Verifying', icon: BadgeCheck, tone: 'neutral' },
  revoked: { word: 'Revoked', icon: CircleOff, tone: 'bad' },
  gone: { word: 'Gone', icon: Archive, tone: 'neutral' },
}

export function KeyStateChip({ state }: { state: KeyState }) {
  const { word, icon, tone } = looks[state]
  return (
    <StatusChip tone={tone} icon={icon}>
      {word}
    </StatusChip>
  )
}
