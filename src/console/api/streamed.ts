import type { EndpointName } from '#schema/api.ts'
import { json, own, refusal, type Params } from './call.ts'
import { endpointNamed } from './endpointNamed.ts'
import { ApiProblem } from './problem.ts'

/**
 * What a call that streams gives, piece by piece, as bytes. Throws an ApiProblem where it is refused, and where it is broken off: then what came is
 * not all of it.
 */
export async function* streamed<Name extends EndpointName>(
  name: Name,
  params: Params<Name>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const { path, streams = [] } = await endpointNamed(name)
  try {
    const reply = await fetch(`/api${path}`, {
      method: 'POST',
      credentials: 'same-origin',
      redirect: 'error',
      signal,
      headers: {
        ...own,
        accept: [...streams, 'application/json'].join(),
        'content-type': 'application/json',
      },
      body: JSON.stringify(params),
    })
    const type = reply.headers.get('content-type')?.split(';', 1)[0] ?? ''
    if (!streams.includes(type) || !reply.body) throw refusal(reply.status, json(await reply.text()))
    const reader = reply.body.getReader()
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value
  } catch (error) {
    if (signal.aborted || error instanceof ApiProblem) throw error
    throw new ApiProblem({ code: 'unreachable', message: '', status: 0 })
  }
}
