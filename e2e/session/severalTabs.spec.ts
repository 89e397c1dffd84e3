import { expect, fillInSignIn, test } from '../fixtures.ts'
import { administrator } from '#testing/administrator.ts'

test('PB-09 two deep links that are opened signed out, and signed in to in both tabs, both arrive', async ({
  page,
  product,
  context,
}) => {
  const other = await context.newPage()
  const tabs = [
    { tab: page, way: '/apps?q=siem', heading: 'Apps' },
    { tab: other, way: '/users', heading: 'Users' },
  ]
  // At the same moment, as a browser does that opens its last tabs again
  await Promise.all(tabs.map(({ tab, way }) => tab.goto(`${product.consoleUrl}${way}`)))
  for (const { tab } of tabs) await expect(tab.getByLabel('Login name')).toBeVisible()
  for (const { tab } of tabs) await fillInSignIn(tab, administrator)
  for (const { tab, way, heading } of tabs) {
    await expect(tab).toHaveURL(`${product.consoleUrl}${way}`)
    await expect(tab.getByRole('heading', { level: 1, name: heading })).toBeVisible()
  }
})
