import type { Kysely } from 'kysely'
import { prepared } from '#platform/database/prepared.ts'
import { isOwnClient } from '#schema/application/ofTemplate.ts'
import type { Application } from '#schema/application/wire.ts'
import { mayRun } from '../../application/applicationsHeld.ts'
import {
  standingOf,
  standingOfUser,
  type Holder,
  userByName,
  type Standing,
  type StandingUser,
} from '../../directory/rightsOf.ts'
import type { Reserve } from '../../directory/oneTry.ts'
import { secretFits } from '../../directory/secretFits.ts'
import type { Row, Tables } from '../../store/tables.ts'
import type { Tenant } from '../../tenant.ts'
import type { ClientFacts, UserFacts } from '../facts.ts'
import type { Presented } from './clientCredentials.ts'
import { nameKey } from '#schema/nameKey.ts'

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
  let seen: ClientFacts = { id, method, user: null, secretMatches: null, secretId: null }
  for (const candidate of candidates) {
    const owner = await ownerOf(tenant, application, candidate.id)
    const { secret } = candidate
    const credentials = owner?.credentials ?? []
    const secretId = secret === null ? null : await secretFits(tenant, { credentials, secret, reserve })
    if (typeof secretId === 'object' && secretId !== null) return secretId
    const found = {
      id: candidate.id,
      method,
      user: owner?.user ?? null,
      secretMatches: secret === null ? null : secretId !== null,
      secretId,
    }
    if (secretId !== null) return found
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

/** The same where most need no look at the roles: Run is often given to the user or to Everybody. */
export async function factsOfHolder(
  application: Application | null,
  { user, standing }: Holder,
): Promise<UserFacts> {
  const itself = { id: user.id, roleIds: user.in_everybody === 1 ? ['everybody'] : [], groupIds: [] }
  const runs = application === null || mayRun(application.config.userAccess.grants, itself)
  return runs
    ? { ...accountFacts(user), mayRun: application !== null }
    : factsOf(application, await standing())
}

const factsOf = (application: Application | null, { user, roleIds, groupIds }: Standing): UserFacts => ({
  ...accountFacts(user),
  mayRun:
    application !== null && mayRun(application.config.userAccess.grants, { id: user.id, roleIds, groupIds }),
})

/** The user that is the client of a person's token; Run is asked of the person. */
export async function clientOfPerson(tenant: Tenant, clientId: string): Promise<UserFacts | null> {
  const [user] = await userByName(tenant.database.read, nameKey(clientId))
  return user ? { ...accountFacts(user), mayRun: false } : null
}

const accountFacts = (user: StandingUser) => ({
  id: user.id,
  name: user.name,
  state: user.state,
  oauthClient: user.oauth_client === 1,
  tokensWithoutApplication: user.tokens_without_application === 1,
})

type Owner = { user: UserFacts | null; credentials: Row<'credential'>[] }

/** The client of this ID that has a secret, with those of its secrets that are live; null for none. */
export async function ownerOf(
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
