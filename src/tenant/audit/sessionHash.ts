import type { Keys } from '#platform/key.ts'
import { mac } from '#platform/mac.ts'

/**
 * What all events of a session have in common (AU-04). Not the mac by which the session is looked up: who reads events finds no row by it.
 * @param of the session's mac; for a program's token, which has no session, its jti
 */
export const sessionHash = (keys: Keys, of: string): string => mac(keys, 'event session', of).slice(0, 16)
