import type { FastifyRequest } from 'fastify'
import type { Author } from '../audit/event.ts'
import { Problem } from '../problem.ts'
import type { Tenant } from '../tenant.ts'

type Refused = {
  /** What came, for the event. */
  seen: string
  /** What is known of whose it was. */
  by?: Partial<Author>
}

/** A token, session or cookie that a call carried and that is no good. */
export class RefusedCredential extends Problem {
  readonly refused: Refused

  constructor(code: 'unauthenticated' | 'forbidden', message: string, refused: Refused) {
    super(code, message)
    this.refused = refused
  }
}

export const deadCredential = (refused: Refused) =>
  new RefusedCredential(
    'unauthenticated',
    'The access token is not valid or has expired. Get a new one and repeat the call.',
    refused,
  )

/** AU-04: denials are recorded too. Anybody can send bad tokens, so repeated ones are counted. */
export function recordRefused(
  tenant: Tenant,
  request: FastifyRequest,
  { refused: { seen, by } }: RefusedCredential,
): Promise<void> {
  const path = request.canonicalPath
  return tenant.strangerEvents.record(
    { id: null, name: 'anonymous', ip: request.clientAddress, correlationId: request.id, ...by },
    {
      type: 'Cloud.Core.Api.Refused',
      level: 'Warning',
      object: { type: 'api', id: path, name: path },
      detail: { check: 'credential', expected: 'a live access token or session', seen },
    },
  )
}
