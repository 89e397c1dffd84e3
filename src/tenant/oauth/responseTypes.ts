import type { ApplicationConfig } from '#schema/application/index.ts'

type AuthMethod = ApplicationConfig['tokens']['authMethods'][number]

/** The response types of the authorization endpoint, as discovery names them (contract.md 2.8). The order of the words means nothing. */
export const responseTypes = [
  'code',
  'token',
  'id_token',
  'id_token token',
  'code id_token',
  'code token',
  'code id_token token',
] as const

export type ResponseType = (typeof responseTypes)[number]

/** The response type of that meaning, or null. */
export function responseTypeOf(parameter: string | null): ResponseType | null {
  const words = wordsOf(parameter)
  const same = (type: ResponseType) => wordsOf(type).join(' ') === words.join(' ')
  return responseTypes.find(same) ?? null
}

export const asksFor = (type: string | null, word: 'code' | 'token' | 'id_token') =>
  wordsOf(type).includes(word)

/** Each part of a response type has an auth method of its own (AS-01). */
export const methodsOfResponseType = (type: string | null): AuthMethod[] => [
  ...(asksFor(type, 'code') ? (['AuthorizationCode'] as const) : []),
  ...(asksFor(type, 'token') || asksFor(type, 'id_token') ? (['Implicit'] as const) : []),
]

export const responseModes = ['query', 'fragment', 'form_post'] as const
export type ResponseMode = (typeof responseModes)[number]

/** Tokens never stand in a query, which servers and logs see (OAuth 2.0 Multiple Response Type Encoding §5). */
export const modesOf = (type: string | null): readonly ResponseMode[] =>
  asksFor(type, 'token') || asksFor(type, 'id_token') ? ['fragment', 'form_post'] : responseModes

/** How the answer travels: as asked where that fits, else as is usual for the response type. */
export function responseModeOf(facts: { responseType: string | null; responseMode: string | null }) {
  const fitting = modesOf(facts.responseType)
  return fitting.find((mode) => mode === facts.responseMode) ?? fitting[0] ?? 'query'
}

const wordsOf = (type: string | null) =>
  (type ?? '')
    .split(' ')
    .filter((word) => word !== '')
    .toSorted()
