import { randomUUID } from 'node:crypto'

/** Where a token comes from: its application's row key, and what a person allowed. */
export type Origin = { applicationId: string | null; authorizationId: string | null }

const platform = 'platform'

/**
 * The jti of a token. It begins with the application's row key, so that its application is found whatever its issuer is called, and holds the
 * authorization that it came of, so that it ends with that. A token of the platform itself has no application.
 */
export const newTokenId = ({ applicationId, authorizationId }: Origin): string =>
  [applicationId ?? platform, ...(authorizationId === null ? [] : [authorizationId]), randomUUID()].join('.')

export function originOfToken(jti: string): Origin {
  const parts = jti.split('.')
  const [applicationId = '', authorizationId] = parts
  return {
    applicationId: applicationId === platform ? null : applicationId,
    authorizationId: parts.length === 3 && authorizationId !== undefined ? authorizationId : null,
  }
}
