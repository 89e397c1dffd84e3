import { Browser, type Reply } from '../browser.ts'
import { redirectUri } from '../oauth.ts'

export const afterSignOut = 'https://app.test/bye'

/** The class of an answer: what a client could tell two servers apart by, without the words and values. */
export type Seen = {
  /** Redirects are all alike, and `asks` is a page of the server that asks the person. */
  status: string
  /** `query`, `fragment` and `form_post` are answers to an address of the client. */
  goes:
    | 'JSON'
    | 'empty'
    | 'page'
    | 'query'
    | 'fragment'
    | 'form_post'
    | 'sign-in'
    | 'consent'
    | 'asks to sign out'
    | 'elsewhere'
  error: string | null
  members: string[]
}

/** An answer with what it says, for requests that build on it. */
export type Answer = { seen: Seen; values: Record<string, unknown> }

export type Cookies = Map<string, string>

export function browserWith(cookies: Cookies): Browser {
  const browser = new Browser({})
  for (const [name, value] of cookies) browser.cookies.set(name, value)
  return browser
}

export const asks = (goes: 'sign-in' | 'consent' | 'asks to sign out'): Answer =>
  told({ status: 'asks', goes }, {})

export function answerOf(reply: Reply): Answer {
  const { location } = reply.headers
  const status = location === undefined ? String(reply.status) : '3xx'
  const toClient = [redirectUri, afterSignOut]
    .filter((address) => location?.startsWith(address) && !location.startsWith(`${address}/`))
    .map((address) => location?.slice(address.length))[0]
  if (toClient !== undefined)
    return told(
      { status, goes: toClient.startsWith('#') ? 'fragment' : 'query' },
      Object.fromEntries(new URLSearchParams(toClient.slice(1))),
    )
  if (location !== undefined) return told({ status, goes: 'elsewhere' }, { location })
  if (reply.text === '') return told({ status, goes: 'empty' }, {})
  if (/json/.test(reply.headers['content-type'] ?? ''))
    return told({ status, goes: 'JSON' }, reply.json() as Record<string, unknown>)
  if (reply.text.includes(`<form method="post" action="${redirectUri}"`))
    return told({ status, goes: 'form_post' }, hiddenFields(reply.text))
  return told({ status, goes: 'page' }, {})
}

function told(how: Pick<Seen, 'status' | 'goes'>, values: Record<string, unknown>): Answer {
  const { error } = values
  return {
    seen: {
      ...how,
      error: typeof error === 'string' ? error : null,
      members: how.goes === 'elsewhere' ? [] : Object.keys(values).toSorted(),
    },
    values,
  }
}

export const hiddenFields = (page: string) =>
  Object.fromEntries(
    [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  )
