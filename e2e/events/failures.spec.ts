import { password } from '#testing/people.ts'
import { expect, test } from '../fixtures.ts'
import { expectAccessible, expectSettled } from '../pages/look.ts'

test('support staff are led from the page of an error to what differs, to the field that mends it, and to all failures', async ({
  page,
  signIn,
  product,
  people,
  admin,
  newClient,
}) => {
  const { applicationRowKey: id, clientId } = await newClient('explained')
  await admin.result('/SaasManage/UpdateApplicationDE', {
    _RowKey: id,
    OAuthProfile: { Redirects: ['https://explained.test/callback/'] },
  })
  const asked = { client_id: clientId ?? '', response_type: 'code', scope: 'siem' }
  const refused = (redirect: string) =>
    fetch(
      `${product.tenantUrl}/OAuth2/Authorize/explained?${new URLSearchParams({ ...asked, redirect_uri: redirect }).toString()}`,
      { redirect: 'manual' },
    )
  const [, link = ''] =
    /href="([^"]*\/events\/[^"]*)"/.exec(await (await refused('https://explained.test/callback')).text()) ??
    []
  const user = await people.addUser('explaining-support')
  await people.join('supportstaff', { Users: [user] })
  await signIn(page, new URL(link).pathname, { user: 'explaining-support@acme.test', password })

  const why = page.getByRole('region', { name: 'Why it was refused' })
  await expect(why.getByRole('heading', { name: 'The redirect URI is not registered' })).toBeVisible()
  await expect(why).toContainText(
    'It differs at character 32: the registered one ends in “/”, yours does not.',
  )
  await expect(page.getByRole('region', { name: 'text for the owner of the client' })).toContainText(
    'https://explained.test/callback',
  )
  await expectSettled(page)
  await expectAccessible(page, 'an explained failure')
  await why.getByRole('link', { name: 'Go to' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'explained' })).toBeVisible()
  expect(page.url()).toContain('#setting-generalUsage-redirects')

  await page.getByRole('link', { name: 'Failures' }).click()
  const failures = page.getByRole('region', { name: 'Failures' }).getByRole('row')
  await expect(failures).toHaveCount(2)
  await expectSettled(page)
  await expectAccessible(page, 'the failures of an application')
  await page.getByRole('group', { name: 'New failures' }).getByRole('button', { name: 'Follow' }).click()
  await fetch(`${product.tenantUrl}/OAuth2/Token/explained`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'magic beans' }),
  })
  await expect(failures).toHaveCount(3, { timeout: 15_000 })

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Audit Log' }).click()
  await page.getByRole('link', { name: 'Failures', exact: true }).click()
  await page.getByLabel('Search failures').fill('magic beans')
  await expect(failures).toHaveCount(2)
  await expectSettled(page)
  await expectAccessible(page, 'the failures of the tenant')
  await page.getByLabel('Search failures').fill('nothing of the kind')
  await expect(page.getByText('No failure is like that')).toBeVisible()

  await page.goto(new URL('/events/no-such-id', page.url()).href)
  await expect(page.getByText('No event has this request ID')).toBeVisible()
})
