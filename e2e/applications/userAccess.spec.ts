import { password } from '#testing/people.ts'
import { addToGroup } from '#testing/groups.ts'
import { expect, test } from '../fixtures.ts'
import { expectAccessible, expectSettled } from '../pages/look.ts'

test('fifty principals by rights: who holds what, and through whom, at any width and by keys', async ({
  page,
  signIn,
  people,
  admin,
  newClient,
}) => {
  const { applicationRowKey, userId, clientId } = await newClient('access-grid')
  const staff = await people.addGroup('Grid staff')
  const outer = await people.addRole('Grid bank users')
  await people.join(outer, { Groups: [staff] })
  await admin.result(addToGroup, { ID: staff, Users: [userId] })
  const teams = await Promise.all(
    Array.from({ length: 46 }, (_, index) => people.addGroup(`Grid team ${index + 1}`)),
  )
  const grants = [
    { PrincipalId: userId, PType: 'User', Rights: 'View,Admin' },
    { PrincipalId: outer, PType: 'Role', Rights: 'View,Execute' },
    { PrincipalId: staff, PType: 'Group', Rights: 'View' },
    ...teams.map((id) => ({ PrincipalId: id, PType: 'Group', Rights: 'View' })),
  ]
  await admin.result('/SaasManage/SetApplicationPermissions', { ID: applicationRowKey, Grants: grants })
  await signIn(page, `/apps/${applicationRowKey}/userAccess`)
  const grid = page.getByRole('grid', { name: 'Permissions' })
  const row = (name: string) => grid.getByRole('row').filter({ hasText: name })
  const box = (right: string, name: string) =>
    grid.getByRole('checkbox', { name: `${right} for ${name}`, exact: true })
  await expect(page.getByText('50 principals: 2 roles, 47 groups, 1 user')).toBeVisible()

  const filter = page.getByRole('searchbox', { name: 'Filter by name' })
  await filter.fill(clientId)
  await expect(row(clientId)).toContainText('View + Run through group Grid staff › role Grid bank users')
  await expect(row(clientId)).toContainText('Manage is more than a service user needs.')
  await expect(box('Run', clientId)).not.toBeChecked()
  await expect(row(clientId).getByRole('link')).toHaveAttribute('href', `/users/${userId}`)
  await filter.fill('')

  // The names of the rights stay in sight, and the keys go where the pointer would
  await box('View', 'Grid team 1').focus()
  for (let step = 0; step < 3; step++) await page.keyboard.press('PageDown')
  await expect(grid.getByRole('columnheader', { name: 'Automatically deploy' })).toBeInViewport()
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  const last = grid.locator('input:focus')
  await expect(last).toHaveAccessibleName(/^Grant for /)
  await page.keyboard.press('Space')
  await expect(last).toBeChecked()
  await page.keyboard.press('Space')

  await filter.fill('grid staff')
  await box('Run', 'Grid staff').click()
  await page.getByRole('button', { name: 'Review' }).click()
  const review = page.getByRole('dialog', { name: 'Review changes' })
  await expect(review).toContainText('Grid staff')
  await review.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved')).toBeVisible()
  await filter.fill('')
  await expectSettled(page)
  await expectAccessible(page, 'User Access of fifty')

  const { name } = await people.somebody(['adminportallogin', 'monitor'])
  await page.context().clearCookies()
  await signIn(page, `/apps/${applicationRowKey}/userAccess`, { user: name, password })
  const table = page.getByRole('table', { name: 'Permissions' })
  await page.getByRole('searchbox', { name: 'Filter by name' }).fill(clientId)
  const shown = table.getByRole('row').filter({ hasText: clientId })
  await expect(shown).toContainText('View + Run through group Grid staff › role Grid bank users')
  await expect(shown.getByRole('cell', { name: 'Held through another principal' })).toHaveCount(1)
  await expect(table.getByRole('checkbox')).toHaveCount(0)
  await expectAccessible(page, 'User Access as text')
})
