import type { Page } from 'playwright/test'
import { expect, test } from '../fixtures.ts'

async function type(page: Page, text: string) {
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Search' })
  await palette.getByRole('combobox').fill(text)
  return palette
}

test('the palette finds a setting of the open page, whose address then leads to it from anywhere', async ({
  page,
  elsewhere,
  newClient,
  signIn,
}) => {
  const made = await newClient('deep-link')
  await signIn(page, `/apps/${made.applicationRowKey}/description`)
  await expect(page.getByRole('heading', { level: 1, name: 'deep-link reader' })).toBeVisible()
  const palette = await type(page, 'rest regex')
  await palette.getByRole('option', { name: 'also called REST Regex' }).click()
  await expect(page).toHaveURL(/\/scope#setting-scope-scopes$/)

  await type(page, 'token lifetime')
  await page.getByRole('option', { name: 'Token Lifetime' }).first().click()
  await expect(page).toHaveURL(/\/tokens#setting-tokens-tokenLifetime$/)
  await expect(page.getByLabel('Token Lifetime, days')).toBeFocused()

  const other = await elsewhere()
  await signIn(other, '/')
  await other.goto(page.url())
  await expect(other.getByLabel('Token Lifetime, days')).toBeFocused()
})

test('the palette leads to tabs, into guided setup by the name of a product, into the audit log, and out', async ({
  page,
  newClient,
  signIn,
}) => {
  const made = await newClient('palette-tabs')
  await signIn(page, `/apps/${made.applicationRowKey}/description`)
  await expect(page.getByRole('heading', { level: 1, name: 'palette-tabs reader' })).toBeVisible()
  await (await type(page, 'permissions')).getByRole('option', { name: 'also called Permissions' }).click()
  await expect(page.getByRole('link', { name: 'User Access' })).toHaveAttribute(
    'title',
    'Also called Permissions',
  )

  await (await type(page, 'connect')).getByRole('option', { name: 'Tab of this application' }).click()
  await expect(page.getByRole('region', { name: 'For your SIEM' })).toBeVisible()

  await (await type(page, 'sentinel')).getByRole('option', { name: 'Guided setup' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Microsoft Sentinel' })).toBeVisible()

  await (await type(page, 'palette-tabs')).getByRole('option', { name: 'Events with' }).click()
  await expect(page).toHaveURL(/\/events\?q=palette-tabs$/)
  await expect(page.getByRole('row').nth(1)).toContainText('palette-tabs')

  await (await type(page, 'sign out')).getByRole('option', { name: 'Sign out Action' }).click()
  await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible()
  expect(await page.evaluate(() => (document.scrollingElement?.scrollHeight ?? 0) - innerHeight)).toBe(0)
})
