import type { FastifyInstance } from 'fastify'
import { notThere } from '../problem.ts'
import { listScopes } from '../scopes/listScopes.ts'
import { reach } from '../scopes/reach.ts'
import { scopeClients } from '../scopes/scopeClients.ts'
import { countedSince } from '../scopes/usedBy.ts'
import type { Tenant } from '../tenant.ts'
import { on } from './on.ts'

/** The scopes of all applications, for whoever may look at everything. */
export function scopeRoutes(app: FastifyInstance, tenant: Tenant): void {
  const { database, clock } = tenant
  const { read } = database

  on(app, tenant, 'scopesList', async ({ params, actor }) => ({
    ...(await listScopes({ database, actor }, params, clock())),
    countedSince: await countedSince(read),
  }))

  on(app, tenant, 'scopesClients', async ({ params: { rowKey } }) => ({
    ...(await scopeClients(tenant, rowKey)),
    countedSince: await countedSince(read),
  }))

  on(app, tenant, 'scopesReach', async ({ params, actor }) => ({
    ...(await reach({ database, actor }, params)),
    countedSince: await countedSince(read),
  }))

  on(app, tenant, 'scopesCalls', async ({ params: { rowKey, scope } }) => {
    const row = await read
      .selectFrom('application_scope')
      .select('patterns')
      .where('application_id', '=', rowKey)
      .where('name', '=', scope)
      .executeTakeFirst()
    if (!row) throw notThere(`scope ${scope}`)
    const paths = await read
      .selectFrom('call_count')
      .select(({ fn }) => [
        'path',
        fn.sum<number>('calls').as('calls'),
        fn.count<number>('client_id').distinct().as('clients'),
        fn.max<number>('day').as('at'),
      ])
      .where('application_id', '=', rowKey)
      .where('scope', '=', scope)
      .groupBy('path')
      .orderBy('path')
      .execute()
    return {
      patterns: JSON.parse(row.patterns) as string[],
      paths: paths.map((each) => ({ ...each, calls: each.calls, clients: each.clients })),
      countedSince: await countedSince(read),
    }
  })
}
