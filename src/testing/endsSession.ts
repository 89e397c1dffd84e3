import type { EndpointName } from '#schema/api.ts'

/** Calls that end the session they are made with: tests that make one call after the other leave them out, and they have tests of their own. */
const ending: readonly EndpointName[] = ['logout', 'signOut', 'signOutEverywhere']
export const endsSession = (name: EndpointName): boolean => ending.includes(name)
