import type { FastifyInstance } from 'fastify'
import { isOwnClient, isUserClient } from '#schema/application/ofTemplate.ts'
import type { Application } from '#schema/application/wire.ts'
import { userReaders } from '#schema/right.ts'
import { isLive } from '#schema/secret.ts'
import { holdsAny } from '../actor.ts'
import { loadApplication } from '../application/loadApplication.ts'
import { permittedClients } from '../application/permittedClients.ts'
import { notThere } from '../problem.ts'
import type { Tenant } from '../tenant.ts'
import { on } from './on.ts'

/** Enough for a card; whoever has more looks at User Access. */
const mostShown = 20

/** Who gets tokens from an application with a secret, and how long the secrets last. */
export function applicationClientsRoutes(app: FastifyInstance, tenant: Tenant): void {
  on(
    app,
    tenant,
    'applicationClients',
    async ({ params: { rowKey }, actor }) => {
      const application = await loadApplication(tenant.database.read, rowKey)
      if (!application) throw notThere('application')
      const { clients, count } = await clientsOf(tenant, application)
      // NT-39: a name is shown to whoever may look at users
      const shown = clients.filter(
        ({ type, id }) => type === 'application' || id === actor.id || holdsAny(actor, userReaders),
      )
      const secrets = await liveSecrets(tenant, shown)
      return {
        clients: shown.map(({ id, name, state }) => {
          const ends = secrets.get(id) ?? []
          const last = Math.max(...ends.map((end) => end ?? Infinity))
          return {
            id,
            name,
            state,
            liveSecrets: ends.length,
            secretsEndAt: Number.isFinite(last) ? last : null,
          }
        }),
        count,
      }
    },
    { applicationsOf: ({ rowKey }) => [rowKey] },
  )
}

type Client = { type: 'user' | 'application'; id: string; name: string; state: string }

async function clientsOf(
  tenant: Tenant,
  application: Application,
): Promise<{ clients: Client[]; count: number }> {
  const { id, config } = application
  if (isOwnClient(application))
    return { clients: [{ type: 'application', id, name: id, state: 'None' }], count: 1 }
  if (!isUserClient(application)) return { clients: [], count: 0 }
  const permitted = await permittedClients(tenant.database.read, config.userAccess.grants)
  const [clients, count] = await Promise.all([permitted.first(mostShown), permitted.count()])
  return { clients: clients.map((each) => ({ type: 'user', ...each })), count }
}

/** When the secrets that work end, by client; null for one that never does. */
async function liveSecrets({ database, clock }: Tenant, clients: readonly Client[]) {
  const rows = await database.read
    .selectFrom('credential')
    .select(['owner_id', 'expires_at'])
    .where('owner_type', 'in', ['user', 'application'])
    .where('owner_id', 'in', ['', ...clients.map(({ id }) => id)])
    .execute()
  const live = rows.filter((row) => isLive({ expiresAt: row.expires_at }, clock()))
  return new Map(
    clients.map(({ id }) => [id, live.filter((row) => row.owner_id === id).map((row) => row.expires_at)]),
  )
}
