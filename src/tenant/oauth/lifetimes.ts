import { tokens } from '#schema/application/tokens.ts'
import type { Application } from '#schema/application/wire.ts'

/** Milliseconds from the sign-in until the last refresh token of it ends; 0 where none is issued. */
export const refreshLife = ({ config: { tokens: settings } }: Application) =>
  settings.issueRefreshTokens ? settings.refreshTokenLifetime * 1000 : 0

/** No token lives longer than its setting allows, whatever it was set to when the token was issued. */
export const longestLife = tokens.settings.tokenLifetime.max * 1000
