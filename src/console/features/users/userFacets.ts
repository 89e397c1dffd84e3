import type { Facet } from '#console/object/Facets.tsx'
import { lowerFirst } from '#console/object/inSentence.ts'

/** What users of a set are told apart by besides, by its name in the address. */
export const userFacets = {
  seen: {
    column: 'LastSeen',
    label: 'Last sign-in',
    any: 'signed in or not',
    words: (value) => (value === 'Never' ? 'never signed in' : `signed in ${lowerFirst(value)}`),
  },
  secret: {
    column: 'SecretState',
    label: 'Client secret',
    any: 'whenever the secret ends',
    words: (value) => `secret ${lowerFirst(value)}`,
    rare: true,
  },
} as const satisfies Record<string, Facet>

export type UserFacet = keyof typeof userFacets
