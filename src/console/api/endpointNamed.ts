import type { EndpointName } from '#schema/api.ts'
import type { Endpoint } from '#schema/endpoint.ts'
import { plainCalls } from '#schema/plainCalls.ts'

/** The settings of an application and the pattern engine are loaded with the first call that carries them. */
export async function endpointNamed(name: EndpointName): Promise<Endpoint> {
  if (isPlain(name)) return plainCalls[name]
  const { settingsCalls } = await import('#schema/settingsCalls.ts')
  return settingsCalls[name]
}

const isPlain = (name: EndpointName): name is keyof typeof plainCalls => Object.hasOwn(plainCalls, name)
