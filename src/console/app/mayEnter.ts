import type { Right } from '#schema/right.ts'

const portal: Right = 'adminportallogin'

/** Whether the tenant lets this person administer it at all. The tenant itself refuses every single call to those it does not. */
export const mayEnter = ({
  Rights,
  SystemAdministrator,
}: {
  Rights: string[]
  SystemAdministrator: boolean
}) => SystemAdministrator || Rights.includes(portal)
