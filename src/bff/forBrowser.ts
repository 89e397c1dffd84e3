import type { FastifyRequest } from 'fastify'
import { clientAddressHeader, provenAddress } from '#platform/clientAddress.ts'
import { addressThrough } from '#platform/trustedProxies.ts'
import type { Bff } from './bff.ts'

/** Tells the embedded tenant whose request this is, for its log and its limits. Another tenant could not check it. */
export const forBrowser = (
  { keys, tenantKind, trustedProxies }: Bff,
  request: FastifyRequest,
): Record<string, string> =>
  tenantKind === 'embedded'
    ? { [clientAddressHeader]: provenAddress(keys, addressThrough(trustedProxies, request)) }
    : {}
