import type { Application } from '#schema/application/wire.ts'
import { asksFor } from './responseTypes.ts'

/** Asks for a refresh token (OpenID Connect Core §11). */
export const offlineAccess = 'offline_access'

/** Scopes of OpenID Connect, which need no row on the application; they open no API of the tenant. */
export const openIdScopes = ['openid', 'profile', 'email', 'address', 'phone', offlineAccess]

/** Cannot be left out on the consent page: they follow from the sign-in and from the application's settings, not from a request. */
export const isFixed = (scope: string) => scope === 'openid' || scope === offlineAccess

/** Splits a scope parameter; null when it is missing or blank. */
export function scopesOf(parameter: string | null): string[] | null {
  const names = (parameter ?? '').split(' ').filter((name) => name !== '')
  return names.length > 0 ? [...new Set(names)] : null
}

export const definedScopes = ({ config }: Application) => config.scope.scopes.map((scope) => scope.name)

/** Scope names are case-sensitive (trouble T4). */
export const unknownScopes = (
  application: Application,
  names: readonly string[],
  alsoKnown: readonly string[] = [],
) => names.filter((name) => !definedScopes(application).includes(name) && !alsoKnown.includes(name))

type Request = { application: Application; requestedScopes: readonly string[] | null }

/** Without a scope parameter: every scope of the application. */
export const grantedScopes = ({ application, requestedScopes }: Request): readonly string[] =>
  requestedScopes ?? definedScopes(application)

/** Whether what is asked for comes with a refresh token. */
export const givesRefreshToken = ({ config }: Application, responseType: string | null): boolean =>
  config.tokens.issueRefreshTokens && asksFor(responseType, 'code')

/** As the vendor does, openid joins every sign-in (contract.md 15). Offline access that there is not is left out, and `scope` tells so (PB-02). */
export const signInScopes = (request: Request & { responseType: string | null }): string[] => {
  const asked = grantedScopes(request)
  const { application, responseType } = request
  const given = givesRefreshToken(application, responseType) ? asked : withoutOffline(application, asked)
  return [...new Set([...given, 'openid'])]
}

/** Unless it is a scope of the application's own. */
export const withoutOffline = (application: Application, scopes: readonly string[]) =>
  scopes.filter((name) => name !== offlineAccess || definedScopes(application).includes(name))

/** Of what was once granted, what the application still has: a scope that was taken away does not come back by a refresh. */
export const stillDefined = (application: Application, scopes: readonly string[]) =>
  scopes.filter((name) => unknownScopes(application, [name], openIdScopes).length === 0)
