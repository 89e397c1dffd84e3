import type { LucideIcon } from 'lucide-react'

export type Glyph = LucideIcon

/** The one way to show an icon, so that all have the same size and stroke. Icons are decoration: the words beside them speak. */
export function Icon({ of: Drawing, size = 16 }: { of: Glyph; size?: 14 | 16 | 18 | 24 }) {
  return <Drawing size={size} strokeWidth={1.75} aria-hidden focusable={false} style={{ flexShrink: 0 }} />
}
