import type { FastifyInstance } from 'fastify'
import type { BulkType } from '#schema/bulk.ts'
import type { Bulk } from '../bulk/bulk.ts'
import { bulkApplications } from '../bulk/bulkApplications.ts'
import { bulkDevices } from '../bulk/bulkDevices.ts'
import { bulkGroups, bulkRoles } from '../bulk/bulkHolders.ts'
import { bulkUsers } from '../bulk/bulkUsers.ts'
import { runBulk } from '../bulk/runBulk.ts'
import type { Tenant } from '../tenant.ts'
import { on, refusalOf, type Call } from './on.ts'

type Name = 'bulkApplications' | 'bulkUsers' | 'bulkRoles' | 'bulkGroups' | 'bulkDevices'

/** The same for several objects at once. */
export function bulkRoutes(app: FastifyInstance, tenant: Tenant): void {
  on(app, tenant, 'bulkApplications', run(tenant, 'application', bulkApplications))
  on(app, tenant, 'bulkUsers', run(tenant, 'user', bulkUsers))
  on(app, tenant, 'bulkRoles', run(tenant, 'role', bulkRoles))
  on(app, tenant, 'bulkGroups', run(tenant, 'group', bulkGroups))
  on(app, tenant, 'bulkDevices', run(tenant, 'device', bulkDevices))
}

const run =
  <Type extends BulkType>(tenant: Tenant, type: Type, bulk: Bulk<Type>) =>
  ({ params, actor, by, request }: Pick<Call<Name>, 'params' | 'actor' | 'by' | 'request'>) =>
    runBulk(tenant, {
      type,
      bulk,
      ...params,
      // Each call takes the actions of its own noun
      action: params.action,
      actor,
      by,
      refused: (problem) => tenant.events.record(by, refusalOf(request, problem)),
    })
