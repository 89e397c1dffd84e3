import type { FastifyInstance } from 'fastify'
import { createAdministrator } from '../directory/administrator.ts'
import { countFailure, earlierFailures } from '../directory/attemptLimit.ts'
import { signIn } from '../directory/signIn.ts'
import { Problem } from '../problem.ts'
import type { Tenant } from '../tenant.ts'
import { limited } from './limited.ts'
import { onPublic } from './on.ts'
import { loginSuccess } from './security.ts'

/** The setup link creates the first administrator, who is then signed in (D11, AZ-11). */
export function firstAdministratorRoutes(app: FastifyInstance, tenant: Tenant): void {
  onPublic(app, tenant, 'createAdministrator', async ({ params, by, request, reply }) => {
    const attempt = { accountKey: 'setup', source: by.ip ?? '' }
    const { wait } = await earlierFailures(tenant, attempt)
    if (wait > 0) {
      await tenant.strangerEvents.record(by, {
        type: 'Cloud.Core.Api.Refused',
        level: 'Warning',
        object: { type: 'api', id: request.canonicalPath, name: request.canonicalPath },
        detail: { check: 'attemptAllowed', reason: 'too many failed attempts' },
      })
      throw limited(reply, Math.ceil(wait / 1000))
    }
    const { user: name, password, token } = params
    await createAdministrator(tenant, { by, name, password, token }).catch(async (error: unknown) => {
      // A token that opens nothing is a guess; what is wrong in the form is none (RL-01).
      if (error instanceof Problem && error.code === 'gone') await countFailure(tenant, attempt)
      throw error
    })
    const outcome = await signIn(tenant, {
      door: 'confirms',
      name,
      password,
      source: by.ip ?? '',
      correlationId: by.correlationId,
      // Somebody chose the password in the form of the setup link
      onPage: true,
    })
    if (!('session' in outcome))
      throw new Problem(
        'failed',
        'The administrator was created but could not be signed in. Sign in with the new password.',
      )
    return loginSuccess({ tenant, request, reply }, outcome)
  })
}
