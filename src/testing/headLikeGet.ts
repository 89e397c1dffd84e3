import { request } from 'node:http'
import { text } from 'node:stream/consumers'

type Told = { status: number | undefined; headers: Record<string, unknown>; body: string }

/** What GET and HEAD of an address say, but for what is new in every reply: PB-03 wants them equal, and the second without a body. */
export async function getAndHead(address: string, host = new URL(address).host) {
  return { get: await told('GET', address, host), head: await told('HEAD', address, host) }
}

const told = (method: string, address: string, host: string) =>
  new Promise<Told>((resolve, reject) => {
    request(address, { method, agent: false, headers: { host } })
      .on('response', (reply) => {
        const { date: _, 'x-request-id': _id, ...headers } = reply.headers
        text(reply).then(
          (body) => resolve({ status: reply.statusCode, headers: withoutNonces(headers), body }),
          reject,
        )
      })
      .on('error', reject)
      .end()
  })

const withoutNonces = (headers: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      String(value).replaceAll(/nonce-[^']+/g, 'nonce-'),
    ]),
  )
