import type { Page } from 'playwright/test'
import { signIn as signInByApi } from '#testing/apiClient.ts'
import { password } from '#testing/people.ts'
import { expect, test } from '../fixtures.ts'

const tab = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Role' }).getByRole('link', { name })

const members = (page: Page) => page.getByRole('region', { name: 'Members' })

test('a role with a right gives it to its members as long as they are in it', async ({
  page,
  signIn,
  people,
  product,
}) => {
  await people.addUser('member-to-be', { DisplayName: 'Member To Be' })
  const client = await signInByApi(product.tenantUrl, { user: 'member-to-be@acme.test', password })
  const rights = async () => (await client.result<{ Rights: string[] }>('/Security/WhoAmI')).Rights

  await signIn(page, '/roles')
  await page.getByRole('link', { name: 'Add role' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Event readers')
  await page.getByLabel('Description').fill('Read the events of everybody.')
  await page.getByRole('searchbox', { name: /^Search in/ }).fill('read only system')
  await page.getByRole('checkbox', { name: 'Read Only System Administration' }).check()
  await page.getByRole('button', { name: 'Create role' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Event readers' })).toBeVisible()
  expect(await rights()).toEqual([])

  await tab(page, 'Members').click()
  await expect(page.getByText('Nobody is in this role yet')).toBeVisible()
  await page.getByRole('button', { name: 'Add user' }).click()
  await page.getByRole('combobox', { name: 'User to add' }).fill('to be')
  await page.getByRole('option', { name: 'member-to-be@acme.test' }).click()
  const asked = page.getByRole('dialog', { name: 'Add member-to-be@acme.test?' })
  await expect(asked).toContainText('will be able to use “Read Only System Administration”')
  await asked.getByRole('button', { name: 'Cancel' }).click()
  expect(await rights()).toEqual([])
  await page.getByRole('button', { name: 'Add user' }).click()
  await page.getByRole('combobox', { name: 'User to add' }).fill('to be')
  await page.getByRole('option', { name: 'member-to-be@acme.test' }).click()
  await asked.getByRole('button', { name: 'Add member' }).click()
  await expect(members(page).getByRole('link', { name: 'member-to-be@acme.test' })).toBeVisible()
  expect(await rights()).toEqual(['/lib/rights/monitor.json'])

  await page.getByRole('button', { name: 'Remove member-to-be@acme.test' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove member' }).click()
  await expect(page.getByText('Nobody is in this role yet')).toBeVisible()
  expect(await rights()).toEqual([])
})

test('rights are given and taken in one review, and told in the change log', async ({
  page,
  signIn,
  people,
  admin,
}) => {
  const id = await people.addRole('Changing role', ['monitor'])
  await signIn(page, `/roles/${id}/rights`)
  await page.getByRole('checkbox', { name: 'Read Only System Administration' }).uncheck()
  await page.getByRole('checkbox', { name: 'Report Management' }).check()
  await tab(page, 'Description').click()
  await page.getByLabel('Name', { exact: true }).fill('Changed role')
  await page.getByRole('button', { name: 'Review' }).click()
  const review = page.getByRole('dialog', { name: 'Review changes' })
  await expect(review).toContainText('Changed role')
  await expect(review).toContainText('Report Management')
  await review.getByRole('button', { name: 'Save' }).click()
  const more = page.getByRole('dialog', { name: 'Give Changing role more rights?' })
  await expect(more).toContainText('“Report Management”')
  await more.getByRole('button', { name: 'Give rights' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Changed role' })).toBeVisible()
  const assigned = await admin.result('/Core/GetAssignedAdministrativeRights', { role: id })
  expect(assigned).toMatchObject({ Results: [{ Row: { Path: '/lib/rights/reportman.json' } }] })
  await tab(page, 'Changelog').click()
  const log = page.getByRole('main')
  await expect(log).toContainText('ada@acme.test')
  await expect(log).toContainText('Rights given: Report Management')
  await expect(log).toContainText('Rights taken: Read Only System Administration')
  await expect(log).toContainText(/Name: Changing role.*Changed role/)
})

test('a role can be a member of a role; a ring is refused in words', async ({ page, signIn, people }) => {
  const outer = await people.addRole('Outer ring')
  const inner = await people.addRole('Inner ring')
  await people.join(outer, { Roles: [inner] })
  await signIn(page, `/roles/${inner}/members`)
  await page.getByRole('button', { name: 'Add role' }).click()
  await page.getByRole('combobox', { name: 'Role to add' }).fill('outer')
  await page.getByRole('option', { name: 'Outer ring' }).click()
  await expect(page.getByRole('alert')).toContainText('Outer ring is this role or contains it')
  await expect(page.getByText('Nobody is in this role yet')).toBeVisible()
})

test('a name that is taken is refused at its field; a built-in role stays as it is', async ({
  page,
  signIn,
  people,
}) => {
  await people.addRole('Taken role')
  await signIn(page, '/roles/new')
  const name = page.getByLabel('Name', { exact: true })
  await name.fill('TAKEN role')
  await page.getByRole('button', { name: 'Create role' }).click()
  await expect(name).toBeFocused()
  await expect(name).toHaveAccessibleDescription(/taken|already/)

  await page.goto(new URL('/roles/sysadmin', page.url()).href)
  await expect(page.getByText('This role is built in')).toBeVisible()
  await expect(page.getByRole('group', { name: 'Name', exact: true })).toHaveText('System Administrator')
  await expect(page.getByRole('main').getByRole('textbox')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Delete' })).toHaveAccessibleDescription(
    'Built-in roles cannot be deleted.',
  )
})

test('a role is deleted after its name has been typed', async ({ page, signIn, people }) => {
  const id = await people.addRole('Role to go')
  await signIn(page, `/roles/${id}`)
  await page.getByRole('button', { name: 'Delete' }).click()
  const question = page.getByRole('dialog', { name: 'Delete Role to go' })
  await question.getByRole('textbox').fill('Role to go')
  await question.getByRole('button', { name: 'Delete role' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Roles' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Role to go' })).toHaveCount(0)
})
