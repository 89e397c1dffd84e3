import type { FastifyInstance } from 'fastify'
import {
  addSuffix,
  listSuffixes,
  makeDefaultSuffix,
  removeSuffix,
  suffixesInOrder,
} from '../directory/suffixes.ts'
import { redrockReplyOf } from '../redrock/reply.ts'
import type { Tenant } from '../tenant.ts'
import { on } from './on.ts'

/** Login suffixes (D11): the vendor has a call that lists them, the others are ours. */
export function suffixRoutes(app: FastifyInstance, tenant: Tenant): void {
  const { read } = tenant.database

  on(app, tenant, 'getCdsAliases', async () => {
    const suffixes = await suffixesInOrder(read)
    return redrockReplyOf({
      columns: [{ name: 'ID', kind: 'text' }],
      results: suffixes.map((suffix) => ({
        Entities: [{ Type: 'CdsAlias', Key: suffix, IsForeignKey: false }],
        Row: { ID: suffix },
      })),
      fullCount: suffixes.length,
    })
  })

  on(app, tenant, 'suffixesList', () => listSuffixes(read))

  on(app, tenant, 'suffixesAdd', async ({ params: { suffix }, by }) => ({
    suffix: await addSuffix(tenant, { by, suffix }),
  }))

  on(app, tenant, 'suffixesMakeDefault', async ({ params: { suffix }, by }) => {
    await makeDefaultSuffix(tenant, { by, suffix })
    return null
  })

  on(app, tenant, 'suffixesRemove', async ({ params: { suffix }, by }) => {
    await removeSuffix(tenant, { by, suffix })
    return null
  })
}
