import type { EventObject, EventType } from '#schema/events.ts'

/** Who did something, from where, in which request. */
export type Author = {
  id: string | null
  name: string
  ip: string | null
  correlationId: string
  /** Of a caller of the tenant API: what its events have in common (sessionHash.ts). */
  session?: string
  /** IDs of the roles that give it administrative rights, at this moment. */
  roles?: readonly string[]
  /** Why, as the author says it. */
  reason?: string
}

/** The tenant itself, at start. */
export const theTenant: Author = { id: null, name: 'Gatewright', ip: null, correlationId: 'start' }

export type NewEvent = {
  type: EventType
  level?: 'Info' | 'Warning' | 'Error'
  application?: { id: string; name: string }
  object?: {
    type: EventObject
    id: string
    name: string
  }
  /** Free detail; never a secret, token, code or cookie (AU-05). */
  detail?: Record<string, unknown>
}
