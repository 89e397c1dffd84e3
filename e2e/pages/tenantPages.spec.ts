import { administrator } from '#testing/administrator.ts'
import { challenge, oauthOf } from '#testing/oauth.ts'
import { expect, fillInSignIn, test } from '../fixtures.ts'
import { expectAccessible } from './look.ts'

// The tenant's own pages; sign-in and consent are looked at in the story of the bank.

test('the pages of an error, of signing out, and of an answer by form', async ({ page, admin, product }) => {
  const flow = oauthOf({ admin, url: product.tenantUrl })
  // Nobody listens there: the page that sends the form is what is looked at
  const portal = await flow.application('pages-portal', {
    profile: { Redirects: ['http://127.0.0.1:9/cb'], AllowedAuth: 'AuthorizationCode' },
  })
  const authorize = (others: Record<string, string>) =>
    `${product.tenantUrl}/OAuth2/Authorize/pages-portal?${new URLSearchParams({
      client_id: portal.client.clientId,
      redirect_uri: 'http://127.0.0.1:9/cb',
      response_type: 'code',
      scope: 'openid',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...others,
    }).toString()}`

  await page.goto(product.tenantUrl)
  await expectAccessible(page, 'the address of the tenant')
  await expect(page.getByRole('link', { name: 'admin console' })).toHaveAttribute('href', product.consoleUrl)

  await page.goto(authorize({ redirect_uri: 'https://evil.test/' }))
  await expect(page.getByRole('heading', { name: 'This sign-in cannot go on' })).toBeVisible()
  await expectAccessible(page, 'error page')

  // Without script the answer waits for a click
  const plain = await page.context().browser()?.newContext({ javaScriptEnabled: false })
  if (!plain) throw new Error('There is no browser')
  const still = await plain.newPage()
  await still.goto(authorize({ response_mode: 'form_post', login_hint: administrator.user }))
  await expect(still.getByLabel('Login name')).toHaveValue(administrator.user)
  await fillInSignIn(still, administrator)
  await expect(still.getByRole('button', { name: 'Continue' })).toBeVisible()
  await expect(still.locator('input[name=code]')).toHaveCount(1)

  await still.goto(`${product.tenantUrl}/OAuth2/EndSessionV2/pages-portal`)
  await expect(still.getByRole('heading', { name: 'Sign out?' })).toBeVisible()
  await still.getByRole('button', { name: 'Sign out' }).click()
  await expect(still.getByRole('heading', { name: 'Signed out' })).toBeVisible()
  await plain.close()

  await page.goto(`${product.tenantUrl}/OAuth2/EndSessionV2/pages-portal`)
  await expect(page.getByRole('heading', { name: 'Signed out' })).toBeVisible()
  await expectAccessible(page, 'signed-out page')
})
