import { OutboundFault } from '#platform/outbound/outboundFault.ts'
import type { OutboundRequest } from '#platform/outbound/outbound.ts'
import type { Tenant } from '../tenant.ts'
import { DeviceFault } from './deviceFault.ts'

export type Answer = { status: number; body: Record<string, unknown>; challenge: string }

/** One request to the tenant of a device, which may be this one (SS-03). Throws DeviceFault where no answer comes that a tenant gives. */
export async function askTenant(
  { outbound, url }: Pick<Tenant, 'outbound' | 'url'>,
  address: string,
  request: OutboundRequest,
): Promise<Answer> {
  try {
    const reply = await outbound(address, { method: 'POST', ownOrigin: new URL(url).origin, ...request })
    const body: unknown = await reply.json().catch(() => null)
    if (reply.status >= 500)
      throw unreached({
        seen: `HTTP ${reply.status}`,
        cure: 'The tenant has a fault. Try again in a moment.',
      })
    if (typeof body !== 'object' || body === null || Array.isArray(body))
      throw unreached({ seen: `HTTP ${reply.status} without JSON`, cure: noTenant })
    return {
      status: reply.status,
      body: body as Record<string, unknown>,
      challenge: reply.headers.get('www-authenticate') ?? '',
    }
  } catch (error) {
    if (!(error instanceof OutboundFault)) throw error
    throw unreached({ seen: error.message, cure: error.cure }, error)
  }
}

const noTenant = 'Check the address: no tenant answers there.'

const unreached = ({ seen, cure }: { seen: string; cure: string }, cause?: unknown) =>
  new DeviceFault({ step: 'reach', seen, expected: 'An answer of a tenant', cure, screen: 'device' }, cause)
