import type { FastifyInstance } from 'fastify'
import { createAdministrator } from '../directory/administrator.ts'
import { signIn } from '../directory/signIn.ts'
import { Problem } from '../problem.ts'
import type { Tenant } from '../tenant.ts'
import { onPublic } from './on.ts'
import { loginSuccess } from './security.ts'

/** The setup link creates the first administrator, who is then signed in (D11, AZ-11). */
export function setupRoutes(app: FastifyInstance, tenant: Tenant): void {
  onPublic(app, tenant, 'createAdministrator', async ({ params, by, reply }) => {
    await createAdministrator(tenant, {
      by,
      name: params.user,
      password: params.password,
      token: params.token,
    })
    const outcome = await signIn(tenant, {
      name: params.user,
      password: params.password,
      source: by.ip ?? '',
      correlationId: by.correlationId,
    })
    if ('refused' in outcome)
      throw new Problem(
        'failed',
        'The administrator was created but could not be signed in. Sign in with the new password.',
      )
    return loginSuccess(tenant, reply, outcome)
  })
}
