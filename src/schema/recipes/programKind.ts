/** What the program does: the question that guided setup begins with. */
export const programKinds = {
  events: 'Read events',
  people: 'Sign people in',
  services: 'Work without a person',
  provisioning: 'Manage users',
} as const

export type ProgramKind = keyof typeof programKinds
