import type { FastifyInstance } from 'fastify'
import { readUser } from '../directory/readUser.ts'
import { linksOf, refuseUnlinking, removeLink } from '../federation/identityLinks.ts'
import { notThere } from '../problem.ts'
import type { Tenant } from '../tenant.ts'
import { on } from './on.ts'

/** Whom identity providers know a user as (RP-06). */
export function identityLinkRoutes(app: FastifyInstance, tenant: Tenant): void {
  const { database } = tenant

  on(app, tenant, 'listIdentityLinks', async ({ params }) => {
    if (!(await readUser(database.read, { id: params.User }))) throw notThere(`user ${params.User}`)
    const rows = await linksOf(database.read, params.User)
    return {
      Links: rows.map((row) => ({
        IdentityProvider: row.identity_provider_id,
        IdentityProviderName: row.provider,
        Issuer: row.issuer,
        Subject: row.subject,
        LinkedAt: row.linked_at,
        LastUsedAt: row.last_used_at,
      })),
    }
  })

  on(app, tenant, 'removeIdentityLink', async ({ params, actor, by }) => {
    await database.write(async (tx) => {
      const link = { userId: params.User, identityProvider: params.IdentityProvider }
      await refuseUnlinking(tx, actor, link)
      await removeLink({ tx, tenant, by }, link)
    })
    return null
  })
}
