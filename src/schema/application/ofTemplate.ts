import type { Application } from './wire.ts'

type Of = Pick<Application, 'template' | 'config'>

/**
 * What holds for an application whatever its template keeps it in. Whoever serves or explains requests asks here and never looks at the category.
 */

/** The application is its own client, with an ID (its row key) and secrets of its own; else clients are users or public. */
export const isOwnClient = ({ template }: Of) => template === 'Generic OpenID Connect'

/** Where answers of sign-ins may be sent, compared byte for byte (RD-01). */
export const redirectsOf = ({ config }: Of): readonly string[] => config.generalUsage.redirects

/** AS-02: clients without a secret always need PKCE, others by the application's setting. */
export const requiresPkce = (application: Of): boolean =>
  application.config.generalUsage.requirePkce ||
  (!isOwnClient(application) && application.config.generalUsage.clientIdType !== 'Confidential')

/** Where people may be sent after signing out (RD-04). */
export const postLogoutRedirectsOf = (_: Of): readonly string[] => []

/** `aud` of an access token (tenant-api.md 2.9). */
export const audienceOf = (_: Of, clientId: string): string => clientId
