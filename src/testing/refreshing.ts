import { expect } from 'vitest'
import { ApiClient } from './apiClient.ts'
import type { OAuth } from './oauth.ts'
import type { TestTenant } from './tenant.ts'

/** A client as it asks for tokens; without a secret a public one. */
export type Asking = { applicationId: string; client: { clientId: string; secret?: string } }
export type Tokens = { access: string; refresh: string; id: string }
type Reply = Awaited<ReturnType<OAuth['token']>>

export const tokensIn = ({ body }: Pick<Reply, 'body'>): Tokens => ({
  access: String(body['access_token']),
  refresh: String(body['refresh_token']),
  id: String(body['id_token']),
})

/** How a refusal reads: `400 invalid_grant`. */
export const refusalOf = async (reply: Promise<Reply>) => {
  const { status, body } = await reply
  return `${status} ${String(body['error'])}`
}

/** Sign-ins that give refresh tokens, and what becomes of these. */
export function refreshingOf({ url, admin }: Pick<TestTenant, 'url' | 'admin'>, flow: OAuth) {
  const refresh = (
    by: Asking,
    token: string,
    { others = {}, at = flow }: { others?: Record<string, string>; at?: OAuth } = {},
  ) =>
    at.token(
      by.applicationId,
      { grant_type: 'refresh_token', refresh_token: token, ...idOf(by), ...others },
      proofOf(by),
    )

  return {
    refresh,
    async granted(
      by: Asking,
      { bearer = admin.bearer, scope = 'siem all', nonce = 'n-1' } = {},
    ): Promise<Tokens> {
      const code = await flow.code(by, { bearer, others: { scope, nonce } })
      return tokensIn(await flow.token(by.applicationId, flow.redemption(code, idOf(by)), proofOf(by)))
    },
    /** The access token that a client gets for itself. */
    async ofProgram(by: Asking, scope = 'siem') {
      const asked = { grant_type: 'client_credentials', scope }
      return tokensIn(await flow.token(by.applicationId, asked, proofOf(by))).access
    },
    /** A refresh that has to succeed. */
    async refreshed(...asked: Parameters<typeof refresh>) {
      const { status, body } = await refresh(...asked)
      expect([status, body['error']]).toEqual([200, undefined])
      return { ...tokensIn({ body }), body }
    },
    /** Whether an access token still opens what its scopes open. */
    isAlive: async (token: string) =>
      (await new ApiClient(url, token).post('/Security/WhoAmI')).status === 200,
  }
}

const idOf = ({ client }: Asking) =>
  client.secret === undefined ? { client_id: client.clientId } : undefined

const proofOf = ({ client: { clientId, secret } }: Asking) =>
  secret === undefined ? {} : { client: { clientId, secret } }
