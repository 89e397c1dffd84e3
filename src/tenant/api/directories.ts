import type { FastifyInstance } from 'fastify'
import { directoryServices } from '#schema/directoryService.ts'
import { directoryQuery } from '../redrock/directoryQuery.ts'
import { redrockReplyOf } from '../redrock/reply.ts'
import type { Tenant } from '../tenant.ts'
import { on } from './on.ts'

/** Which directories there are, and who is in them (contract.md 4.4, 4.5). */
export function directoryRoutes(app: FastifyInstance, tenant: Tenant): void {
  on(app, tenant, 'getDirectoryServices', () =>
    Promise.resolve(
      redrockReplyOf({
        columns: columns.map((name) => ({ name, kind: name === 'Everybody' ? 'flag' : 'text' })),
        results: directoryServices.map(({ service, uuid, name }) => ({
          Entities: [{ Type: 'DirectoryServices', Key: uuid, IsForeignKey: false }],
          Row: {
            Service: service,
            Name: service,
            Config: name,
            DisplayName: name,
            DisplayNameShort: name,
            Description: name,
            Tenant: tenant.id,
            Status: 'Active',
            StatusDisplay: 'Online',
            Everybody: true,
            directoryServiceUuid: uuid,
          },
        })),
        fullCount: directoryServices.length,
      }),
    ),
  )

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
