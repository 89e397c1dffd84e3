import { hasRight } from '#schema/grant.ts'
import type { Application } from '#schema/application/wire.ts'
import { standingOf } from '../directory/rightsOf.ts'
import type { Tenant } from '../tenant.ts'
import { idsOf } from './applicationsHeld.ts'
import { loadApplication } from './loadApplication.ts'

/** The first application, the oldest first, that a user may run and that is as wanted; null for none. */
export async function applicationRunBy(
  { database: { read } }: Tenant,
  userId: string,
  isWanted: (application: Application) => boolean,
): Promise<Application | null> {
  const standing = await standingOf(read, userId)
  if (!standing) return null
  const principal = idsOf({ id: userId, ...standing })
  const grants = await read
    .selectFrom('application_grant')
    .innerJoin('application', 'application.id', 'application_grant.application_id')
    .select(['application_grant.application_id', 'principal_type', 'principal_id', 'bits'])
    .where('principal_id', 'in', Object.values(principal).flat())
    .orderBy('application.created_at')
    .orderBy('application_grant.application_id')
    .execute()
  const running = grants.filter(
    ({ bits, principal_type, principal_id }) =>
      hasRight(bits, 'Run') && principal[principal_type].includes(principal_id),
  )
  for (const id of new Set(running.map(({ application_id }) => application_id))) {
    const application = await loadApplication(read, id)
    if (application !== null && isWanted(application)) return application
  }
  return null
}
