import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Application } from '#schema/application/wire.ts'
import type { EventType } from '#schema/events.ts'
import type { Author, NewEvent } from '../../audit/event.ts'
import { sessionHash } from '../../audit/sessionHash.ts'
import { reasonAddress } from '../../pages/reasonAddress.ts'
import type { Tenant } from '../../tenant.ts'
import { invalidClient, type Refusal, type Verdict } from '../check.ts'
import type { ClientFacts } from '../facts.ts'
import type { PresentedFault } from '../read/clientCredentials.ts'
import type { SignedIn } from '../read/signedIn.ts'

/** A request of a program at one of the OAuth endpoints, and its reply; `application` is null while it is unknown. */
export type Exchange = {
  tenant: Tenant
  request: FastifyRequest
  reply: FastifyReply
  application: Application | null
  /** The kind of event that a refusal is written down as. */
  refusedAs: EventType
}

// RFC 6749 §5.1: such replies are never kept
export const uncached = (reply: FastifyReply) =>
  reply.header('cache-control', 'no-store').header('pragma', 'no-cache')

/** Every refusal is told twice: to the caller in the contract's words, and in the event with the precise reason. */
export async function refuseExchange(exchange: Exchange, verdict: Verdict, client?: ClientFacts) {
  const asker = client ? askerOf(client) : nobody
  await recordRefusal(exchange, verdict, { ...asker, proven: asker.proven && verdict.ofStranger !== true })
  const refusal = verdict.refusal ?? invalidRequest('the request cannot be answered')
  return send(exchange, refusal)
}

/** Who was refused. */
export type Asker = {
  /** As sent. */
  clientId: string | null
  /** Showed a right secret, or a token or session that is alive. */
  proven: boolean
}

const nobody: Asker = { clientId: null, proven: false }

const askerOf = ({ id, secretMatches }: ClientFacts): Asker => ({
  clientId: id,
  proven: secretMatches === true,
})

/**
 * The event's half of a refusal: which check, what was expected, what came. Who proved nothing can be refused at any rate, so such refusals are
 * counted (decisions.md).
 */
export function recordRefusal(
  { tenant, request, application, refusedAs }: Omit<Exchange, 'reply'>,
  { judgements, refusal }: Verdict,
  { clientId, proven }: Asker,
): Promise<void> {
  const failed = judgements.at(-1)
  const by = authorOf(request, { id: null, name: clientId ?? 'anonymous' })
  const event: NewEvent = {
    type: refusedAs,
    level: 'Warning',
    ...(application ? about(application) : {}),
    detail: {
      error: refusal?.error,
      check: failed?.id,
      expected: failed?.expected,
      seen: failed?.seen,
      cure: failed?.cure,
    },
  }
  return proven ? tenant.events.record(by, event) : tenant.strangerEvents.record(by, event, clientId ?? '')
}

/** A request that cannot be judged, because it cannot be read. */
export const refuseUnread = (exchange: Exchange, fault: string, refusal = invalidRequest(fault)) =>
  refuseExchange(exchange, { ...unreadable(fault), refusal })

/** The verdict on a request that cannot be read. */
export const unreadable = (fault: string): Verdict => ({
  judgements: [
    { id: 'requestReadable', passed: false, expected: 'A request as RFC 6749 has it', seen: fault },
  ],
  refusal: invalidRequest(fault),
})

/** A request whose client could not be asked for: unreadable credentials, or too many failed attempts. */
export function refuseUnasked(exchange: Exchange, asked: PresentedFault | { wait: number }) {
  if ('fault' in asked) return refuseUnread(exchange, asked.fault, asked.proof ? invalidClient() : undefined)
  const seconds = Math.ceil(asked.wait / 1000)
  exchange.reply.header('retry-after', seconds)
  const description = `too many failed attempts, wait ${seconds} seconds`
  const expected = 'Fewer failed attempts from this address'
  return refuseExchange(exchange, {
    judgements: [{ id: 'attemptAllowed', passed: false, expected, seen: `${seconds} seconds to wait` }],
    refusal: { status: 429, error: 'temporarily_unavailable', description },
  })
}

function send({ tenant, reply, request }: Exchange, { status, error, description }: Refusal) {
  uncached(reply).code(status)
  if (status === 401) reply.header('www-authenticate', 'Basic realm="OAuth2"')
  return reply.send({ error, error_description: description, ...whereToLook(tenant, request.id) })
}

/** The ID of the event, and RFC 6749 §5.2: a page that tells people more. */
export const whereToLook = (tenant: Tenant, id: string) => ({
  correlation_id: id,
  error_uri: reasonAddress(tenant, id),
})

const invalidRequest = (description: string): Refusal => ({
  status: 400,
  error: 'invalid_request',
  description,
})

export const about = (application: Application) => ({
  application: { id: application.id, name: application.config.description.name },
})

export const authorOf = (
  request: FastifyRequest,
  { id, name }: { id: string | null; name: string },
): Author => ({ id, name, ip: request.clientAddress, correlationId: request.id })

/** Somebody who is signed in here, with what the events of the session have in common (AU-04). */
export const authorOfSession = (
  { keys }: Tenant,
  request: FastifyRequest,
  { userId, userName, sessionMac }: Pick<SignedIn, 'userId' | 'userName' | 'sessionMac'>,
): Author => ({
  ...authorOf(request, { id: userId, name: userName }),
  session: sessionHash(keys, sessionMac),
})
