import { z } from 'zod'
import type { Api, EndpointName } from '#schema/api.ts'
import { confirmedHeader } from '#schema/confirmed.ts'
import { reasonHeader } from '#schema/reason.ts'
import { problemDetail, problemCodes, type ProblemCode } from '#schema/problem.ts'
import { ask } from './questions.ts'
import { endpointNamed } from './endpointNamed.ts'
import { ApiProblem } from './problem.ts'

export type Params<Name extends EndpointName> = z.input<Api[Name]['request']>
export type Result<Name extends EndpointName> = z.output<Api[Name]['response']>

type Sending = {
  signal?: AbortSignal
  /** Arrives although the page is being left. For small requests: browsers take 64 KB of them. */
  keepalive?: boolean
  /** The version that an edit started from: the tenant refuses it when somebody else has saved since (CF-01). */
  startedFrom?: number | undefined
  /** Why it is changed, as the person says it; empty for nothing. */
  reason?: string | undefined
  /** Which risk is confirmed; null leaves the question to whoever calls. */
  confirmed?: string | null | undefined
}

/**
 * Calls the tenant through the bff and gives the parsed Result, or throws an ApiProblem. A call that asks for a recent proof, or to
 * confirm what is risky, waits for the person and is repeated then.
 */
export async function call<Name extends EndpointName>(
  name: Name,
  params?: Params<Name>,
  sending: Sending = {},
): Promise<Result<Name>> {
  try {
    return await send(name, params, sending)
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error
    const { code, confirmation } = error
    if (code === 'reauthentication_required' && (await ask('proof'))) return call(name, params, sending)
    if (confirmation && sending.confirmed === undefined && (await ask(confirmation)))
      return call(name, params, { ...sending, confirmed: confirmation.as })
    throw error
  }
}

async function send<Name extends EndpointName>(
  name: Name,
  params: Params<Name> | undefined,
  { signal, keepalive = false, startedFrom, reason = '', confirmed }: Sending,
): Promise<Result<Name>> {
  const endpoint = await endpointNamed(name)
  const get = endpoint.method === 'GET'
  const { status, body } = await exchange(`/api${endpoint.path}`, {
    method: endpoint.method,
    signal: signal ?? null,
    keepalive,
    headers: {
      ...(startedFrom === undefined ? {} : { 'if-match': `"${startedFrom}"` }),
      ...(confirmed ? { [confirmedHeader]: confirmed } : {}),
      ...(reason === '' ? {} : { [reasonHeader]: encodeURIComponent(reason) }),
    },
    ...(get ? {} : { body: JSON.stringify(params ?? {}) }),
  })
  const result = resultOf(status, body)
  // The table pairs this name with this schema; TypeScript does not follow the index.
  return parsed(endpoint.response, result, status) as Result<Name>
}

/** Calls the bff itself. */
export async function callBff<Output>(
  path: `/bff/${string}`,
  { response, body, signal }: { response: z.ZodType<Output>; body?: unknown; signal?: AbortSignal },
): Promise<Output> {
  const reply = await exchange(path, {
    method: body === undefined ? 'GET' : 'POST',
    signal: signal ?? null,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  // Refusals of the tenant are passed on as they are: HTTP 200 with success:false (contract.md 1.3).
  if (reply.status >= 400 || isRefusal(reply.body)) throw refusal(reply.status, reply.body)
  return parsed(response, reply.body, reply.status)
}

const envelope = z.object({
  success: z.boolean(),
  Result: z.unknown(),
  Message: z.string().nullish(),
  ErrorID: z.string().nullish(),
  ErrorCode: z.string().nullish(),
  Gatewright: problemDetail.nullish().catch(null),
})

/** No page of another site can send it. */
export const own = { 'x-gatewright': '1' }

type Request = Omit<RequestInit, 'headers'> & { headers?: Record<string, string> }

async function exchange(path: string, init: Request): Promise<{ status: number; body: unknown }> {
  let reply: Response
  let text: string
  try {
    reply = await fetch(path, {
      ...init,
      credentials: 'same-origin',
      redirect: 'error',
      headers: {
        accept: 'application/json',
        ...own,
        ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...init.headers,
      },
    })
    text = await reply.text()
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw new ApiProblem({ code: 'unreachable', message: '', status: 0 })
  }
  return { status: reply.status, body: json(text) }
}

function resultOf(status: number, body: unknown): unknown {
  const read = envelope.safeParse(body)
  if (read.success && read.data.success && status < 400) return read.data.Result
  throw refusal(status, body)
}

const isRefusal = (body: unknown) => envelope.safeParse(body).data?.success === false

export function refusal(status: number, body: unknown): ApiProblem {
  const read = envelope.safeParse(body)
  if (!read.success) return new ApiProblem({ code: codeOf(status), message: '', status })
  const { Message, ErrorCode, ErrorID, Gatewright: detail } = read.data
  return new ApiProblem({
    code: isProblemCode(ErrorCode) ? ErrorCode : codeOf(status),
    message: Message ?? '',
    status,
    requestId: ErrorID ?? null,
    ...(detail?.fields && { fields: detail.fields }),
    ...(detail?.version !== undefined && { version: detail.version }),
    ...(detail?.confirmation && { confirmation: detail.confirmation }),
  })
}

const isProblemCode = (code: unknown): code is ProblemCode =>
  typeof code === 'string' && Object.hasOwn(problemCodes, code)

/** For replies that are not the tenant's envelope, such as those of a proxy on the way. */
function codeOf(status: number): ApiProblem['code'] {
  if (status === 401) return 'unauthenticated'
  if (status === 403) return 'forbidden'
  if (status === 404) return 'not_found'
  if (status === 429) return 'limited'
  if (status === 502 || status === 503 || status === 504) return 'unavailable'
  return status < 400 ? 'unreadable' : 'failed'
}

function parsed<Output>(schema: z.ZodType<Output>, value: unknown, status: number): Output {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  const at = read.error.issues[0]?.path.join('.') ?? ''
  throw new ApiProblem({
    code: 'unreadable',
    message: `The tenant gave an answer that this console does not understand${at && ` (at ${at})`}.`,
    status,
  })
}

export function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
