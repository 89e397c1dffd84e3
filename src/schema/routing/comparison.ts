/** Why somebody cannot sign in where rules take them. */
export const obstacles = [
  'state',
  'noPassword',
  'requiresFederation',
  'accountExists',
  'otherDomain',
  'holdsRights',
  'serviceUser',
] as const

export type Obstacle = (typeof obstacles)[number]

/** Of a pasted list, so many names are sent at once. */
export const mostNames = 500
