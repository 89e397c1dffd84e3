import type { FastifyInstance } from 'fastify'
import { nameKey } from '#schema/nameKey.ts'
import { userReaders } from '#schema/right.ts'
import { holdsAny, type Actor } from '../actor.ts'
import { loadApplication } from '../application/loadApplication.ts'
import { inspect } from '../oauth/inspect/inspect.ts'
import { notThere } from '../problem.ts'
import type { Tenant } from '../tenant.ts'
import { trialOf } from './claimsScript.ts'
import { on } from './on.ts'

/** Why a client gets a token of an application, or why not. */
export function inspectRoutes(app: FastifyInstance, tenant: Tenant): void {
  on(
    app,
    tenant,
    'inspectApplication',
    async ({ params, actor }) => {
      const application = await loadApplication(tenant.database.read, params.rowKey)
      if (!application) throw notThere('application')
      return inspect(
        tenant,
        {
          application,
          way: params.way,
          clientId: params.clientId?.trim() || null,
          withSecret: params.withSecret ?? null,
          loginName: params.loginName?.trim() || actor.name,
          requestedScopes: params.scope?.length ? params.scope : null,
          redirectUri: params.redirectUri || null,
        },
        { reads: readsBy(actor), place: trialOf(actor) },
      )
    },
    { applicationsOf: ({ rowKey }) => [rowKey] },
  )
}

/** NT-39: of others than oneself something is said to whoever may read users. */
const readsBy = (actor: Actor) => (loginName: string) =>
  holdsAny(actor, userReaders) || nameKey(loginName) === nameKey(actor.name)
