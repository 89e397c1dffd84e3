import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { aliases, api, type Api, type EndpointName } from '#schema/api.ts'
import type { SecretOwner } from '#schema/secret.ts'
import type { Actor } from '../actor.ts'
import type { Author, NewEvent } from '../audit/event.ts'
import { isObjectOrList, largestBody } from '#platform/http.ts'
import { Problem } from '../problem.ts'
import { isForeign } from '../pages/ownForm.ts'
import { bringsSession } from '../pages/sessionCookie.ts'
import type { Tenant } from '../tenant.ts'
import { authorOf, callerOf } from './caller.ts'
import { countCall } from './countCall.ts'
import { success } from '#schema/envelope.ts'
import type { ProblemCode } from '#schema/problem.ts'
import { proofLasts } from '#schema/recentProof.ts'
import { holdRecentProof } from '../recentProof.ts'
import { failureOf, statusOf } from './envelope.ts'
import { holdRight, holdScope } from './gate.ts'
import { reasonOf } from './reason.ts'
import { credentialInUrl, parametersOf } from './parameters.ts'

type Parameters<Name extends EndpointName> = z.output<Api[Name]['request']>
type Result<Name extends EndpointName> = z.input<Api[Name]['response']>

export type Call<Name extends EndpointName> = {
  params: Parameters<Name>
  actor: Actor
  by: Author
  request: FastifyRequest
  reply: FastifyReply
  /** Adds a sentence to the Message of a good reply: what was understood otherwise than asked. */
  note: (sentence: string) => void
}
export type PublicCall<Name extends EndpointName> = Omit<Call<Name>, 'actor' | 'note'>

type Options<Name extends EndpointName> = {
  /** The applications that a call concerns, where a right on the application is enough (endpoint.ts). */
  applicationsOf?: (params: Parameters<Name>) => string[] | Promise<string[]>
  /** Whose things a call concerns, where the table asks for other rights for users than for applications. */
  ownerOf?: (params: Parameters<Name>) => SecretOwner
  /** The parameter that is a whole form: faults in it are named by the form's own paths. */
  form?: string
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
  serve(app, tenant, name, { handler, options, finish: (result, notes) => success(result, notes) })
}

/** The same for one that streams (endpoint.ts). */
export function onStream<Name extends EndpointName>(
  app: FastifyInstance,
  tenant: Tenant,
  name: Name,
  handler: (call: Call<Name>) => Promise<Streamed>,
): void {
  serve(app, tenant, name, {
    handler,
    options: {},
    finish: ({ type, text }, _, reply) =>
      reply.type(`${type}; charset=utf-8`).header('content-disposition', 'attachment').send(text),
  })
}

export type Streamed = { type: string; text: Readable }

type Served<Name extends EndpointName, Given> = {
  handler: (call: Call<Name>) => Promise<Given>
  options: Options<Name>
  finish: (given: Given, notes: string | null, reply: FastifyReply) => unknown
}

function serve<Name extends EndpointName, Given>(
  app: FastifyInstance,
  tenant: Tenant,
  name: Name,
  { handler, options, finish }: Served<Name, Given>,
): void {
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const notes: string[] = []
    const { actor } = request
    if (actor === null) throw new Error(`${name} is answered before the caller is known`)
    const by = authorOf(request, actor)
    try {
      const reason = reasonOf(request)
      if (reason !== undefined) by.reason = reason
      holdScope(actor, request.canonicalPath, reply)
      const params = once(() => read(name, request, options.form))
      const { ownerOf } = options
      await holdRight(tenant, {
        actor,
        endpoint: api[name],
        // Read only where a right on the application may help: who has no right learns nothing of parameters
        applications: async () => (await options.applicationsOf?.(params())) ?? [],
        owner: ownerOf && (() => ownerOf(params())),
      })
      if (api[name].recentProof === 'always') holdRecentProof(actor)
      countCall(tenant, actor, request)
      const note = (sentence: string) => void notes.push(sentence)
      const given = await handler({ params: params(), actor, by, request, reply, note })
      return finish(given, notes.join(' ') || null, reply)
    } catch (error) {
      if (isProblem(error, 'reauthentication_required') && api[name].recentProof === undefined)
        throw new Error(`${name} asks for a recent proof, and its line in the table does not say so`, {
          cause: error,
        })
      if (isProblem(error, 'forbidden', 'reauthentication_required'))
        await tenant.events.record(by, refusalOf(request, error))
      throw error
    }
  }
  route(app, tenant, name, {
    answer,
    // Before the body is read, so that nobody without a token makes us read a large one
    before: async (request) => void (request.actor = await callerOf(tenant, request)),
    bodyLimit: largestBody,
  })
}

/** Serves an endpoint that needs no sign-in. */
export function onPublic<Name extends EndpointName>(
  app: FastifyInstance,
  tenant: Tenant,
  name: Name,
  handler: (call: PublicCall<Name>) => Promise<Result<Name>>,
): void {
  route(app, tenant, name, {
    answer: async (request, reply) => {
      const by = authorOf(request, null)
      if (isForeign(tenant, request)) throw await refusedForeign(tenant, request, by)
      return success(await handler({ params: read(name, request), by, request, reply }))
    },
  })
}

type Route = {
  answer: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>
  before?: (request: FastifyRequest) => Promise<void>
  /** Bytes; without it, what a stranger may send. */
  bodyLimit?: number
}

