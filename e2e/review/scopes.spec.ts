import type { Page } from 'playwright/test'
import { ApiClient } from '#testing/apiClient.ts'
import { password } from '#testing/people.ts'
import { expect, test } from '../fixtures.ts'
import { expectAccessible, expectSettled } from '../pages/look.ts'

const rows = (page: Page, label: string) => page.getByRole('region', { name: label }).getByRole('row')

test('a security reviewer finds which clients can read users, who approved them, when they were used, and what would be enough', async ({
  page,
  signIn,
  people,
  product,
  newClient,
}) => {
  const { clientId, secret, applicationRowKey } = await newClient('reads-users', (setup) => ({
    ...setup,
    scope: {
      ...setup.scope,
      scopes: [{ name: 'siem', description: '', patterns: ['Redrock/.*', 'UserMgmt/.*'] }],
    },
  }))
  const token = await fetch(`${product.tenantUrl}/OAuth2/Token/reads-users`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId ?? '',
      client_secret: secret ?? '',
      scope: 'siem',
    }),
  })
  const { access_token } = (await token.json()) as { access_token: string }
  const program = new ApiClient(product.tenantUrl, access_token)
  for (let call = 0; call < 3; call++) await program.post('/Redrock/query', { Script: 'select ID from User' })
  const reviewer = await people.addUser('reviews-scopes')
  await people.join('securityreviewer', { Users: [reviewer] })
  const person = { user: 'reviews-scopes@acme.test', password }

  await signIn(page, '/scopes?q=reads-users', person)
  const scope = rows(page, 'Scopes').nth(1)
  await expect(scope).toContainText('UserMgmt/.*')
  await expectAccessible(page, 'all scopes')

  // What was used is written every few seconds
  await page.getByRole('button', { name: 'Who reaches what' }).click()
  await page.getByRole('search').getByLabel('Search application, scope, client').fill('reads-users')
  await page.waitForURL(/q=reads-users/)
  const chain = rows(page, 'Who reaches it').filter({ hasText: clientId ?? '' })
  await expect(async () => {
    await page.reload()
    await expect(chain).toContainText('3 calls', { timeout: 1500 })
  }).toPass()
  await expect(chain).toContainText('ada@acme.test')
  await expect(chain).toContainText('Today')
  await expect(chain).toContainText('Redrock/.*')
  await expectAccessible(page, 'who reaches what')

  await chain.getByRole('link', { name: 'reads-users reader', exact: true }).click()
  await expect(rows(page, 'Clients and scopes').nth(1)).toContainText('3 calls')
  await expectAccessible(page, 'the clients of an application')
  await page.getByRole('link', { name: 'Tighter patterns' }).click()
  await expect(page.getByLabel('Patterns, one in each line')).toHaveValue('Redrock/.*\nUserMgmt/.*')
  const tighter = page.getByRole('region', { name: 'Tighter patterns' })
  await expect(tighter.getByText('Redrock/query$')).toBeVisible()
  await expect(tighter).toContainText('Would have refused nothing of the last 90 days.')
  await tighter.getByRole('button', { name: 'Compare' }).click()
  await expect(page.getByRole('region', { name: 'Lost' })).toContainText('UserMgmt/')
  await expect(page.getByRole('region', { name: 'Gained' })).toContainText('nothing')
  await page.getByLabel('Compare with').fill('UserMgmt/.*')
  await expect(
    page.getByText('Would have refused these 3 calls of the last 90 days: Redrock/query.'),
  ).toBeVisible()
  await page.getByLabel('Compare with').fill('Redrock/(')
  await expect(page.getByText('Not a valid regular expression')).toBeVisible()
  await expectAccessible(page, 'the pattern explorer')

  await page.goto(new URL(`/apps/${applicationRowKey}/scope`, page.url()).href)
  await page.getByRole('button', { name: 'siem' }).click()
  await page.getByRole('link', { name: 'Explore these patterns' }).click()
  await expectSettled(page)
  await expect(page.getByLabel('Patterns, one in each line')).toHaveValue('Redrock/.*\nUserMgmt/.*')
})
