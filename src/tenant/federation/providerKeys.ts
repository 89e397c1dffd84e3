import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import { z } from 'zod'
import { Recent } from '#schema/recent.ts'
import { upTo } from '#schema/upTo.ts'
import type { Tenant } from '../tenant.ts'

/** How long keys are used without being asked for again. */
const fresh = 10 * 60_000
/** Within this time the keys of one address are asked for twice at most, whatever keys tokens name (TK-04). */
const window = 60_000
const mostInWindow = 2
const mostAddresses = 200

const keySet = z.object({ keys: z.array(z.looseObject({ kty: upTo(20) })).max(100) })

type Kept = { at: number; keys: JSONWebKeySet; asked: number[] }

/** The keys of identity providers. A key that was replaced is asked for at once, so that a rotation fails nobody (TK-08, FC-04). */
export function createProviderKeys({ outbound, clock }: Pick<Tenant, 'outbound' | 'clock'>) {
  const kept = new Recent<Kept>(mostAddresses)

  async function ask(address: string): Promise<Kept> {
    const held = kept.get(address)
    const asked = [...(held?.asked.filter((at) => at + window > clock()) ?? []), clock()]
    if (held) kept.set(address, { ...held, asked })
    const reply = await outbound(address)
    const { keys } = keySet.parse(await reply.json())
    const now = { at: clock(), keys: { keys } as JSONWebKeySet, asked }
    kept.set(address, now)
    return now
  }

  const mayAsk = ({ asked }: Kept) => asked.filter((at) => at + window > clock()).length < mostInWindow

  /** For jose: the key that a token names. Without a name, the only one that fits. */
  const keyOf =
    (address: string): JWTVerifyGetKey =>
    async (header, token) => {
      const known = kept.get(address)
      const held = known && (known.at + fresh > clock() || !mayAsk(known)) ? known : await ask(address)
      try {
        return await createLocalJWKSet(held.keys)(header, token)
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey) || held !== known || !mayAsk(held)) throw error
        return createLocalJWKSet((await ask(address)).keys)(header, token)
      }
    }

  return {
    keyOf,
    /** How many an address publishes now. */
    count: async (address: string) => (await ask(address)).keys.keys.length,
  }
}

export type ProviderKeys = ReturnType<typeof createProviderKeys>
