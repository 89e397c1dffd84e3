import type { Endpoint } from '#schema/endpoint.ts'

type Call = {
  server: string
  endpoint: Pick<Endpoint, 'method' | 'path'>
  params: unknown
  /** Besides those that every call has. */
  headers?: Record<string, string>
}

/** A call of the tenant API for a shell, with the token in the variable TOKEN: a command is kept and passed on, a token is not. */
export const callCommand = ({ server, endpoint: { method, path }, params, headers = {} }: Call): string =>
  commandLines([
    `curl ${shellQuoted(server.replace(/\/$/, '') + path)}`,
    '-H "Authorization: Bearer $TOKEN"',
    ...(method === 'GET' ? [] : [`-H ${shellQuoted('Content-Type: application/json')}`]),
    `-H ${shellQuoted('X-IDAP-NATIVE-CLIENT: true')}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${shellQuoted(`${name}: ${value}`)}`),
    ...(method === 'GET' ? [] : [`--data-raw ${shellQuoted(JSON.stringify(params ?? {}))}`]),
  ])

export const commandLines = (parts: string[]): string => parts.join(' \\\n  ')

/** POSIX: nothing is special inside single quotes, and a quote ends them. */
export const shellQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
