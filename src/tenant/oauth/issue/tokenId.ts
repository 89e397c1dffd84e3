import { randomUUID } from 'node:crypto'

/** The ways in which tokens are given, and how a token's ID names them. `Platform` is PlatformToken, with scopes or without. */
const letters = {
  ClientCreds: 'c',
  AuthorizationCode: 'a',
  Implicit: 'i',
  ResourceCreds: 'r',
  Platform: 'p',
} as const

export type Way = keyof typeof letters

/** How a token was given, and by which secret of its client; null for a client that has none, and where none was asked for. */
export type Given = { way: Way; secretId: string | null }

/** Where a token comes from: its application's row key, and what a person allowed. */
type From = { applicationId: string | null; authorizationId: string | null }

/** `given` is null for a token that an earlier version issued. */
export type Origin = From & { given: Given | null }

const platform = 'platform'

/**
 * The jti of a token. It begins with the application's row key, so that its application is found whatever its issuer is called, holds the authorization
 * that it came of, so that it ends with that, and the client's secret, so that it ends with that too. A token of the platform itself has no application.
 */
export const newTokenId = ({ applicationId, authorizationId, way, secretId }: From & Given): string =>
  [
    applicationId ?? platform,
    ...(authorizationId === null ? [] : [authorizationId]),
    [letters[way], secretId ?? '', randomUUID()].join('~'),
  ].join('.')

export function originOfToken(jti: string): Origin {
  const parts = jti.split('.')
  const [applicationId = '', authorizationId] = parts
  return {
    applicationId: applicationId === platform ? null : applicationId,
    authorizationId: parts.length === 3 && authorizationId !== undefined ? authorizationId : null,
    given: givenIn(parts.at(-1) ?? ''),
  }
}

function givenIn(part: string): Given | null {
  const [letter, secretId, random] = part.split('~')
  const way = (Object.keys(letters) as Way[]).find((each) => letters[each] === letter)
  return way === undefined || random === undefined ? null : { way, secretId: secretId || null }
}
