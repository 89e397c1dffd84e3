import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { aliases, api, type Api, type EndpointName } from '#schema/api.ts'
import { accessInWords, type Endpoint } from '#schema/endpoint.ts'
import { patternOpens } from '#schema/scopePattern.ts'
import { holdsAny, type Actor } from '../actor.ts'
import { applicationsHeld } from '../application/applicationsHeld.ts'
import type { Author } from '../audit/event.ts'
import { Problem } from '../problem.ts'
import type { Tenant } from '../tenant.ts'
import { authorOf, callerOf } from './caller.ts'
import { failure, failureOf, statusOf, success } from './envelope.ts'
import { credentialInUrl, parametersOf } from './parameters.ts'

type Parameters<Name extends EndpointName> = z.output<Api[Name]['request']>
type Result<Name extends EndpointName> = z.input<Api[Name]['response']>

export type Call<Name extends EndpointName> = {
  params: Parameters<Name>
  actor: Actor
  by: Author
  request: FastifyRequest
  reply: FastifyReply
}
export type PublicCall<Name extends EndpointName> = Omit<Call<Name>, 'actor'>

type Options<Name extends EndpointName> = {
  /** The applications that a call concerns, where a right on the application is enough (endpoint.ts). */
  applicationsOf?: (params: Parameters<Name>) => string[]
}

/**
 * Serves an endpoint of the table: finds the caller, holds the scope gate and the right, reads the parameters, and wraps the result
 * or the refusal in the envelope. There is no other way into the tenant API.
 */
export function on<Name extends EndpointName>(
  app: FastifyInstance,
  tenant: Tenant,
  name: Name,
  handler: (call: Call<Name>) => Promise<Result<Name>>,
  options: Options<Name> = {},
): void {
  route(app, tenant, name, async (request, reply) => {
    const actor = await callerOf(tenant, request)
    const by = authorOf(request, actor)
    await holdScope(tenant, { actor, by, path: request.canonicalPath, reply })
    const params = read(name, request)
    await holdRight(tenant, {
      actor,
      by,
      endpoint: api[name],
      applications: options.applicationsOf?.(params) ?? [],
    })
    return handler({ params, actor, by, request, reply })
  })
}

/** Serves an endpoint that needs no sign-in. */
export function onPublic<Name extends EndpointName>(
  app: FastifyInstance,
  tenant: Tenant,
  name: Name,
  handler: (call: PublicCall<Name>) => Promise<Result<Name>>,
): void {
  route(app, tenant, name, (request, reply) =>
    handler({ params: read(name, request), by: authorOf(request, null), request, reply }),
  )
}

function route(
  app: FastifyInstance,
  tenant: Tenant,
  name: EndpointName,
  answer: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
): void {
  const { path, reads } = api[name]
  for (const url of [path, ...(aliases[name] ?? [])]) {
    app.route({
      url,
      method: reads ? ['GET', 'POST'] : ['POST'],
      handler: async (request, reply) => {
        try {
          const credential = credentialInUrl(request.query)
          if (credential !== undefined) return await refuseCredential(tenant, { request, reply, credential })
          return success(await answer(request, reply))
        } catch (error) {
          if (!(error instanceof Problem)) throw error
          if (error.code === 'unauthenticated') reply.header('www-authenticate', 'Bearer')
          reply.code(statusOf(error.code))
          return failureOf(error, request.id)
        }
      },
    })
  }
}

function read<Name extends EndpointName>(name: Name, request: FastifyRequest): Parameters<Name> {
  const schema = api[name].request as z.ZodType<Parameters<Name>>
  const result = schema.safeParse(parametersOf(schema, request))
  if (result.success) return result.data
  const faults = result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  const first = faults[0]
  throw new Problem(
    'invalid_fields',
    `The parameter ${first?.path || 'list'} is not as it should be. ${first?.message ?? ''}`.trim(),
    { fields: faults },
  )
}

type Gate = { actor: Actor; by: Author }

/** D1: any pattern of any granted scope. A login-based bearer carries no scopes and is limited by rights alone. */
async function holdScope(
  tenant: Tenant,
  { actor, by, path, reply }: Gate & { path: string; reply: FastifyReply },
): Promise<void> {
  if (actor.scopes === null) return
  if (actor.scopes.some((scope) => scope.patterns.some((pattern) => patternOpens(pattern, path)))) return
  reply.header('www-authenticate', 'Bearer error="insufficient_scope"')
  const names = actor.scopes.map((scope) => scope.name).join(' ') || 'none'
  await refused(tenant, by, {
    path,
    check: 'scope',
    expected: 'a scope with a pattern for this path',
    seen: names,
  })
  throw new Problem(
    'forbidden',
    `No scope of this token opens ${path}. The token has: ${names}. Add a pattern to one of its scopes.`,
  )
}

async function holdRight(
  tenant: Tenant,
  { actor, by, endpoint, applications }: Gate & { endpoint: Endpoint; applications: string[] },
): Promise<void> {
  const { access, path } = endpoint
  if (access.kind === 'public' || access.kind === 'anyLogin' || actor.systemAdministrator) return
  if (access.kind === 'allRights' && access.allOf.every((right) => actor.rights.has(right))) return
  if (access.kind === 'rights') {
    if (holdsAny(actor, access.anyOf)) return
    if (
      access.application &&
      (await applicationsHeld(tenant.database.read, { actor, right: access.application, ids: applications }))
    )
      return
  }
  const needed = accessInWords(access)
  await refused(tenant, by, {
    path: path.slice(1),
    check: 'right',
    expected: needed,
    seen: [...actor.rights].join(' ') || 'none',
  })
  throw new Problem('forbidden', `${actor.name} lacks the administrative right for this call: ${needed}.`)
}

const refused = (
  tenant: Tenant,
  by: Author,
  { path, ...detail }: { path: string; check: string; expected: string; seen: string },
) =>
  tenant.events.record(by, {
    type: 'Cloud.Core.Api.Refused',
    level: 'Warning',
    object: { type: 'api', id: path, name: path },
    detail,
  })

async function refuseCredential(
  tenant: Tenant,
  { request, reply, credential }: { request: FastifyRequest; reply: FastifyReply; credential: string },
) {
  const path = request.canonicalPath
  await refused(tenant, authorOf(request, null), {
    path,
    check: 'noCredentialInUrl',
    expected: 'credentials in the body',
    seen: `${credential} in the address`,
  })
  reply.code(400)
  return failure(
    'invalid_request',
    `${credential} must not stand in the address, where it ends up in logs. Send it in the body.`,
    { correlationId: request.id },
  )
}