function route(
  app: FastifyInstance,
  tenant: Tenant,
  name: EndpointName,
  { answer, before, bodyLimit }: Route,
): void {
  const { path, reads } = api[name]
  const refuse = (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    if (!(error instanceof Problem)) throw error
    const challenge = challengeOf(error.code)
    if (challenge !== undefined) reply.header('www-authenticate', challenge)
    reply.code(statusOf(error.code))
    return reply.send(failureOf(error, request.id))
  }
  for (const url of [path, ...(aliases[name] ?? [])]) {
    app.route({
      url,
      method: reads ? ['GET', 'POST'] : ['POST'],
      ...(bodyLimit === undefined ? {} : { bodyLimit }),
      // curl and Ruby call every body a form. A browser can be made to send such a thing, so not with what browsers add (D9, NT-47)
      config: {
        formMayBeJson: (request) => !bringsSession(request) && !isForeign(tenant, request),
        ...(before ? { withoutHead: true } : {}),
      },
      onRequest: async (request, reply) => {
        try {
          if (credentialInUrl(request.query) !== undefined)
            return await refuseCredential(tenant, request, reply)
          await before?.(request)
        } catch (error) {
          return refuse(error, request, reply)
        }
      },
      handler: async (request, reply) => {
        try {
          return await answer(request, reply)
        } catch (error) {
          return refuse(error, request, reply)
        }
      },
    })
  }
}

/** What a client can do about it. */
function challengeOf(code: ProblemCode): string | undefined {
  if (code === 'unauthenticated') return 'Bearer'
  if (code === 'reauthentication_required')
    return `Bearer error="insufficient_user_authentication", error_description="A more recent sign-in is needed", max_age=${proofLasts}`
  return undefined
}

const isProblem = (error: unknown, ...codes: ProblemCode[]): error is Problem =>
  error instanceof Problem && codes.includes(error.code)

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined
  return () => (made ??= { value: make() }).value
}

function read<Name extends EndpointName>(
  name: Name,
  request: FastifyRequest,
  form?: string,
): Parameters<Name> {
  if (isJsonReadAsForm(request)) throw new Problem('invalid_fields', jsonReadAsForm)
  const schema = api[name].request as z.ZodType<Parameters<Name>>
  const sent = parametersOf(schema, request)
  const result = schema.safeParse(sent)
  if (result.success) return result.data
  const faults = result.error.issues.map(({ path, code, message }) => ({
    path: (path[0] === form ? path.slice(1) : path).join('.'),
    message: code === 'invalid_type' && !isThere(sent, path) ? 'It is missing.' : message,
  }))
  const first = faults[0]
  throw new Problem(
    'invalid_fields',
    `The parameter ${(first?.path || 'list').slice(0, 100)} is not as it should be. ${first?.message ?? ''}`.trim(),
    { fields: faults },
  )
}

const isThere = (sent: unknown, path: readonly PropertyKey[]) =>
  path.reduce<unknown>(
    (value, name) => (value as Record<PropertyKey, unknown> | null | undefined)?.[name],
    sent,
  ) !== undefined

/** Its parameters would be lost without a word, and a call that needs none would do something else than was asked. */
const isJsonReadAsForm = ({ headers, body }: FastifyRequest) =>
  /^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '') &&
  Object.keys(body ?? {}).some(isObjectOrList)

const jsonReadAsForm =
  'The body is JSON but is called a form, which is not read beside a session cookie or from a page of another site. Send Content-Type: application/json.'

/** Nobody is signed in by a page of somebody else's, and no failure of it counts against whoever looks at that page (NT-47). */
async function refusedForeign(tenant: Tenant, request: FastifyRequest, by: Author): Promise<Problem> {
  const { origin = 'no Origin', 'sec-fetch-site': site = 'no Sec-Fetch-Site' } = request.headers
  const problem = new Problem(
    'forbidden',
    'This call was sent by a page of another site. Programs leave out Origin; people sign in on the page of the tenant.',
    {},
    {
      check: 'ownOrigin',
      expected: 'no Origin, or the tenant’s own',
      seen: `${origin}, ${site}`.slice(0, 200),
    },
  )
  await tenant.strangerEvents.record(by, refusalOf(request, problem))
  return problem
}

/** D2: what stands in an address is in logs already. */
async function refuseCredential(tenant: Tenant, request: FastifyRequest, reply: FastifyReply) {
  const name = credentialInUrl(request.query) ?? ''
  const text = `${name} must not stand in the address, where it ends up in logs. Send it in the body.`
  const check = {
    check: 'noCredentialInUrl',
    expected: 'credentials in the body',
    seen: `${name} in the address`,
  }
  const problem = new Problem('invalid_request', text, {}, check)
  await tenant.strangerEvents.record(authorOf(request, null), refusalOf(request, problem))
  return reply.code(400).send(failureOf(problem, request.id))
}

/** AU-04: denials are recorded too, with the precise reason. Whoever is asked for a proof goes on with it, and is not counted among the refused. */
export const refusalOf = (request: Pick<FastifyRequest, 'canonicalPath'>, problem: Problem): NewEvent => ({
  ...(isProblem(problem, 'reauthentication_required')
    ? { type: 'Cloud.Core.Api.ProofAsked' }
    : { type: 'Cloud.Core.Api.Refused', level: 'Warning' }),
  object: { type: 'api', id: request.canonicalPath, name: request.canonicalPath },
  detail: problem.judgement ?? { reason: problem.message },
})
