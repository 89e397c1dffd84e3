import { execFileSync } from 'node:child_process'
import { decodeJwt } from 'jose'
import { fillInDescription, goOnTo } from '../guidedSetup/wizard.ts'
import { expect, test } from '../fixtures.ts'

test('contract.md 2.7 a service user of the platform that guided setup made gets its ID token as the SDK asks', async ({
  page,
  signIn,
  product,
}) => {
  await signIn(page, '/apps/setup/platform')
  await fillInDescription(page, { id: '__idaptive_cybr_user_oidc', name: 'Platform service user' })
  await goOnTo(page, 'Review')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Platform service user is ready' })).toBeVisible()
  const secret = await page.getByRole('group', { name: 'Client secret' }).locator('code').innerText()
  const clientId = '__idaptive_cybr_user_oidc@acme.test'

  const tokens = await fetch(`${product.tenantUrl}/Oauth2/Token/__idaptive_cybr_user_oidc`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'api' }),
  })
  const { access_token: token } = (await tokens.json()) as { access_token: string }
  // What the page tells to try, as a shell runs it
  const command = await page.getByRole('region', { name: 'ID token command' }).innerText()
  const said = execFileSync('sh', ['-c', command], { env: { ...process.env, TOKEN: token } }).toString()
  expect(said).toMatch(/^location: https:\/\/cyberark\.cloud\/redirect#id_token=ey/im)

  const query = new URLSearchParams({
    client_id: '__idaptive_cybr_user_oidc',
    response_type: 'id_token',
    scope: 'openid profile api',
    redirect_uri: 'https://cyberark.cloud/redirect',
  })
  const answer = await fetch(
    `${product.tenantUrl}/OAuth2/Authorize/__idaptive_cybr_user_oidc?${query.toString()}`,
    { headers: { authorization: `Bearer ${token}` }, redirect: 'manual' },
  )
  expect(answer.status).toBe(302)
  const [address, fragment] = (answer.headers.get('location') ?? '').split('#')
  expect(address).toBe('https://cyberark.cloud/redirect')
  const idToken = new URLSearchParams(fragment).get('id_token') ?? ''
  expect(decodeJwt(idToken)).toMatchObject({
    iss: `${product.tenantUrl}/__idaptive_cybr_user_oidc/`,
    aud: '__idaptive_cybr_user_oidc',
    unique_name: clientId,
  })
})
