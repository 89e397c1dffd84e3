import type { FastifyInstance } from 'fastify'
import { tryRules } from '../federation/admit.ts'
import { routingVersion, saveRoutingRules } from '../federation/saveRoutingRules.ts'
import type { Tenant } from '../tenant.ts'
import { expectedVersion } from './ifMatch.ts'
import { on } from './on.ts'

/** The routing rules, and what they make of somebody. */
export function routingRoutes(app: FastifyInstance, tenant: Tenant): void {
  const { read } = tenant.database

  on(app, tenant, 'getRoutingRules', async () => {
    const rows = await read
      .selectFrom('routing_rule')
      .innerJoin('identity_provider', 'identity_provider.id', 'routing_rule.identity_provider_id')
      .leftJoin('role', 'role.id', 'routing_rule.role_id')
      .selectAll('routing_rule')
      .select(['identity_provider.name as provider', 'identity_provider.active', 'role.name as role'])
      .orderBy('place')
      .execute()
    return {
      Rules: rows.map((row) => ({
        ID: row.id,
        IdentityProvider: row.identity_provider_id,
        IdentityProviderName: row.provider,
        Active: row.active === 1,
        Domain: row.domain,
        UserAgent: row.user_agent,
        Role: row.role_id,
        RoleName: row.role,
        Enabled: row.enabled === 1,
      })),
      Gatewright: { Version: await routingVersion(read) },
    }
  })

  on(app, tenant, 'setRoutingRules', async ({ params, actor, by, request }) => {
    const startedFrom = expectedVersion({ actor, request })
    const Version = await tenant.database.write((tx) =>
      saveRoutingRules({ tx, tenant, by }, { rules: params.Rules, expectedVersion: startedFrom }),
    )
    return { Gatewright: { Version } }
  })

  on(app, tenant, 'tryRouting', async ({ params }) => {
    const { decided, rules } = await tryRules(read, { name: params.User, agent: params.UserAgent })
    return {
      Rule: decided?.id ?? null,
      IdentityProviderName: decided?.provider ?? null,
      Rules: rules.map(({ id, miss }) => ({ ID: id, Miss: miss })),
    }
  })
}
