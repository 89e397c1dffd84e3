import type { FastifyRequest } from 'fastify'
import type { Application } from '#schema/application/wire.ts'
import { earlierFailures, forgetFailures } from '../../directory/attemptLimit.ts'
import { asOneTry } from '../../directory/oneTry.ts'
import type { Tenant } from '../../tenant.ts'
import type { ClientFacts } from '../facts.ts'
import { presentedClient, type PresentedFault } from './clientCredentials.ts'
import { clientFacts } from './clientFacts.ts'
import type { Form } from './form.ts'
import { nameKey } from '#schema/nameKey.ts'

export type AskingClient = {
  client: ClientFacts
  /** To be called once the request is answered well, and not before: the count would tell a right password where the answer does not. */
  forgetFailures: () => Promise<void>
}

/** Who asks, of an application or of the platform itself, with the secret compared. Failed tries delay the next (RL-02): then `wait` milliseconds. */
export async function askingClient(
  { tenant, request }: { tenant: Tenant; request: FastifyRequest },
  application: Application | null,
  form: Form,
): Promise<AskingClient | PresentedFault | { wait: number }> {
  const presented = presentedClient(request.headers.authorization, form)
  if ('fault' in presented) return presented
  const attempt = { accountKey: `client ${nameKey(presented.id)}`, source: request.clientAddress }
  const earlier = await earlierFailures(tenant, attempt)
  if (earlier.wait > 0) return { wait: earlier.wait }
  const client = await asOneTry(tenant, attempt, {
    judge: (reserve) => clientFacts(tenant, { application, presented, reserve }),
    failed: (facts) => 'secretMatches' in facts && facts.secretMatches === false,
  })
  if ('wait' in client) return client
  return {
    client,
    forgetFailures: async () => {
      if (client.secretMatches === true) await forgetFailures(tenant, attempt, earlier)
    },
  }
}
