import type { Clue, Recognised } from './clue.ts'

/** Parameters whose value is looked up; all others are left alone. */
const parameters: Record<string, Clue['kind']> = {
  client_id: 'client',
  redirect_uri: 'redirect',
  post_logout_redirect_uri: 'redirect',
  correlation_id: 'request',
  login_hint: 'user',
  username: 'user',
  id_token_hint: 'token',
  id_token: 'token',
  access_token: 'token',
  token: 'token',
}

/** What an address names: the application in its path, and what its parameters say, in query and fragment. */
export function cluesOfAddress(text: string): Recognised {
  const at = text.search(/[?#]/)
  const place = at < 0 ? text : text.slice(0, at)
  const fields = at < 0 ? [] : [...new URLSearchParams(text.slice(at + 1).replaceAll('#', '&'))]
  const value = (name: string) => fields.find(([each]) => each === name)?.[1] ?? null
  const application = applicationIn(place)
  const request = requestIn(place)
  const clues = [
    ...(application === null ? [] : [clue('application', application)]),
    ...(request === null ? [] : [clue('anything', request)]),
    ...cluesOfFields(fields),
    ...(application === null && request === null
      ? [clue('redirect', value('error') === null ? text : place)]
      : []),
  ]
  if (value('error') !== null)
    return { kind: 'answerAddress', clues, told: value('error_description') ?? value('error') }
  const kind = /\/authorize\//i.test(place)
    ? ('authorizeAddress' as const)
    : application === null && request === null
      ? ('address' as const)
      : ('tenantAddress' as const)
  return { kind, clues, told: null }
}

/** Of a query, a form or a body of JSON. */
export function cluesOfFields(fields: readonly (readonly [string, string])[]): Clue[] {
  return fields.flatMap(([name, value]) => {
    if (name === 'scope') return value.split(' ').map((scope) => clue('scope', scope))
    const kind = Object.hasOwn(parameters, name) ? parameters[name] : undefined
    return kind === undefined ? [] : [clue(kind, value)]
  })
}

const clue = (kind: Clue['kind'], value: string): Clue => ({ kind, value })

const places = [
  'token',
  'authorize',
  'introspect',
  'revoke',
  'userinfo',
  'endsession',
  'endsessionv2',
  'keys',
]

/** …/OAuth2/Token/{Application ID}, or the metadata of an application. */
function applicationIn(place: string): string | null {
  const parts = place.split('/')
  const lower = parts.map((part) => part.toLowerCase())
  const oauth = lower.indexOf('oauth2')
  if (oauth >= 0 && places.includes(lower[oauth + 1] ?? '')) return decoded(parts[oauth + 2])
  const known = lower.indexOf('.well-known')
  if (known < 0) return null
  return decoded(parts[known + 2]) ?? (known > 3 ? decoded(parts[known - 1]) : null)
}

/** …/events/{ID}, to which pages of errors lead. */
function requestIn(place: string): string | null {
  const parts = place.split('/')
  const at = parts.indexOf('events')
  return at < 0 ? null : decoded(parts[at + 1])
}

function decoded(part: string | undefined): string | null {
  if (part === undefined || part === '') return null
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
