import { expect, test } from '../fixtures.ts'
import { expectAccessible } from './look.ts'

test('columns and how close rows stand are chosen, and kept for the person', async ({
  page,
  signIn,
  newClient,
  people,
}) => {
  await newClient('columns')
  await signIn(page, '/apps')
  const heading = (name: string) => page.getByRole('columnheader', { name, exact: true })
  const height = async () => (await page.getByRole('row').last().boundingBox())?.height ?? 0
  await expect(heading('Description')).toBeVisible()
  await expect(heading('Category')).toHaveCount(0)
  const before = await height()
  await page.getByRole('button', { name: 'Columns' }).click()
  const dialog = page.getByRole('dialog', { name: 'Columns of applications' })
  await dialog.getByRole('checkbox', { name: 'Description' }).uncheck()
  await dialog.getByRole('checkbox', { name: 'Category' }).check()
  await dialog.getByRole('checkbox', { name: 'Last changed' }).check()
  await dialog.getByRole('button', { name: 'Close together' }).click()
  await expectAccessible(page, 'the columns of a list')
  await dialog.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(dialog).toHaveCount(0)
  await page.reload()
  await expect(heading('Category')).toBeVisible()
  await expect(heading('Description')).toHaveCount(0)
  await expect(page.getByRole('row').last()).toContainText(/just now|ago/)
  expect(await height()).toBeLessThan(before)

  // Another list is as before
  await people.addUser('columns-user')
  await page.goto(new URL('/users', page.url()).href)
  await expect(heading('Email Address')).toBeVisible()
  await page.goto(new URL('/apps', page.url()).href)
  await page.getByRole('button', { name: 'Columns' }).click()
  await dialog.getByRole('button', { name: 'As usual' }).click()
  await expect(dialog.getByRole('checkbox', { name: 'Description' })).toBeChecked()
  await expect(dialog.getByRole('checkbox', { name: 'Category' })).not.toBeChecked()
})
