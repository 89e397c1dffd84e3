import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isRegistered } from '#schema/loopbackPort.ts'
import { redirectsOf } from '#schema/application/ofTemplate.ts'
import type { Application } from '#schema/application/wire.ts'
import { loadByApplicationId } from '../application/loadApplication.ts'
import type { Tenant } from '../tenant.ts'

type Asked = FastifyRequest<{ Params: { applicationId: string } }>

/**
 * Lets pages call the endpoints of an application that are registered in `app` after this: those of the origins that the application's
 * answers go to, errors and preflight included (PB-04, Fetch §3.2). Never with cookies, which none of these endpoints reads.
 */
export function letBrowserClientsIn(app: FastifyInstance, tenant: Tenant): void {
  app.addHook('onRequest', (request, reply) => tellOrigin(tenant, request as Asked, reply))

  const methodsAt = new Map<string, Set<string>>()
  app.addHook('onRoute', ({ url, method }) => {
    const known = methodsAt.get(url)
    const methods = known ?? new Set()
    for (const each of [method].flat()) methods.add(each)
    if (known) return
    methodsAt.set(url, methods)
    app.options(url, (_, reply) => answerPreflight(reply, [...methods].filter(isAsked).join(', ')))
  })
}

const isAsked = (method: string) => method !== 'OPTIONS'

async function tellOrigin(tenant: Tenant, { headers, params }: Asked, reply: FastifyReply): Promise<void> {
  reply.header('vary', 'Origin')
  const { origin } = headers
  if (origin === undefined) return
  const application = await loadByApplicationId(tenant.database.read, params.applicationId)
  if (application !== null && hasOrigin(application, origin))
    reply.header('access-control-allow-origin', origin).header('access-control-expose-headers', readable)
}

/** Private-use schemes have no origin: a browser says `null` of those and of much else, and that is nobody's. */
const hasOrigin = (application: Application, origin: string): boolean =>
  isRegistered(
    redirectsOf(application)
      .filter((redirect) => /^https?:/.test(redirect))
      .map((redirect) => new URL(redirect).origin),
    origin,
  )

function answerPreflight(reply: FastifyReply, methods: string) {
  if (reply.hasHeader('access-control-allow-origin'))
    reply
      .header('access-control-allow-methods', methods)
      .header('access-control-allow-headers', sendable)
      .header('access-control-max-age', secondsKept)
  return reply.header('allow', methods).code(204).send()
}

/** Why a token is refused, when to come back, and what to tell whoever reads the log. */
const readable = 'WWW-Authenticate, Retry-After, X-Request-Id'
const sendable = 'Authorization, Content-Type, MCP-Protocol-Version, X-IDAP-NATIVE-CLIENT'
/** A redirect that is taken away closes its origin at once: each request is asked about its own. */
const secondsKept = 600
