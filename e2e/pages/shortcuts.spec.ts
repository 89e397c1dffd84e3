import type { Page } from 'playwright/test'
import { nouns, objectTypes } from '#schema/nouns.ts'
import { expect, test } from '../fixtures.ts'
import { expectAccessible } from './look.ts'

const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })
const sheet = (page: Page) => page.getByRole('dialog', { name: 'Keyboard shortcuts' })

/** The keys are heard a moment after the page is there. */
async function openSheet(page: Page) {
  await expect(async () => {
    await page.keyboard.press('?')
    await expect(sheet(page)).toBeVisible({ timeout: 500 })
  }).toPass()
}

async function closeSheet(page: Page) {
  await page.keyboard.press('Escape')
  await expect(sheet(page)).toHaveCount(0)
}

test('what the sheet says of the lists leads there, and adds one', async ({ page, signIn }) => {
  await signIn(page)
  await expect(title(page, 'Home')).toBeVisible()
  await openSheet(page)
  const ways = await sheet(page)
    .locator('dl > div')
    .evaluateAll((rows) =>
      rows.map((row) => ({
        does: row.querySelector('dt')?.textContent,
        keys: [...row.querySelectorAll('kbd')].map(({ textContent }) => textContent),
      })),
    )
  await closeSheet(page)
  for (const type of objectTypes) {
    const { title: list, path } = nouns[type]
    for (const key of ways.find(({ does }) => does === `Go to ${list}`)?.keys ?? [])
      await page.keyboard.press(key.toLowerCase())
    await expect(title(page, list)).toBeVisible()
    expect(new URL(page.url()).pathname).toBe(path)
    await page.keyboard.press('n')
    await page.waitForURL((url) => url.pathname === `${path}/${type === 'application' ? 'add' : 'new'}`)
    await page.goBack()
    await expect(title(page, list)).toBeVisible()
  }
})

test('a key that is typed into a field, or into a dialog, is no shortcut', async ({
  page,
  signIn,
  people,
}) => {
  await people.addRole('Found by keys')
  await signIn(page, '/roles')
  await openSheet(page)
  await page.keyboard.press('n')
  await page.keyboard.press('/')
  await expect(sheet(page)).toBeVisible()
  await closeSheet(page)
  await page.keyboard.press('/')
  const search = page.getByRole('searchbox', { name: 'Search roles' })
  await expect(search).toBeFocused()
  await expect(search).toHaveValue('')
  await page.keyboard.type('gun?/ ')
  await expect(search).toHaveValue('gun?/ ')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(title(page, 'Roles')).toBeVisible()
})

test('Ctrl S reviews what is typed, and saves it', async ({ page, signIn, people }) => {
  const id = await people.addRole('Saved by keys')
  await signIn(page, '/')
  await openSheet(page)
  await closeSheet(page)
  await page.goto(new URL(`/roles/${id}/description`, page.url()).href)
  await expect(title(page, 'Saved by keys')).toBeVisible()
  const description = page.getByRole('textbox', { name: 'Description' })
  await description.fill('By keys')
  const review = page.getByRole('dialog', { name: 'Review changes' })
  await expect(async () => {
    await description.press('Control+s')
    await expect(review).toBeVisible({ timeout: 500 })
  }).toPass()
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await page.reload()
  await expect(description).toHaveValue('By keys')
})

test('single keys are switched off for one person, in the sheet of the menu', async ({ page, signIn }) => {
  await signIn(page, '/roles')
  await openSheet(page)
  const single = sheet(page).getByRole('switch', { name: 'Use single keys as shortcuts' })
  await expectAccessible(page, 'the sheet of shortcuts')
  await single.click()
  await expect(sheet(page).getByText('Show this sheet')).toHaveCount(0)
  await expect(sheet(page).getByText('Review what was changed')).toBeVisible()
  await closeSheet(page)
  await page.keyboard.press('n')
  await page.keyboard.press('?')
  await page.reload()
  await expect(title(page, 'Roles')).toBeVisible()
  await page.keyboard.press('?')
  await page.getByRole('banner').getByRole('button', { expanded: false }).click()
  await expectAccessible(page, 'the menu with the sheet', { besides: ['region'] })
  await page.getByRole('menuitem', { name: 'Keyboard shortcuts' }).click()
  await expect(sheet(page)).toBeVisible()
  await expect(single).not.toBeChecked()
  await single.click()
  await closeSheet(page)
  await page.keyboard.press('n')
  await expect(title(page, 'Add role')).toBeVisible()
})
