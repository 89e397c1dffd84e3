import type { Wire } from '#schema/wireMembers.ts'

/** A secret that was typed decides nothing, and is sent only where it is needed. */
export function judgedSettings({ Inbound, ...others }: Wire): Wire {
  const { ClientSecret: _, ...rest } = Inbound as Wire
  return { ...others, Inbound: rest }
}
