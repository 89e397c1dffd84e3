import { oauthOf, redirectUri } from './oauth.ts'
import { plainBrowser } from './plainBrowser.ts'
import type { TestTenant } from './tenant.ts'

type Asked = { applicationId: string; client: { clientId: string; secret: string } }
type Person = { user: string; password: string }

/** Somebody who signs in on the tenant's own page, as an application asks for it. */
export function onPageOf(running: Pick<TestTenant, 'admin' | 'url'>, { applicationId, client }: Asked) {
  const flow = oauthOf(running)
  const browser = plainBrowser(running.url)
  let idToken = ''
  return {
    browser,
    /** The session, which the tenant API takes as a bearer, too. */
    session: () => browser.cookies.values().next().value ?? null,
    /** Of the last sign-in. */
    idToken: () => idToken,
    /** Signs in, again when somebody is signed in already, and gives the token of the scope `all`. */
    async token(person: Person): Promise<string> {
      const request = flow.request(client.clientId, {
        scope: 'openid all',
        prompt: 'login',
      }) as Record<string, string>
      const { answer } = await browser.follow(
        `OAuth2/Authorize/${applicationId}?${new URLSearchParams(request).toString()}`,
        { person },
      )
      const code = answer instanceof URL ? answer.searchParams.get('code') : null
      if (code === null) throw new Error(`No code for ${redirectUri}`)
      const { body } = await flow.token(applicationId, flow.redemption(code), { client })
      idToken = String(body['id_token'])
      return String(body['access_token'])
    },
  }
}
