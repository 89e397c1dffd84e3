import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { decodeJwt } from 'jose'
import * as oidc from 'openid-client'
import type { Page } from 'playwright/test'
import { expect, fillInSignIn, test } from '../fixtures.ts'
import { password } from '#testing/people.ts'
import { fillInDescription } from './wizard.ts'

/** From the step that shows to the one of this name. */
async function goOnTo(page: Page, last: string) {
  while ((await page.locator('#setup-step').innerText()) !== last) {
    const next = page.getByRole('button', { name: /^Next: / })
    const name = ((await next.textContent()) ?? '').replace('Next: ', '').trim()
    await next.click()
    await expect(page.getByRole('heading', { level: 2, name, exact: true })).toBeVisible()
  }
}

const field = (page: Page, label: string) =>
  page
    .getByRole('button', { name: `Copy ${label}` })
    .locator('xpath=..')
    .locator('code')

/** A relying party's callback on this machine. */
async function listen() {
  const server = createServer((_request, response) => response.end('signed in'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { uri: `http://127.0.0.1:${(server.address() as AddressInfo).port}/cb`, close: () => server.close() }
}

test('an OpenID Connect application: no service user, its own secret, and a library signs people in with it', async ({
  page,
  signIn,
  people,
  elsewhere,
}) => {
  const relyingParty = await listen()
  await signIn(page, '/apps/setup/people')
  await fillInDescription(page, { id: 'portal-rp', name: 'Portal' })
  await goOnTo(page, 'Trust')
  await page.getByRole('button', { name: 'Add Redirect URI' }).first().click()
  await page.getByRole('textbox', { name: 'Redirect URI 1' }).first().fill(relyingParty.uri)
  await goOnTo(page, 'User Access')
  await expect(page.getByRole('heading', { name: 'Confidential client' })).toHaveCount(0)
  await goOnTo(page, 'Review')
  await expect(page.getByText('A client ID and a client secret of its own')).toBeVisible()
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Portal is ready' })).toBeVisible()

  const secret = await page.getByRole('group', { name: 'Client secret' }).locator('code').innerText()
  const clientId = await field(page, 'Client ID').first().innerText()
  const metadata = await field(page, 'Metadata URL').first().innerText()
  const config = await oidc.discovery(new URL(metadata), clientId, secret, undefined, {
    execute: [oidc.allowInsecureRequests],
  })
  const [verifier, state] = [oidc.randomPKCECodeVerifier(), oidc.randomState()]
  const link = oidc.buildAuthorizationUrl(config, {
    redirect_uri: relyingParty.uri,
    scope: 'openid profile ReadUserProfile',
    state,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  await people.addUser('visitor')
  const visitor = await elsewhere()
  await visitor.goto(link.href)
  await fillInSignIn(visitor, { user: 'visitor@acme.test', password })
  await visitor.getByRole('button', { name: 'Allow', exact: true }).click()
  await visitor.waitForURL(/\/cb\?/)
  const tokens = await oidc.authorizationCodeGrant(config, new URL(visitor.url()), {
    pkceCodeVerifier: verifier,
    expectedState: state,
    idTokenExpected: true,
  })
  expect(tokens.claims()).toMatchObject({ aud: clientId, preferred_username: 'visitor@acme.test' })
  expect(tokens.scope).toBe('openid profile ReadUserProfile')
  await expect(page.getByText(/The first token was issued/)).toBeVisible({ timeout: 20_000 })
  relyingParty.close()

  // The page of the application has its template's tabs, and never the secret again
  await page.getByRole('link', { name: 'Open the application' }).click()
  await page.getByRole('button', { name: 'Leave' }).click()
  const tabs = page.getByRole('navigation', { name: 'Categories' }).getByRole('link')
  await expect(tabs).toHaveText([
    'Description',
    'Trust',
    'Tokens',
    'Scope',
    'User Access',
    'Advanced',
    'Connect',
    'Inspect',
    'Failures',
    'Changelog',
  ])
  await page.getByRole('link', { name: 'Trust', exact: true }).click()
  await expect(field(page, 'OpenID Connect client ID')).toHaveText(clientId)
  await expect(page.getByText(relyingParty.uri)).toBeVisible()
  expect(await page.content()).not.toContain(secret)
})

test('without a redirect URI the done page says that nobody can sign in yet, and where to add it', async ({
  page,
  signIn,
}) => {
  await signIn(page, '/apps/setup/people')
  await fillInDescription(page, { id: 'later-rp', name: 'Later' })
  await goOnTo(page, 'User Access')
  await page.getByRole('button', { name: 'Add role' }).click()
  await page.keyboard.type('System')
  // The answer to what was typed, no earlier one
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page.getByText('System Administrator')).toBeVisible()
  await goOnTo(page, 'Review')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByText('Nobody can sign in yet')).toBeVisible()
  await page.getByRole('link', { name: 'Add a redirect URI' }).click()
  await page.getByRole('button', { name: 'Leave' }).click()
  await expect(page).toHaveURL(/\/trust$/)
})

test('an OAuth2 Server application: its token is for its audience and opens nothing of the tenant', async ({
  page,
  signIn,
  product,
}) => {
  await signIn(page, '/apps/setup/machines')
  await fillInDescription(page, { id: 'orders', name: 'Orders' })
  await goOnTo(page, 'General Usage')
  await page.getByLabel('Audience').fill('company://orders')
  await goOnTo(page, 'Scope')
  await expect(page.getByText('Allowed REST APIs')).toHaveCount(0)
  await goOnTo(page, 'Review')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Orders is ready' })).toBeVisible()
  const secret = await page.getByRole('group', { name: 'Client secret' }).locator('code').innerText()
  const reply = await fetch(`${product.tenantUrl}/OAuth2/Token/orders`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`orders@acme.test:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'orders:read' }),
  })
  const { access_token: token } = (await reply.json()) as { access_token: string }
  expect(decodeJwt(token)).toMatchObject({ aud: 'company://orders', scope: 'orders:read' })
  const call = await fetch(`${product.tenantUrl}/Security/WhoAmI`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  })
  expect(call.status).toBe(403)
})

test('an app without a secret: a client ID of one’s own, PKCE, and nothing to keep', async ({
  page,
  signIn,
}) => {
  await signIn(page, '/apps/setup/app')
  await fillInDescription(page, { id: 'field-app', name: 'Field app' })
  await goOnTo(page, 'General Usage')
  await page.getByRole('button', { name: 'Add Client ID' }).click()
  await page.getByRole('textbox', { name: 'Client ID 1' }).fill('com.example.field')
  await page.getByRole('button', { name: 'Add Redirect URI' }).click()
  await page.getByRole('textbox', { name: 'Redirect URI 1' }).fill('http://127.0.0.1/callback')
  await goOnTo(page, 'Review')
  await expect(page.getByText('No secret: its clients prove themselves with PKCE.')).toBeVisible()
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Field app is ready' })).toBeVisible()
  await expect(page.getByText('Clients of this application have no secret.')).toBeVisible()
  await expect(field(page, 'Client ID').first()).toHaveText('com.example.field')
})
