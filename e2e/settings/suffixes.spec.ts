import { password } from '#testing/people.ts'
import { expect, test } from '../fixtures.ts'
import { expectAccessible } from '../pages/look.ts'

type Suffix = { suffix: string; isDefault: boolean; users: number }

test('a login suffix is added, used, made the default and removed', async ({
  page,
  signIn,
  admin,
  people,
}) => {
  const list = () => admin.result<Suffix[]>('/Gatewright/Suffixes/List')
  await signIn(page, '/settings')
  const table = page.getByRole('region', { name: 'Login suffixes' })
  const row = (suffix: string) => table.getByRole('row').filter({ hasText: suffix })
  await expect(row('acme.test')).toContainText('Default')
  await expectAccessible(page, 'the login suffixes')
  await expect(page.getByRole('button', { name: 'Remove acme.test' })).toHaveAttribute(
    'title',
    'Make another suffix the default first.',
  )

  const suffix = page.getByLabel('Suffix', { exact: true })
  await suffix.fill('partner test')
  await page.getByRole('button', { name: 'Add suffix' }).click()
  await expect(suffix).toHaveAccessibleDescription(/Use letters, digits, hyphens and dots/)
  await suffix.fill('Acme.test')
  await page.getByRole('button', { name: 'Add suffix' }).click()
  await expect(suffix).toHaveAccessibleDescription(/is a login suffix already/)
  await suffix.fill('partner.test')
  await page.getByRole('button', { name: 'Add suffix' }).click()
  await expect(row('partner.test')).toContainText('0')
  await expect(suffix).toHaveValue('')

  const user = { Name: 'bo@partner.test', Password: password }
  const id = await admin.result<string>('/CDirectoryService/CreateUser', user)
  await page.reload()
  await expect(row('partner.test')).toContainText('1')
  await expect(page.getByRole('button', { name: 'Remove partner.test' })).toHaveAttribute(
    'title',
    'Users have it. Rename or delete them first.',
  )

  await page.getByRole('button', { name: 'Make default: partner.test' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Make default' }).click()
  await expect(row('partner.test')).toContainText('Default')
  await page.goto(new URL('/users/new', page.url()).href)
  await expect(page.getByRole('button', { name: /^@/ }).first()).toHaveText('@partner.test')

  await page.goto(new URL('/settings', page.url()).href)
  await page.getByRole('button', { name: 'Make default: acme.test' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Make default' }).click()
  await expect(row('acme.test')).toContainText('Default')
  await admin.result('/UserMgmt/RemoveUser', { ID: id })
  await page.reload()
  await page.getByRole('button', { name: 'Remove partner.test' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove suffix' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(row('partner.test')).toHaveCount(0)
  expect((await list()).map((each) => each.suffix)).toEqual(['acme.test'])

  // Whoever may look, and not change
  const { name } = await people.somebody(['adminportallogin', 'rouserman'])
  await page.context().clearCookies()
  await signIn(page, '/settings', { user: name, password })
  await expect(row('acme.test')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Add suffix' })).toHaveAttribute(
    'title',
    /needs the role “System Administrator”/,
  )
})
