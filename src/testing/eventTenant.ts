import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type ForeignEvent = { ID: string; at: number }

/** Another tenant, as far as a security device sees it: events that a test puts there, given page by page. */
export async function eventTenant() {
  let events: ForeignEvent[] = []
  /** Most rows of a reply, whatever is asked for. */
  let mostRows = Infinity
  let beforePage: () => void | Promise<void> = () => {}
  let tokens = 0
  let pages = 0

  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      void (async () => {
        const { status = 200, reply } = request.url?.startsWith('/oauth2/token/')
          ? { reply: { access_token: `token ${++tokens}` } }
          : await rows(body)
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(reply))
      })()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  async function rows(body: string): Promise<{ status?: number; reply: unknown }> {
    pages++
    await beforePage()
    const { Script, Args } = JSON.parse(body) as {
      Script: string
      Args: { PageNumber: number; PageSize: number }
    }
    const [, moment = ''] = /datefunc\('([^']*)'\)/.exec(Script) ?? []
    const from = Date.parse(moment.replace(' ', 'T').replace('+0000', 'Z'))
    if (Number.isNaN(from))
      return { reply: { success: false, Message: `datefunc does not know the moment '${moment}'.` } }
    const found = events
      .filter(({ at }) => at >= from)
      .toSorted((a, b) => a.at - b.at || (a.ID < b.ID ? -1 : 1))
    const start = (Args.PageNumber - 1) * Args.PageSize
    const Results = found.slice(start, start + Math.min(Args.PageSize, mostRows)).map(({ ID, at }) => ({
      Row: { ID, EventType: 'Cloud.Core.Login', WhenOccurred: `/Date(${at})/`, NormalizedUser: 'somebody' },
    }))
    return { reply: { success: true, Result: { Results } } }
  }

  return {
    origin: `http://127.0.0.1:${port}`,
    add: (...more: ForeignEvent[]) => (events = [...events, ...more]),
    remove: (...ids: string[]) => (events = events.filter(({ ID }) => !ids.includes(ID))),
    /** Runs before each page is made. */
    onPage: (run: () => void | Promise<void>) => (beforePage = run),
    atMost: (count: number) => (mostRows = count),
    counts: () => ({ tokens, pages }),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export type EventTenant = Awaited<ReturnType<typeof eventTenant>>
