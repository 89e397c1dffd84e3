import type { Kysely } from 'kysely'
import { prepared } from '#platform/database/prepared.ts'
import { isOwnClient } from '#schema/application/ofTemplate.ts'
import type { Application } from '#schema/application/wire.ts'
import { nameKey } from '#schema/loginName.ts'
import { mayRun } from '../../application/applicationsHeld.ts'
import { standingOf, standingOfUser, userByName, type Standing } from '../../directory/rightsOf.ts'
import type { Reserve } from '../../directory/oneTry.ts'
import { secretFits } from '../../directory/secretFits.ts'
import type { Row, Tables } from '../../store/tables.ts'
import type { Tenant } from '../../tenant.ts'
import type { ClientFacts, UserFacts } from '../facts.ts'
import type { Presented } from './clientCredentials.ts'

/**
 * Finds the client and compares its secret; without an application, a service user. The same work is done for an unknown client as for a wrong
 * secret (CL-03). Comparing may have to wait.
 */
export async function clientFacts(
  tenant: Tenant,
  {
    application,
    presented,
    reserve,
  }: { application: Application | null; presented: Presented; reserve: Reserve },
): Promise<ClientFacts | { wait: number }> {
  const { id, method } = presented
  const candidates = presented.candidates.length > 0 ? presented.candidates : [{ id, secret: null }]
  let seen: ClientFacts = { id, method, user: null, secretMatches: null }
  for (const candidate of candidates) {
    const owner = await ownerOf(tenant, application, candidate.id)
    const { secret } = candidate
    const credentials = owner?.credentials ?? []
    const matches = secret === null ? null : await secretFits(tenant, { credentials, secret, reserve })
    if (typeof matches === 'object' && matches !== null) return matches
    const found = { id: candidate.id, method, user: owner?.user ?? null, secretMatches: matches }
    if (matches) return found
    if (seen.user === null) seen = found
  }
  return seen
}

/** The facts of a user that checks need, or null. */
export async function userFacts(
  tenant: Tenant,
  application: Application,
  userId: string,
): Promise<UserFacts | null> {
  const standing = await standingOf(tenant.database.read, userId)
  return standing && factsOf(application, standing)
}

const factsOf = (application: Application | null, { user, roleIds, groupIds }: Standing): UserFacts => ({
  id: user.id,
  name: user.name,
  state: user.state,
  oauthClient: user.oauth_client === 1,
  mayRun:
    application !== null && mayRun(application.config.userAccess.grants, { id: user.id, roleIds, groupIds }),
})

type Owner = { user: UserFacts | null; credentials: Row<'credential'>[] }

async function ownerOf(
  tenant: Tenant,
  application: Application | null,
  clientId: string,
): Promise<Owner | null> {
  if (application !== null && isOwnClient(application))
    return clientId === application.id
      ? { user: null, credentials: await credentialsOf(tenant, 'application', application.id) }
      : null
  const { read } = tenant.database
  const [user] = await userByName(read, nameKey(clientId))
  if (!user) return null
  const [standing, credentials] = await Promise.all([
    standingOfUser(read, user),
    credentialsOf(tenant, 'user', user.id),
  ])
  return { user: factsOf(application, standing), credentials }
}

const allCredentials = prepared((db: Kysely<Tables>, ownerType, ownerId) =>
  db
    .selectFrom('credential')
    .selectAll()
    .where('owner_type', '=', ownerType as 'user' | 'application')
    .where('owner_id', '=', ownerId),
)

async function credentialsOf(
  tenant: Tenant,
  type: 'user' | 'application',
  id: string,
): Promise<Row<'credential'>[]> {
  const rows = await allCredentials(tenant.database.read, type, id)
  return rows.filter((row) => row.expires_at === null || row.expires_at > tenant.clock())
}
