import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type * as OAuth from 'oauth4webapi'
import type { Page } from 'playwright/test'
import { password } from '#testing/people.ts'
import { fillInDescription, goOnTo } from '../guidedSetup/wizard.ts'
import { expect, fillInSignIn, test } from '../fixtures.ts'

// What runs in the page finds the library there
declare const window: {
  oauth: typeof OAuth
  location: { assign: (address: string) => void; href: string; origin: string }
}
type Client = { issuer: string; clientId: string; redirectUri: string }

/** A page of somebody else, on an origin of its own, with a protocol library as it comes from the registry. */
async function serveSinglePage() {
  const library = await readFile(fileURLToPath(import.meta.resolve('oauth4webapi')))
  const server = createServer(({ url }, response) =>
    url === '/oauth4webapi.js'
      ? response.setHeader('content-type', 'text/javascript').end(library)
      : response
          .setHeader('content-type', 'text/html')
          .end(
            '<!doctype html><title>Shop</title><script type="module">window.oauth = await import("/oauth4webapi.js")</script>',
          ),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { origin, close: () => server.close() }
}

const libraryLoaded = (page: Page) => page.waitForFunction(() => window.oauth !== undefined)

/** In the page: what it has to remember, and where it sends the person. */
const linkOf = (page: Page, client: Client) =>
  page.evaluate(async ({ issuer, clientId, redirectUri }) => {
    const { oauth } = window
    const server = await oauth.processDiscoveryResponse(
      new URL(issuer),
      await oauth.discoveryRequest(new URL(issuer), { [oauth.allowInsecureRequests]: true }),
    )
    const [verifier, state, nonce] = [
      oauth.generateRandomCodeVerifier(),
      oauth.generateRandomState(),
      oauth.generateRandomNonce(),
    ]
    const link = new URL(server.authorization_endpoint ?? '')
    link.search = new URLSearchParams({
      client_id: clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'openid profile',
      state,
      nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    }).toString()
    return { link: link.href, verifier, state, nonce }
  }, client)

type Remembered = Client & Awaited<ReturnType<typeof linkOf>>

/** In the page, after the answer: redeems the code, checks the ID token's signature, reads userinfo, refreshes, and revokes. */
const useAnswer = (page: Page, remembered: Remembered) =>
  page.evaluate(async ({ issuer, clientId, redirectUri, verifier, state, nonce }) => {
    const { oauth } = window
    const plain = { [oauth.allowInsecureRequests]: true }
    const server = await oauth.processDiscoveryResponse(
      new URL(issuer),
      await oauth.discoveryRequest(new URL(issuer), plain),
    )
    const client = { client_id: clientId }
    const answer = oauth.validateAuthResponse(server, client, new URL(window.location.href), state)
    const reply = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.None(),
      answer,
      redirectUri,
      verifier,
      plain,
    )
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, reply, {
      expectedNonce: nonce,
      requireIdToken: true,
    })
    await oauth.validateApplicationLevelSignature(server, reply, plain)
    const claims = oauth.getValidatedIdTokenClaims(tokens)
    const person = await oauth.processUserInfoResponse(
      server,
      client,
      claims?.sub ?? '',
      await oauth.userInfoRequest(server, client, tokens.access_token, plain),
    )
    const refreshed = await oauth.processRefreshTokenResponse(
      server,
      client,
      await oauth.refreshTokenGrantRequest(server, client, oauth.None(), tokens.refresh_token ?? '', plain),
    )
    await oauth.processRevocationResponse(
      await oauth.revocationRequest(server, client, oauth.None(), refreshed.refresh_token ?? '', plain),
    )
    const dead = await oauth.userInfoRequest(server, client, refreshed.access_token, plain)
    const again = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.None(),
      answer,
      redirectUri,
      verifier,
      plain,
    )
    return {
      person,
      scope: refreshed.scope,
      revoked: [dead.status, dead.headers.get('www-authenticate')],
      reused: [again.status, ((await again.json()) as { error: string }).error],
    }
  }, remembered)

test('PB-04 a single-page app that guided setup made signs somebody in, from an origin of its own', async ({
  page,
  signIn,
  people,
  elsewhere,
  product,
}) => {
  const shop = await serveSinglePage()
  const redirectUri = `${shop.origin}/callback`
  await signIn(page, '/apps/setup/app')
  await fillInDescription(page, { id: 'shop', name: 'Shop' })
  await goOnTo(page, 'General Usage')
  await page.getByRole('button', { name: 'Add Client ID' }).click()
  await page.getByRole('textbox', { name: 'Client ID 1' }).fill('shop-page')
  await page.getByRole('button', { name: 'Add Redirect URI' }).click()
  await page.getByRole('textbox', { name: 'Redirect URI 1' }).fill(redirectUri)
  await goOnTo(page, 'Review')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Shop is ready' })).toBeVisible()
  const card = page.getByRole('region', { name: 'For the app' })
  await expect(card).toContainText(new RegExp(`Origin \\(CORS\\)\\s*${shop.origin}(?!/)`))

  const client = { issuer: `${product.tenantUrl}/shop/`, clientId: 'shop-page', redirectUri }
  await people.addUser('shopper')
  const visitor = await elsewhere()
  await visitor.goto(shop.origin)
  await libraryLoaded(visitor)
  const remembered = { ...client, ...(await linkOf(visitor, client)) }
  await visitor.evaluate((link) => window.location.assign(link), remembered.link)
  await fillInSignIn(visitor, { user: 'shopper@acme.test', password })
  await visitor.waitForURL(/\/callback\?/)
  await libraryLoaded(visitor)
  expect(await useAnswer(visitor, remembered)).toEqual({
    person: expect.objectContaining({ preferred_username: 'shopper@acme.test' }),
    scope: 'openid profile',
    revoked: [401, expect.stringContaining('invalid_token')],
    reused: [400, 'invalid_grant'],
  })

  await visitor.goto(shop.origin.replace('127.0.0.1', 'localhost'))
  const stranger = await visitor.evaluate(
    (address) => fetch(address).then(String, () => 'closed'),
    `${client.issuer}.well-known/openid-configuration`,
  )
  expect(stranger, 'a page of another origin').toBe('closed')
  shop.close()
})
