import { text } from './visit.ts'

/**
 * A browser without script, from outside: it keeps the tenant's cookies, follows redirects that stay there, and fills in forms as a person does.
 * What leaves the tenant is what an application would get.
 */
export type Sight =
  | { kind: 'page'; status: number; title: string; html: string; headers: Headers; address: URL }
  /** Where an application is answered: an address, or a form that is posted there. */
  | { kind: 'answer'; answer: URL | Request; html: string; headers: Headers }

export type PlainBrowser = ReturnType<typeof plainBrowser>

type Person = { user: string; password: string }
type Fields = Record<string, string>
type Sending = { method?: string; headers?: Fields; body?: URLSearchParams }

export function plainBrowser(tenantUrl: string) {
  const cookies = new Map<string, string>()

  async function send(address: URL, init: Sending = {}): Promise<Sight> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const reply = await fetch(address, {
      ...init,
      redirect: 'manual',
      headers: { ...(cookie ? { cookie } : {}), ...init.headers },
    })
    for (const line of reply.headers.getSetCookie()) keep(line)
    const { status, headers } = reply
    const location = headers.get('location')
    if (location !== null) {
      const target = new URL(location, address)
      return target.origin === address.origin
        ? send(target)
        : { kind: 'answer', answer: target, html: '', headers }
    }
    const html = await reply.text()
    const form = formIn(html, address)
    if (form && form.action.origin !== address.origin)
      return { kind: 'answer', answer: postOf(form.action, form.fields), html, headers }
    return { kind: 'page', status, title: /<h1>([^<]*)</.exec(html)?.[1] ?? '', html, headers, address }
  }

  function keep(line: string) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (value === '' || /;\s*max-age=0/i.test(line)) cookies.delete(name)
    else cookies.set(name, value)
  }

  /** Sends the form of a page; of `changes` undefined takes a field away. */
  function submit(sight: Sight, changes: Record<string, string | undefined> = {}, headers: Fields = {}) {
    const { html, address } = pageOf(sight)
    const form = formIn(html, address)
    if (!form) throw new Error(`There is no form on the page ${html}`)
    const fields = Object.entries({ ...form.fields, ...changes }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    )
    return send(form.action, {
      method: 'POST',
      headers: { origin: new URL(tenantUrl).origin, ...headers },
      body: new URLSearchParams(fields),
    })
  }

  const open = (address: URL | string) => send(new URL(address, tenantUrl))

  const signIn = (sight: Sight, { user, password }: Person) => submit(sight, { user, password })

  /** Opens a link and does what the pages ask for, until an application is answered. `pages` are their headings. */
  async function follow(
    link: URL | string | Sight,
    { person, decision = 'allow' }: { person?: Person; decision?: 'allow' | 'deny' } = {},
  ): Promise<{ answer: URL | Request; pages: string[]; sight: Sight }> {
    const pages: string[] = []
    let sight = typeof link === 'string' || link instanceof URL ? await open(link) : link
    while (sight.kind === 'page' && pages.length < 5) {
      pages.push(sight.title)
      if (sight.html.includes('name="consent"')) sight = await submit(sight, { decision })
      else if (person && sight.html.includes('name="password"')) sight = await signIn(sight, person)
      else break
    }
    if (sight.kind === 'page')
      throw new Error(`No answer but ${sight.status} ${pages.join(', ')}: ${sight.html}`)
    return { answer: sight.answer, pages, sight }
  }

  return { cookies, open, send, submit, signIn, follow }
}

export function pageOf(sight: Sight) {
  if (sight.kind === 'page') return sight
  throw new Error(`Not a page but an answer: ${addressOf(sight.answer)}`)
}

export function answerIn(sight: Sight): URL | Request {
  if (sight.kind === 'answer') return sight.answer
  throw new Error(`Not an answer but the page ${sight.status} ${sight.title}: ${sight.html}`)
}

/** The parameters of an answer, wherever they stand. */
export async function parametersOf(answer: URL | Request): Promise<Fields> {
  const text =
    answer instanceof URL ? `${answer.search.slice(1)}&${answer.hash.slice(1)}` : await answer.clone().text()
  return Object.fromEntries(new URLSearchParams(text))
}

export const addressOf = (answer: URL | Request) => (answer instanceof URL ? answer.href : answer.url)

function formIn(html: string, address: URL): { action: URL; fields: Fields } | null {
  const action = /<form method="post" action="([^"]*)"/.exec(html)?.[1]
  if (action === undefined) return null
  const fields: Fields = {}
  for (const [tag] of html.matchAll(/<input\b[^>]*>/g)) {
    const name = attribute(tag, 'name')
    const ticked = attribute(tag, 'type') !== 'checkbox' || /\schecked/.test(tag)
    if (name !== undefined && ticked) fields[name] = attribute(tag, 'value') ?? 'on'
  }
  return { action: new URL(text(action), address), fields }
}

const attribute = (tag: string, name: string) => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
  return found === undefined ? undefined : text(found)
}

const postOf = (action: URL, fields: Fields) =>
  new Request(action, { method: 'POST', body: new URLSearchParams(fields) })
