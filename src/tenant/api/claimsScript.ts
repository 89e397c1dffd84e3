import type { FastifyInstance } from 'fastify'
import type { Place } from '#platform/queue.ts'
import { rights } from '#schema/right.ts'
import { holdsAny, type Actor } from '../actor.ts'
import { updateApplication } from '../application/saveApplication.ts'
import { runClaimsScript } from '../claimsScript/runClaimsScript.ts'
import { scriptTenant } from '../claimsScript/scriptTenant.ts'
import { scriptUser } from '../claimsScript/scriptUser.ts'
import { notThere } from '../problem.ts'
import type { Tenant } from '../tenant.ts'
import { missingRight } from './gate.ts'
import { on } from './on.ts'

/** The claims script of an application (contract.md 14): tried before it is saved, and cleared. */
export function claimsScriptRoutes(app: FastifyInstance, tenant: Tenant): void {
  const { database } = tenant

  on(
    app,
    tenant,
    'resetAppScript',
    async ({ params, actor, by }) => {
      const version = await database.write((tx) =>
        updateApplication(
          { tx, tenant, by },
          {
            id: params._RowKey,
            editor: actor,
            why: 'Script reset',
            change: ({ config }) => ({ ...config, advanced: { ...config.advanced, claimsScript: '' } }),
          },
        ),
      )
      return { State: 0, Gatewright: { Version: version } }
    },
    { applicationsOf: (params) => [params._RowKey] },
  )

  on(
    app,
    tenant,
    'previewClaimsScript',
    async ({ params, actor }) => {
      const userId = params.userId ?? actor.id
      if (!mayTryWith(actor, userId))
        throw missingRight(actor, `${readingUsers}, or no userId: then it is run for oneself`)
      const user = await scriptUser(database.read, userId)
      if (!user) throw notThere('user')
      const { script } = params
      const { claims, fault, milliseconds } = await runClaimsScript(
        { script, user, tenant: scriptTenant(tenant) },
        trialOf(actor),
      )
      return { claims, fault, milliseconds }
    },
    { applicationsOf: (params) => [params.rowKey ?? ''] },
  )
}

/** Tokens do not wait for trials, and nobody's trials take the place of others'. */
export const trialOf = (actor: Actor): Place => ({ behind: true, sharer: actor.id })

/** A script shows what the directory holds about its user, so running one is reading. AZ-03: read-only administration gives nothing here. */
export const mayTryWith = (actor: Actor, userId: string) =>
  userId === actor.id || holdsAny(actor, ['dsman', 'rouserman'])

const readingUsers = `${rights.dsman} or ${rights.rouserman}`
