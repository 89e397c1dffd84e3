import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

export type Answer = { status: number; headers?: Record<string, string | string[]>; body?: string }

/** A small server: one function from request to answer. What goes wrong in it is told on the terminal and to nobody else. */
export async function listen(
  port: number,
  answer: (request: IncomingMessage, url: URL) => Promise<Answer>,
): Promise<Server> {
  const server = createServer((request, response) => void reply(request, response, answer))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, 'localhost', resolve)
  })
  return server
}

async function reply(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (request: IncomingMessage, url: URL) => Promise<Answer>,
) {
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`)
  const { status, headers, body } = await answer(request, url).catch((error: unknown): Answer => {
    console.error(error)
    return { status: 500, headers: { 'content-type': 'text/plain' }, body: 'Something went wrong here.' }
  })
  response.writeHead(status, { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', ...headers })
  response.end(body ?? '')
}

export const htmlAnswer = (body: string, status = 200): Answer => ({
  status,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'",
  },
  body,
})

export const jsonAnswer = (value: unknown, status = 200, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value),
})
