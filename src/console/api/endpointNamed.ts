import type { EndpointName } from '#schema/api.ts'
import { draftCalls } from '#schema/calls/draftCalls.ts'
import { sessionCalls } from '#schema/calls/sessionCalls.ts'
import { tenantCalls } from '#schema/calls/tenantCalls.ts'
import type { Endpoint } from '#schema/endpoint.ts'

/**
 * What the first screen asks, and drafts: a page that is being left has no time to load anything. The other calls are loaded with the first of
 * them, those with the settings of applications by themselves.
 */
const firstCalls = { ...sessionCalls, ...tenantCalls, ...draftCalls }

export async function endpointNamed(name: EndpointName): Promise<Endpoint> {
  if (isIn(firstCalls, name)) return firstCalls[name]
  const { plainCalls } = await import('#schema/plainCalls.ts')
  if (isIn(plainCalls, name)) return plainCalls[name]
  const { settingsCalls } = await import('#schema/settingsCalls.ts')
  return settingsCalls[name]
}

const isIn = <Table extends object>(table: Table, name: EndpointName): name is EndpointName & keyof Table =>
  Object.hasOwn(table, name)
