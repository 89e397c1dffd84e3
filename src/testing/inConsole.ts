import { administrator } from './administrator.ts'
import { ApiClient, signIn } from './apiClient.ts'
import { oauthOf } from './oauth.ts'
import type { TestTenant } from './tenant.ts'

/** The administrator in the console: calls with the console's own token. */
export async function inConsoleOf(running: TestTenant): Promise<ApiClient> {
  const flow = oauthOf(running)
  const { applicationId, clientId, clientSecret: secret } = running.consoleClient
  const { bearer } = await signIn(running.url, administrator)
  const own = { redirect_uri: 'http://localhost:7080/callback' }
  const others = { ...own, scope: 'openid console', nonce: 'n' }
  const code = await flow.code({ applicationId, client: { clientId } }, { bearer, others })
  const { body } = await flow.token(applicationId, flow.redemption(code, own), {
    client: { clientId, secret },
  })
  return new ApiClient(running.url, String(body['access_token']))
}
