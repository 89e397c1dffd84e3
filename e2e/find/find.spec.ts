import { tokenOf } from '#testing/clientSetup.ts'
import { password } from '#testing/people.ts'
import { expect, test } from '../fixtures.ts'
import { expectAccessible, expectSettled } from '../pages/look.ts'

test('NT-01 support staff paste a token into the palette, are told what it is, and no address holds it', async ({
  page,
  signIn,
  product,
  people,
  newClient,
}) => {
  const made = await newClient('found-by-token')
  const given = await tokenOf(product.tenantUrl, made, { scope: 'siem' })
  const token = String(given.body['access_token'])
  const user = await people.addUser('finding-support')
  await people.join('supportstaff', { Users: [user] })
  await signIn(page, '/', { user: 'finding-support@acme.test', password })
  const addresses: string[] = []
  page.on('request', (request) => addresses.push(request.url()))
  page.on('framenavigated', (frame) => addresses.push(frame.url()))

  await page.getByRole('button', { name: 'Search' }).click()
  const box = page.getByRole('dialog', { name: 'Search' }).getByRole('combobox')
  await box.fill(token)
  await expect(page.getByRole('option')).toHaveCount(1)
  await box.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Find what this is' })).toBeVisible()
  const what = page.getByRole('region', { name: 'What it is' })
  await expect(what).toContainText('A key of this tenant has signed it.')
  await expect(what).toContainText('It is good now.')
  await expectSettled(page)
  await expectAccessible(page, 'what a token is')
  expect(addresses.filter((address) => address.includes(token.slice(0, 20)))).toEqual([])

  await page
    .getByLabel('Text')
    .fill('{"error":"invalid_scope","error_description":"unknown scope requested"}')
  await page.getByRole('button', { name: 'Find', exact: true }).click()
  await expect(what).toContainText('A scope is unknown')
  await page.getByLabel('Text').fill('found-by-token')
  await page.getByRole('button', { name: 'Find', exact: true }).click()
  await what.getByRole('link').first().click()
  await expect(page).toHaveURL(/#setting-description-applicationId/)
})
