import { minutes } from './duration.ts'

/** Seconds for which a proof of who somebody is counts for changes of roles, keys, secrets and scripts (BF-14). */
export const proofLasts = minutes(5)
