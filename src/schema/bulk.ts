import type { ObjectType } from './nouns.ts'

/** What can be done to several objects at once, by noun. */
export const bulkActions = {
  application: ['setOwner', 'addTag', 'removeTag', 'delete'],
  user: ['disable', 'enable', 'delete'],
  role: ['delete'],
  group: ['delete'],
  device: ['pause', 'resume', 'delete'],
} as const satisfies Partial<Record<ObjectType, readonly string[]>>

export type BulkType = keyof typeof bulkActions

export const isBulkType = (type: ObjectType): type is BulkType => type in bulkActions

/** The call for each. */
export const bulkCallOf = {
  application: 'bulkApplications',
  user: 'bulkUsers',
  role: 'bulkRoles',
  group: 'bulkGroups',
  device: 'bulkDevices',
} as const satisfies Record<BulkType, string>
export type BulkAction<Type extends BulkType = BulkType> = (typeof bulkActions)[Type][number]

/** As many as one call takes: each is a transaction of its own, and whoever waits sees how far it is. */
export const mostInBulk = 10
