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

export const riskInWords: Record<RiskClass, string> = {
  everything: 'A pattern opens every call, also those that come with later versions.',
  administers: 'Opens calls that can give somebody more rights, or take the tenant over.',
  writes: 'Opens calls that change or delete something.',
  readsUsers: 'Opens calls that read who there is, and changes nothing.',
  reads: 'Opens calls that read settings or the audit log, and changes nothing.',
  little: 'Opens calls that tell little.',
  nothing: 'Opens no call of this tenant: it has no pattern that does, or stands for another program’s API.',
}

export const riskNames = Object.keys(riskClasses) as [RiskClass, ...RiskClass[]]
