import type { FastifyInstance } from 'fastify'
import { nameKey } from '#schema/nameKey.ts'
import {
  globalGroupMappingsVersion,
  readGlobalGroupMappings,
  saveGlobalGroupMappings,
} from '../federation/globalGroupMappings.ts'
import type { Mapping } from '../federation/groupMappings.ts'
import { Problem } from '../problem.ts'
import type { Tenant } from '../tenant.ts'
import { expectedVersion } from './ifMatch.ts'
import { on } from './on.ts'

/** Group mappings that hold for every identity provider (contract.md 7.2). */
export function globalGroupMappingRoutes(app: FastifyInstance, tenant: Tenant): void {
  const { database } = tenant

  on(app, tenant, 'getGlobalGroupMappings', async () => ({
    Mappings: (await readGlobalGroupMappings(database.read)).map(({ value, group }) => ({
      AttributeValue: value,
      GroupName: group,
    })),
    Gatewright: { Version: await globalGroupMappingsVersion(database.read) },
  }))

  on(app, tenant, 'addGlobalGroupMapping', async ({ params, actor, by }) => {
    await database.write((tx) =>
      saveGlobalGroupMappings(
        { tx, tenant, by },
        { actor, change: (before) => [...before, ...sent(params).filter((row) => !isAmong(before, row))] },
      ),
    )
    return null
  })

  on(app, tenant, 'deleteGlobalGroupMapping', async ({ params, actor, by }) => {
    const gone = sent(params)
    await database.write((tx) =>
      saveGlobalGroupMappings(
        { tx, tenant, by },
        {
          actor,
          change(before) {
            for (const row of gone)
              if (!isAmong(before, row))
                throw new Problem(
                  'not_found',
                  `No mapping leads from “${row.value}” to ${row.group} for all identity providers. Read them and send one of those.`,
                )
            return before.filter((row) => !isAmong(gone, row))
          },
        },
      ),
    )
    return null
  })

  on(app, tenant, 'updateGlobalGroupMappings', async ({ params, actor, by, request }) => {
    const startedFrom = expectedVersion({ actor, request })
    const wanted = params.Mappings.map(({ AttributeValue: value, GroupName: group }) => ({ value, group }))
    await database.write((tx) =>
      saveGlobalGroupMappings(
        { tx, tenant, by },
        { actor, change: () => wanted, expectedVersion: startedFrom },
      ),
    )
    return null
  })
}

const sent = (byValue: Record<string, string>): Mapping[] =>
  Object.entries(byValue).map(([value, group]) => ({ value, group }))

const isAmong = (rows: readonly Mapping[], { value, group }: Mapping) =>
  rows.some((row) => row.value === value && nameKey(row.group) === nameKey(group))
