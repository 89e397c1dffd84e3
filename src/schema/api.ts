import type { OurPath } from './endpoint.ts'
import { plainCalls } from './plainCalls.ts'
import { settingsCalls } from './settingsCalls.ts'

/**
 * The table of the tenant API: path, request, response and the right that each call needs. The tenant serves and guards from it,
 * the bff forwards what is in it, the console's client and the scope explorer are made from it.
 */
export const api = { ...plainCalls, ...settingsCalls } as const

export type Api = typeof api
export type EndpointName = keyof Api

/** A call that is ours: a tenant of the vendor has none such, and the console asks `offered` before it relies on one. */
export type OurCall = {
  [Name in EndpointName]: Api[Name]['path'] extends OurPath ? Name : never
}[EndpointName]

/** Other paths under which the vendor serves the same call (contract.md 5). */
export const aliases: Partial<Record<EndpointName, readonly string[]>> = {
  logout: ['/UserMgmt/SignOutCurrentSession'],
  storeRole: ['/Roles/StoreRole'],
  updateRole: ['/SaasManage/UpdateRole'],
  getRole: ['/Roles/GetRole'],
  getUserAttributes: ['/UserMgmt/GetUserInfo'],
  getRoleMembers: ['/Roles/GetRoleMembers'],
  assignSuperRights: ['/Roles/AssignSuperRights'],
  unassignSuperRights: ['/Roles/UnAssignSuperRights'],
}

/** Every path of the tenant API as patterns see it: canonical, without the leading slash. */
export const apiPaths: readonly string[] = Object.entries(api)
  .flatMap(([name, { path }]) => [path, ...(aliases[name as EndpointName] ?? [])])
  .map((path) => path.slice(1))
