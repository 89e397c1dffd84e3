import { request as plainRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { request as tlsRequest } from 'node:https'

export type Reply = {
  status: number
  headers: IncomingHttpHeaders
  text: string
  json(): unknown
}

type Request = {
  method?: string
  headers?: Record<string, string | string[] | undefined>
  body?: string | undefined
  /** The request line's target, when it is one that no URL can spell. */
  target?: string
}

/** As much of a browser as servers can tell: one jar of cookies, and what the console's own scripts send. Not SameSite. */
export class Browser {
  readonly cookies = new Map<string, string>()
  readonly #addresses: Record<string, string>

  /** @param addresses by public origin, where that is really reached. */
  constructor(addresses: Record<string, string>) {
    this.#addresses = addresses
  }

  /** Follows no redirect. */
  async get(url: string, headers: Request['headers'] = {}): Promise<Reply> {
    return this.send(url, { headers })
  }

  /** As the console posts. A header of undefined is left out. */
  async post(url: string, body: unknown, headers: Request['headers'] = {}): Promise<Reply> {
    const own = {
      origin: new URL(url).origin,
      'x-gatewright': '1',
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
    }
    return this.send(url, { method: 'POST', headers: { ...own, ...headers }, body: JSON.stringify(body) })
  }

  /** Goes there and wherever that redirects to. */
  async visit(url: string): Promise<Reply & { url: string }> {
    const reply = await this.get(url)
    const { location } = reply.headers
    return location ? this.visit(new URL(location, url).href) : { ...reply, url }
  }

  async send(url: string, { method = 'GET', headers = {}, body, target }: Request = {}): Promise<Reply> {
    const { origin, host, pathname, search } = new URL(url)
    const address = new URL(this.#addresses[origin] ?? origin)
    const connect = address.protocol === 'https:' ? tlsRequest : plainRequest
    const cookie = [...this.cookies].map((pair) => pair.join('=')).join('; ')
    const sent = { host, ...(cookie ? { cookie } : {}), ...headers }
    const present = Object.entries(sent).filter(([, value]) => value !== undefined)
    const reply = await new Promise<IncomingMessage>((resolve, reject) => {
      connect(address, {
        method,
        path: target ?? pathname + search,
        headers: Object.fromEntries(present),
        agent: false,
        rejectUnauthorized: false,
      })
        .on('response', resolve)
        .on('error', reject)
        .end(body)
    })
    for (const set of reply.headers['set-cookie'] ?? []) this.#keep(set)
    const chunks: Buffer[] = []
    for await (const chunk of reply as AsyncIterable<Buffer>) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString()
    return {
      status: reply.statusCode ?? 0,
      headers: reply.headers,
      text,
      json: () => JSON.parse(text) as unknown,
    }
  }

  #keep(setCookie: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(setCookie) ?? []
    if (/; *max-age=0\b|; *expires=thu, 01 jan 1970/i.test(setCookie)) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}
