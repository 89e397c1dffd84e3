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
