import type { Tenant } from '../../tenant.ts'
import { isConsole } from '../../application/consoleClient.ts'
import type { Application } from '#schema/application/wire.ts'
import { originOfToken, type Way } from '../issue/tokenId.ts'
import type { TokenRequest } from '../issue/tokenRequest.ts'

/** Counts a token that a program gets. Who signs in to this console is no client. */
export function countToken(
  { usage }: Tenant,
  {
    token: { application, clientId, tokenId, scopes },
    asked,
  }: {
    token: Pick<TokenRequest, 'application' | 'clientId' | 'tokenId' | 'scopes'>
    /** The scopes that the request named. */
    asked: readonly string[] | null
  },
): void {
  if (application !== null && isConsole(application)) return
  const way = originOfToken(tokenId).given?.way
  if (way) usage.token({ applicationId: application?.id ?? null, clientId }, { way, asked, given: scopes })
}

/** Counts what a client asks for that gets no token by the same request: a code first, or nothing, because there is no such scope. */
export function countAsked(
  { usage }: Tenant,
  {
    application,
    clientId,
    way,
    asked,
  }: { application: Application; clientId: string | null; way: Way; asked: readonly string[] | null },
): void {
  if (isConsole(application) || clientId === null) return
  usage.token({ applicationId: application.id, clientId }, { way, asked, given: null })
}
