import type { IncomingMessage } from 'node:http'
import {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
  type RouteHandlerMethod,
  fastify,
} from 'fastify'
import { type WordFault, answerFault, wordPlainly } from './answerFault.ts'
import { readForm } from './formBody.ts'
import { HttpFault } from './httpFault.ts'
import { readJson } from './jsonBody.ts'
import type { Log } from './log.ts'
import { orderedName } from './orderedId.ts'
import { redactUrl } from './redactUrl.ts'
import { checkHost } from './requestHost.ts'
import { rewriteTarget, targetOf } from './requestTarget.ts'
import { securityHeaders } from './securityHeaders.ts'
import { closeSlowReaders } from './slowReaders.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** SC-03, without leading slash: the string that the router matched. */
    canonicalPath: string
  }
  interface FastifyContextConfig {
    /** Whether a body of this request that is called a form is read as JSON when it looks like that. Left out, none is. */
    formMayBeJson?: (request: FastifyRequest) => boolean
    /** HEAD is not answered: GET does something here, or is for whoever is signed in. */
    withoutHead?: true
  }
}

export type HttpOptions = {
  log: Log
  /** Host header values answered (`localhost:7080`), see `hostsOf`; any when left out. Read at each request. */
  allowedHosts?: Iterable<string> | undefined
  /** Certificate and key, as PEM. */
  https?: { cert: string | Buffer; key: string | Buffer } | undefined
  /** Bytes of a body. */
  bodyLimit?: number | undefined
  /** Public address, for HSTS behind a proxy that adds TLS. */
  publicUrl?: string | undefined
  /** Whether one slash too many in front of a path is dropped (SC-03). */
  foldsSlash?: boolean | undefined
  /** The shape of error replies. */
  wordFault?: WordFault | undefined
  /** Answers addresses that no route has; 404 when left out. */
  unknownPath?: RouteHandlerMethod | undefined
}

/** Bytes of a body (RL-06). */
export const largestBody = 1_000_000
/** The limit for bodies of strangers: taking a larger one apart would stop all others for too long. */
export const strangersBody = 64_000

/** Schemas are zod's. Without this Fastify loads a hundred files at each start that compile schemas of its own. */
const noCompiler = () => () => {
  throw new Error('A route has a schema of Fastify. Parse with zod instead.')
}

/** The HTTP server that tenant and bff have in common: limits, one reading of the target, one Host, safe replies (F12, RL-06). */
export function createHttp(options: HttpOptions): FastifyInstance {
  const {
    log,
    allowedHosts,
    https,
    bodyLimit = largestBody,
    publicUrl,
    foldsSlash = false,
    wordFault: word = wordPlainly,
    unknownPath = nothingHere,
  } = options
  const limits = { connectionsCheckingInterval: 2000, headersTimeout: 6000, maxHeaderSize: 16_384 }
  const settings = {
    schemaController: { compilersFactory: { buildValidator: noCompiler, buildSerializer: noCompiler } },
    routerOptions: {
      caseSensitive: false,
      ignoreTrailingSlash: true,
      maxParamLength: 300,
      querystringParser: readForm,
    },
    exposeHeadRoutes: false, // see answerHead
    trustProxy: false,
    requestTimeout: 8000, // to the last byte of the body; with the checking interval 10 s
    bodyLimit,
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    requestIdHeader: false as const,
    genReqId: () => orderedName(),
    rewriteUrl: (request: IncomingMessage) => rewriteTarget(request, { foldsSlash }),
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      begin(request, reply)
      return answerFault(error, { request, reply, word })
    },
  }
  // The border: with or without TLS, routes are written against the same instance.
  const app = (https
    ? fastify({ ...settings, https: { ...https, ...limits } })
    : fastify({ ...settings, http: limits })) as unknown as FastifyInstance

  app.decorateRequest('canonicalPath', '')
  app.addHook('onRequest', (request, reply, done) => {
    begin(request, reply)
    request.canonicalPath = targetOf(request.raw)
    checkHost(request.raw, isHealth(request.canonicalPath) ? undefined : allowedHosts)
    done()
  })
  answerHead(app)
  app.addHook('onResponse', (request, reply, done) => {
    if (log.isLevelEnabled('debug')) request.log.debug(accessOf(request, reply), 'answered')
    done()
  })
  closeWhenAnswered(app)
  closeSlowReaders(app)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (request: FastifyRequest, body: string) =>
      isObjectOrList(body) && request.routeOptions.config.formMayBeJson?.(request) === true
        ? readJson(body)
        : readForm(body),
  )
  app.addContentTypeParser('*', { parseAs: 'string' }, async (_: unknown, body: string) => readJson(body))
  app.setErrorHandler((error, request, reply) => answerFault(error, { request, reply, word }))
  app.setNotFoundHandler(unknownPath)
  return app

  function begin(request: FastifyRequest, reply: FastifyReply): void {
    reply
      .header('x-request-id', request.id)
      .headers(securityHeaders({ publicUrl, tls: https !== undefined }, request.headers.host))
  }
}

/** PB-03: what may be read by GET answers HEAD with the same status and headers; Node leaves out the body. */
function answerHead(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    const methods = [route.method].flat()
    if (methods.includes('GET') && !methods.includes('HEAD') && route.config?.withoutHead !== true)
      route.method = [...methods, 'HEAD']
  })
}

/** Connections are kept for the next request; a server that stops would wait for each of them (OP-03). */
function closeWhenAnswered(app: FastifyInstance): void {
  let closing = false
  app.addHook('preClose', (done) => {
    closing = true
    done()
  })
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (closing) reply.header('connection', 'close')
    done(null, payload)
  })
}

/** No encoder of forms leaves these brackets bare. */
export const isObjectOrList = (body: string) => /^\ufeff?\s*[{[]/.test(body)

const nothingHere = () => {
  throw new HttpFault(404, 'not_found', 'There is nothing at this address.')
}

const accessOf = (request: FastifyRequest, reply: FastifyReply) => ({
  method: request.method,
  url: redactUrl(request.originalUrl),
  status: reply.statusCode,
  ms: Math.round(reply.elapsedTime),
})

/** Asked by address by whatever watches over the process; these answers say nothing of use to anybody else. */
const isHealth = (path: string) => /^(livez|readyz)$/i.test(path)
