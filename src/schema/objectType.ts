/** What keeps its versions. */
export const objectTypes = ['application', 'user', 'role', 'group'] as const
export type ObjectType = (typeof objectTypes)[number]
