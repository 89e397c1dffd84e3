import { request, type IncomingHttpHeaders } from 'node:http'
import type { Envelope } from './apiClient.ts'
import type { TestTenant } from './tenant.ts'

export type Sent = { method?: string; headers?: Record<string, string>; body?: string }
type Got = { status: number; headers: IncomingHttpHeaders; text: string; envelope: Envelope }

/** As it stands: no header that was not given, no path that was tidied. */
export const asItStands =
  (running: () => TestTenant) =>
  (path: string, { method = 'POST', headers = {}, body }: Sent = {}) =>
    new Promise<Got>((resolve, reject) => {
      const { hostname, port } = new URL(running().url)
      const bearer = { authorization: `Bearer ${running().admin.bearer}` }
      request({ hostname, port, method, path, headers: { ...bearer, ...headers } })
        .on('response', (reply) => {
          let text = ''
          reply.on('data', (chunk: Buffer) => (text += chunk.toString()))
          reply.on('end', () => {
            const envelope = (text.startsWith('{') ? JSON.parse(text) : {}) as Envelope
            resolve({ status: reply.statusCode ?? 0, headers: reply.headers, text, envelope })
          })
        })
        .on('error', reject)
        .end(body)
    })
