import type { IncomingHttpHeaders } from 'node:http'
import type { Keys } from './key.ts'
import { mac, sameText } from './mac.ts'
import { addressThrough, type TrustedProxies } from './trustedProxies.ts'

/** How the bff tells its own tenant whose request it forwards. */
export const clientAddressHeader = 'x-gatewright-client-address'

/** The header holds the browser's address, and a proof that only a holder of the installation's key can make. */
export const provenAddress = (keys: Keys, address: string) => `${address} ${proofOf(keys, address)}`

/**
 * Where a request comes from. The bff of this installation proves what it says. Without such a proof it is the socket's address or, behind a
 * proxy of ours, the address that the proxy heard. What anybody else claims is ignored (RL-04).
 */
export function clientAddress(
  { keys, trustedProxies }: { keys: Keys; trustedProxies: TrustedProxies },
  request: { headers: IncomingHttpHeaders; ip: string },
): string {
  const claimed = request.headers[clientAddressHeader]
  if (typeof claimed === 'string') {
    const [address = '', proof = ''] = claimed.split(' ')
    if (sameText(proof, proofOf(keys, address))) return address
  }
  return addressThrough(trustedProxies, request)
}

const proofOf = (keys: Keys, address: string) => mac(keys, 'client address', address)
