import { expect, test } from '../fixtures.ts'
import { password } from '#testing/people.ts'
import { expectAccessible } from './look.ts'

test('several users are disabled after a dry run, with a result for each, and taken back', async ({
  page,
  signIn,
  people,
}) => {
  for (const name of ['bulk-a', 'bulk-b', 'bulk-c']) await people.addUser(name)
  await people.join(await people.addRole('Bulk staff'), { Users: [await people.addUser('bulk-d')] })
  await signIn(page, '/users?q=bulk-')
  const rows = page.getByRole('region', { name: 'Users' }).locator('.row-link')
  await expect(rows).toHaveCount(4)
  await page.getByRole('button', { name: 'Select', exact: true }).click()
  const bar = page.getByRole('group', { name: 'Selection' })
  await page.getByRole('checkbox', { name: 'Select bulk-a@acme.test' }).check()
  await page.getByRole('checkbox', { name: 'Select bulk-c@acme.test' }).click({ modifiers: ['Shift'] })
  await expect(bar).toContainText('3 selected')
  // Choosing is not opening
  await expect(page.getByRole('heading', { level: 1, name: 'Users' })).toBeVisible()
  await expectAccessible(page, 'a list with a selection')

  await bar.getByRole('button', { name: 'Delete' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('3 users would be deleted. Nothing has been changed yet.')
  await expect(dialog).toContainText('1 password or secret')
  await expectAccessible(page, 'a dry run')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toHaveCount(0)

  await bar.getByRole('button', { name: 'Disable' }).click()
  await dialog.getByLabel('Reason').fill('Left the project')
  await dialog.getByRole('button', { name: 'Disable 3 users' }).click()
  await expect(dialog).toContainText('3 users disabled.')
  await dialog.getByRole('button', { name: 'Undo' }).click()
  await expect(dialog).toContainText('3 users as before again.')
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(bar).toContainText('0 selected')
  await page.getByRole('link', { name: 'bulk-a@acme.test' }).click()
  await page.getByRole('link', { name: 'Changelog' }).click()
  await expect(page.getByText('Left the project')).toBeVisible()
})

test('several applications get an owner and a tag, and are found by both', async ({
  page,
  signIn,
  people,
  newClient,
}) => {
  await people.addUser('bulk-keeper')
  for (const name of ['bulk-one', 'bulk-two']) await newClient(name)
  await signIn(page, '/apps?q=bulk-')
  const rows = page.getByRole('region', { name: 'Apps' }).locator('.row-link')
  await expect(rows).toHaveCount(2)
  await page.getByRole('button', { name: 'Select', exact: true }).click()
  const bar = page.getByRole('group', { name: 'Selection' })
  await bar.getByRole('button', { name: 'Select this page' }).click()
  await bar.getByRole('button', { name: 'Add tag' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Tag').fill('Pilot project')
  await expectAccessible(page, 'a tag for several applications')
  await dialog.getByRole('button', { name: 'See what would happen' }).click()
  await expect(dialog).toContainText('2 applications would be tagged.')
  await dialog.getByRole('button', { name: 'Tag 2 applications' }).click()
  await expect(dialog).toContainText('2 applications tagged.')
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog).toHaveCount(0)

  await bar.getByRole('button', { name: 'Select this page' }).click()
  await bar.getByRole('button', { name: 'Set owner' }).click()
  await dialog.getByLabel('Application Owner').fill('bulk-keeper')
  await page.getByRole('option', { name: /bulk-keeper@acme.test/ }).click()
  await dialog.getByRole('button', { name: 'See what would happen' }).click()
  await dialog.getByRole('button', { name: 'Set owner of 2 applications' }).click()
  await expect(dialog).toContainText('2 applications given the owner.')
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog).toHaveCount(0)
  for (const text of ['pilot project', 'bulk-keeper@']) {
    await page.goto(new URL(`/apps?q=${encodeURIComponent(text)}`, page.url()).href)
    await expect(rows).toHaveCount(2)
  }
})

test('the own account and what is built in are refused, and the others are done', async ({
  page,
  signIn,
  people,
}) => {
  await people.addRole('Bulk spare')
  await signIn(page, '/roles')
  await page.getByRole('button', { name: 'Select', exact: true }).click()
  const bar = page.getByRole('group', { name: 'Selection' })
  await page.getByRole('checkbox', { name: 'Select System Administrator' }).check()
  await page.getByRole('checkbox', { name: 'Select Bulk spare' }).check()
  await bar.getByRole('button', { name: 'Delete' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('1 role would be deleted; 1 role refused.')
  await expect(dialog).toContainText('System Administrator is built in and cannot be deleted.')
  await dialog.getByRole('button', { name: 'Delete 1 role' }).click()
  await expect(dialog).toContainText('1 role deleted. Their settings are kept under Settings, Deleted.')
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(page.getByRole('link', { name: 'Bulk spare' })).toHaveCount(0)
})

test('rows are gone through, chosen and opened by keys', async ({ page, signIn, people }) => {
  for (const name of ['keys-a', 'keys-b', 'keys-c']) await people.addUser(name)
  await signIn(page, '/users?q=keys-')
  const rows = page.getByRole('region', { name: 'Users' }).locator('.row-link')
  await expect(rows).toHaveCount(3)
  await expect(page.getByRole('button', { name: 'Select', exact: true })).toBeVisible()
  await page.getByRole('region', { name: 'Users' }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(rows.nth(0)).toBeFocused()
  await page.keyboard.press('j')
  await expect(rows.nth(1)).toBeFocused()
  await page.keyboard.press('k')
  await page.keyboard.press('x')
  await expect(page.getByRole('group', { name: 'Selection' })).toContainText('1 selected')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(page.getByRole('group', { name: 'Selection' })).toContainText('3 selected')
  await page.keyboard.press(' ')
  await expect(page.getByRole('checkbox', { name: 'Select keys-c@acme.test' })).not.toBeChecked()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'keys-c@acme.test' })).toBeVisible()
})

test('AZ-03 who may only read selects nothing, and is told which right would allow it', async ({
  page,
  signIn,
  people,
}) => {
  await people.join('readonlyadmin', { Users: [await people.addUser('bulk-reader')] })
  await signIn(page, '/users', { user: 'bulk-reader@acme.test', password })
  const select = page.getByRole('button', { name: 'Select', exact: true })
  await expect(select).toHaveAttribute('aria-disabled', 'true')
  await expect(select).toHaveAccessibleDescription(/needs the right “User Management”/)
  await select.click({ force: true })
  await page.getByRole('link', { name: 'bulk-reader@acme.test' }).focus()
  await page.keyboard.press('x')
  await expect(page.getByRole('group', { name: 'Selection' })).toHaveCount(0)
})
