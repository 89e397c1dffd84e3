import type { FastifyInstance } from 'fastify'
import { isOnline, listDirectories } from '../directory/source/directories.ts'
import { directoryQuery } from '../redrock/directoryQuery.ts'
import { redrockReplyOf } from '../redrock/reply.ts'
import type { Tenant } from '../tenant.ts'
import { on } from './on.ts'

/** Which directories there are, and who is in them (contract.md 4.4, 4.5). */
export function directoryRoutes(app: FastifyInstance, tenant: Tenant): void {
  on(app, tenant, 'getDirectoryServices', async () => {
    const directories = await listDirectories(tenant)
    const online = await Promise.all(directories.map((row) => isOnline(tenant, row)))
    return redrockReplyOf({
      columns: columns.map((name) => ({ name, kind: name === 'Everybody' ? 'flag' : 'text' })),
      results: directories.map(({ id, kind, name, enabled }, index) => ({
        Entities: [{ Type: 'DirectoryServices', Key: id, IsForeignKey: false }],
        Row: {
          Service: kind,
          Name: kind,
          Config: name,
          DisplayName: name,
          DisplayNameShort: name,
          Description: name,
          Tenant: tenant.id,
          Status: enabled ? 'Active' : 'Inactive',
          StatusDisplay: online[index] ? 'Online' : 'Offline',
          Everybody: true,
          directoryServiceUuid: id,
        },
      })),
      fullCount: directories.length,
    })
  })

  on(app, tenant, 'directoryServiceQuery', ({ params, actor }) => directoryQuery(tenant, actor, params))
}

const columns = [
  'Service',
  'Name',
  'Config',
  'DisplayName',
  'DisplayNameShort',
  'Description',
  'Tenant',
  'Status',
  'StatusDisplay',
  'Everybody',
  'directoryServiceUuid',
] as const
