import type { FastifyInstance } from 'fastify'
import { api } from '#schema/api.ts'
import { listedCalls } from '#schema/listedCall.ts'
import { suffixesInOrder } from '../directory/suffixes.ts'
import type { Tenant } from '../tenant.ts'
import { on, onPublic } from './on.ts'

const apis = listedCalls(api)

/** For programs that ask before they sign in. The version is the contract's, as StartAuthentication names it: strangers learn none of ours. */
const sysInfo = { Product: 'Gatewright', Version: '1.0' }

export function capabilityRoutes(app: FastifyInstance, tenant: Tenant): void {
  onPublic(app, tenant, 'sysInfoAbout', () => Promise.resolve(sysInfo))
  onPublic(app, tenant, 'sysInfoVersion', () => Promise.resolve(sysInfo))

  on(app, tenant, 'capabilities', async () => {
    const suffixes = await suffixesInOrder(tenant.database.read)
    return {
      tenant: {
        id: tenant.id,
        name: suffixes[0] ?? tenant.id,
        kind: 'embedded' as const,
        url: tenant.url,
      },
      suffixes,
      apis,
    }
  })
}
