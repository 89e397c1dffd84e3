import type { Application } from '#schema/application/wire.ts'

/** Scopes of OpenID Connect, which need no row on the application; they open no API of the tenant. */
export const openIdScopes = ['openid', 'profile', 'email', 'address', 'phone']

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

/** As the vendor does, openid joins every sign-in (contract.md 15). */
export const signInScopes = (request: Request): string[] => [
  ...new Set([...grantedScopes(request), 'openid']),
]

/** Of what was once granted, what the application still has: a scope that was taken away does not come back by a refresh. */
export const stillDefined = (application: Application, scopes: readonly string[]) =>
  scopes.filter((name) => unknownScopes(application, [name], openIdScopes).length === 0)
