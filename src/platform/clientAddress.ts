import type { IncomingHttpHeaders } from 'node:http'
import type { Keys } from './key.ts'
import { mac, sameText } from './mac.ts'

/** How the bff tells its own tenant whose request it forwards. */
export const clientAddressHeader = 'x-gatewright-client-address'

/** The header's value: the browser's address, with a proof that only a holder of the installation's key can make. */
export const provenAddress = (keys: Keys, address: string) => `${address} ${proofOf(keys, address)}`

/**
 * Where a request comes from: the socket's address, or what the bff of this installation proves. What anybody else claims is ignored (RL-04).
 */
export function clientAddress(
  keys: Keys,
  { headers, ip }: { headers: IncomingHttpHeaders; ip: string },
): string {
  const claimed = headers[clientAddressHeader]
  if (typeof claimed !== 'string') return ip
  const [address = '', proof = ''] = claimed.split(' ')
  return sameText(proof, proofOf(keys, address)) ? address : ip
}

const proofOf = (keys: Keys, address: string) => mac(keys, 'client address', address)
