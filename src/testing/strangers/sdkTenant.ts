import { afterAll, expect } from 'vitest'
import { oauthOf } from '#testing/oauth.ts'
import { peopleOf } from '#testing/people.ts'
import { bootTenant } from '#testing/tenant.ts'
import { form, formType, rawBasic, speak } from './stranger.ts'

export type Rows = { Count: number; Results: { Row: Record<string, unknown>; Entities: { Key: string }[] }[] }

/** A tenant with an application for SDKs, whose client may do what they do. It lives as long as the test file. */
export async function sdkTenant() {
  const running = await bootTenant()
  afterAll(() => running.close())
  const app = await oauthOf(running).application('sdk', {
    profile: {
      AllowedAuth: 'AuthorizationCode,ClientCreds',
      KnownScopes: [{ Scope: 'all', AllowedRest: ['.*'] }],
    },
  })
  const role = await peopleOf(running).addRole('SDK', ['appman', 'dsman', 'roleman', 'monitor'])
  await peopleOf(running).join(role, { Users: [app.client.id] })

  /** A token by client credentials, the pair raw in the header. */
  async function tokenOf(): Promise<string> {
    const { status, text } = await speak(running.url, '/oauth2/token/sdk', {
      headers: { ...formType, Authorization: rawBasic(app.client.clientId, app.client.secret) },
      body: form({ grant_type: 'client_credentials', scope: 'all' }),
    })
    expect(status).toBe(200)
    const { access_token: token, expires_in: seconds } = JSON.parse(text) as Record<string, unknown>
    expect(seconds).toBeTypeOf('number')
    return String(token)
  }

  return { running, app, tokenOf }
}
