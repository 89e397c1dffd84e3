import type { FastifyInstance } from 'fastify'
import { api } from '#schema/api.ts'
import { accessInWords } from '#schema/endpoint.ts'
import type { Tenant } from '../tenant.ts'
import { on, onPublic } from './on.ts'

/** What this tenant offers beyond the vendor's calls, so that the console can hide what a tenant lacks (D4). */
const features = ['clientSetup', 'tokenPreview', 'firstToken', 'history', 'drafts', 'secrets', 'keys']

const catalogue = Object.values(api)
  .filter(({ access }) => access.kind !== 'public')
  .map(({ method, path, about, access, risk, rightInWords }) => ({
    method,
    path: path.slice(1),
    about,
    right: rightInWords ?? accessInWords(access),
    risk,
  }))

/** For programs that ask before they sign in. The version is the contract's, as StartAuthentication names it: strangers learn none of ours. */
const sysInfo = { Product: 'Gatewright', Version: '1.0' }

export function capabilityRoutes(app: FastifyInstance, tenant: Tenant): void {
  onPublic(app, tenant, 'sysInfoAbout', () => Promise.resolve(sysInfo))
  onPublic(app, tenant, 'sysInfoVersion', () => Promise.resolve(sysInfo))

  on(app, tenant, 'capabilities', async () => {
    const suffixes = await tenant.database.read
      .selectFrom('login_suffix')
      .select('suffix')
      .orderBy('created_at')
      .execute()
    return {
      tenant: {
        id: tenant.id,
        name: suffixes[0]?.suffix ?? tenant.id,
        kind: 'embedded' as const,
        url: tenant.url,
      },
      suffixes: suffixes.map(({ suffix }) => suffix),
      features,
      apis: catalogue,
    }
  })
}
