import { administrator } from '#testing/administrator.ts'
import { challenge, oauthOf } from '#testing/oauth.ts'
import { password } from '#testing/people.ts'
import { expect, fillInSignIn, test } from '../fixtures.ts'
import { expectAccessible } from '../pages/look.ts'

test('AZ-05 the field says before saving that a pattern is not for this editor, and the refusal comes back to it', async ({
  page,
  signIn,
  people,
  newClient,
}) => {
  const { applicationRowKey } = await newClient('not-wider')
  const { name } = await people.somebody(['adminportallogin', 'appman'])
  await signIn(page, `/apps/${applicationRowKey}/scope`, { user: name, password })
  const scope = page.getByRole('group', { name: 'Scope siem' })
  await scope.getByRole('button', { name: /Add/ }).click()
  await scope.getByPlaceholder('Redrock/query').last().fill('SaasManage/StoreRole')
  const told = scope.getByText(
    /SaasManage\/StoreRole opens .* which you may not make yourself\. It takes Role Management\./,
  )
  await expect(told).toBeVisible()
  await page.getByRole('button', { name: 'Review' }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(told.first()).toBeVisible()
  await expect(scope.getByPlaceholder('Redrock/query').last()).toHaveValue('SaasManage/StoreRole')
  await scope.getByPlaceholder('Redrock/query').last().fill('SaasManage/GetApplication')
  await expect(told).toHaveCount(0)
})

test('X-03 an administrator reads in words what an application would get, and where that goes', async ({
  page,
  admin,
  product,
}) => {
  const flow = oauthOf({ admin, url: product.tenantUrl })
  const lure = await flow.application('lure', {
    profile: { Redirects: ['http://127.0.0.1:9/cb'], AllowedAuth: 'AuthorizationCode' },
  })
  const query = new URLSearchParams({
    client_id: lure.client.clientId,
    redirect_uri: 'http://127.0.0.1:9/cb',
    response_type: 'code',
    scope: 'siem all',
    code_challenge: challenge,
    code_challenge_method: 'S256',
  })
  await page.goto(`${product.tenantUrl}/OAuth2/Authorize/lure?${query.toString()}`)
  await fillInSignIn(page, administrator)
  await expect(page.getByRole('heading', { name: 'Allow access?' })).toBeVisible()
  const powers = page.getByRole('region', { name: 'This hands over your administrative rights' })
  await expect(powers).toContainText('127.0.0.1:9')
  await expect(powers).toContainText('everything in this tenant that a System Administrator can')
  await expectAccessible(page, 'consent page of an administrator')
})
