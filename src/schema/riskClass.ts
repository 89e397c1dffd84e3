/** What whoever holds a scope could do with it at most, the worst first. */
export const riskClasses = {
  everything: 'Everything',
  administers: 'Administers',
  writes: 'Writes',
  readsUsers: 'Reads users',
  reads: 'Reads',
  little: 'Little',
  nothing: 'Nothing here',
} as const

export type RiskClass = keyof typeof riskClasses

export const riskNames = Object.keys(riskClasses) as [RiskClass, ...RiskClass[]]
