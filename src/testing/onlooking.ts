import { builtInRoleRights, type BuiltInRole } from '#schema/right.ts'

/** The built-in roles that look at everything and change nothing. */
export const onlooking = (Object.keys(builtInRoleRights) as BuiltInRole[]).filter(
  (role) => role !== 'sysadmin',
)
