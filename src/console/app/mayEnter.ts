import { holdsAny, type Me } from '#console/api/me.ts'

/** Whether the tenant lets this person administer it at all. The tenant itself refuses every single call to those it does not. */
export const mayEnter = (me: Me) => holdsAny(me, 'adminportallogin')
