import type { IncomingMessage } from 'node:http'

/** More than was asked to be read. */
export class ReplyTooLarge extends Error {
  override readonly name = 'ReplyTooLarge'
}

export async function bodyOf(reply: IncomingMessage, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of reply as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > limit) throw new ReplyTooLarge(`The reply is larger than ${limit} bytes`)
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

export function answerOf(reply: IncomingMessage, body: Uint8Array<ArrayBuffer>): Response {
  const headers = Object.entries(reply.headersDistinct).flatMap(([name, values]) =>
    (values ?? []).map((value): [string, string] => [name, value]),
  )
  const status = reply.statusCode ?? 0
  // The only statuses that a Response takes no body with.
  const empty = status === 204 || status === 205 || status === 304
  return new Response(empty ? null : body, { status, headers })
}
