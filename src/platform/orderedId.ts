import { randomUUID } from 'node:crypto'

// What is made one after the other stands side by side in an index. Ids that are random from their first letter dirty a page of it each,
// and a commit writes and syncs every such page.

/** A UUID of version 7 (RFC 9562 §5.7): milliseconds, then 74 random bits. */
export function orderedUuid(at = Date.now()): string {
  const time = at.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}

/** Shorter, for a request: milliseconds, then 48 random bits. */
export const orderedName = (at = Date.now()): string =>
  at.toString(36).padStart(9, '0') + randomUUID().slice(24)
