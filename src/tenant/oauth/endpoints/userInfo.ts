import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { bearerOf } from '../../api/caller.ts'
import { standingOf } from '../../directory/rightsOf.ts'
import type { Tenant } from '../../tenant.ts'
import { claimsOfPerson } from '../issue/person.ts'
import { isForm, readForm } from '../read/form.ts'
import { readPerson } from '../read/person.ts'
import { scopesOf } from '../scopes.ts'
import { verifyAccessToken } from '../verifyAccessToken.ts'
import { uncached } from './exchange.ts'

type Params = { Params: { applicationId: string } }

/** GET or POST /OAuth2/UserInfo/{Application ID} (tenant-api.md 2.5, OpenID Connect Core §5.3). */
export function userInfoEndpoint(app: FastifyInstance, tenant: Tenant): void {
  app.route<Params>({
    method: ['GET', 'POST'],
    url: '/OAuth2/UserInfo/:applicationId',
    handler: (request, reply) => answer(tenant, request, reply),
  })
}

async function answer(tenant: Tenant, request: FastifyRequest<Params>, reply: FastifyReply) {
  const token = tokenOf(request)
  if (token === null) return refuse(reply, { status: 401 })
  const verified = await verifyAccessToken(tenant, token)
  const ofThis =
    verified?.application?.config.description.applicationId === request.params.applicationId ? verified : null
  const standing = ofThis && (await standingOf(tenant.database.read, ofThis.userId))
  const person = ofThis && (await readPerson(tenant, ofThis.userId))
  if (ofThis === null || person === null || standing?.user.state !== 'None')
    return refuse(reply, {
      status: 401,
      error: 'invalid_token',
      description: 'the access token is not of this application, has expired or was revoked',
    })
  const { auth_time, aud, unique_name, sub, scope } = ofThis.claims
  const scopes = scopesOf(typeof scope === 'string' ? scope : null) ?? []
  if (!scopes.includes('openid'))
    return refuse(reply, {
      status: 403,
      error: 'insufficient_scope',
      description: 'the scope openid is needed',
    })
  return uncached(reply).send({ sub, auth_time, aud, unique_name, ...claimsOfPerson(person, scopes) })
}

/** In the header, or in a form (RFC 6750 §2.2); never in the address (D2). */
function tokenOf(request: FastifyRequest): string | null {
  const bearer = bearerOf(request)
  if (bearer !== undefined) return bearer
  if (request.method !== 'POST' || !isForm(request.headers['content-type'])) return null
  const form = readForm(request.body)
  return 'fault' in form ? null : form.get('access_token')
}

/** RFC 6750 §3: without a token no code is told. */
function refuse(
  reply: FastifyReply,
  { status, error, description }: { status: 401 | 403; error?: string; description?: string },
) {
  uncached(reply)
    .code(status)
    .header(
      'www-authenticate',
      error === undefined ? 'Bearer' : `Bearer error="${error}", error_description="${description ?? ''}"`,
    )
  return reply.send({
    error: error ?? 'invalid_request',
    error_description: description ?? 'send an access token as Authorization: Bearer',
    correlation_id: reply.request.id,
  })
}
