import type { FastifyRequest } from 'fastify'
import { refusal } from './faults.ts'

/**
 * A foreign page can make the browser send a request with our cookies. Such a request is refused (BF-04, BF-06): everything but GET and
 * HEAD, which change nothing (BF-05), needs what only the console's own scripts can send.
 */
export function refuseForeign(consoleUrl: string) {
  const own = new URL(consoleUrl).origin
  return async (request: FastifyRequest) => {
    const expected = missing(request, own)
    if (expected === undefined) return
    throw refusal(
      403,
      'forbidden',
      `The request does not come from the console itself: expected ${expected}. Reload the page, then repeat what you did.`,
    )
  }
}

function missing({ method, headers }: FastifyRequest, own: string): string | undefined {
  if (headers.origin !== undefined && headers.origin !== own) return `the origin ${own}`
  if (method === 'GET' || method === 'HEAD') return undefined
  if (headers.origin === undefined) return 'the header Origin'
  if (headers['x-gatewright'] !== '1') return 'the header X-Gatewright: 1'
  if ((headers['sec-fetch-site'] ?? 'same-origin') !== 'same-origin') return 'Sec-Fetch-Site: same-origin'
  if (!/^application\/json *(;|$)/i.test(headers['content-type'] ?? ''))
    return 'Content-Type: application/json'
  return undefined
}
