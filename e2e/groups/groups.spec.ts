import type { Page } from 'playwright/test'
import { siemReader, tokenOf } from '#testing/clientSetup.ts'
import { password } from '#testing/people.ts'
import { expect, test } from '../fixtures.ts'

const tab = (page: Page, kind: string, name: string) =>
  page.getByRole('navigation', { name: kind }).getByRole('link', { name })

const members = (page: Page) => page.getByRole('region', { name: 'Members' })

test('a group is made, gets a member and Run on an application; its member gets a token until it leaves', async ({
  page,
  signIn,
  people,
  product,
  newClient,
}) => {
  const { applicationRowKey, applicationId } = await newClient('run-by-a-group', (setup) => ({
    ...setup,
    // Whatever service user asks
    generalUsage: { ...siemReader('any').generalUsage, clientIdType: 'Anything' },
  }))
  await people.addUser('collector', { OauthClient: true })
  const token = async () => {
    const client = { applicationId, clientId: 'collector@acme.test', secret: password }
    const { status, body } = await tokenOf(product.tenantUrl, client, { scope: 'siem' })
    return [status, body['error_description'] ?? 'issued']
  }

  await signIn(page, '/groups')
  await page.getByRole('link', { name: 'Add group' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Collectors')
  await page.getByLabel('Description').fill('Programs that collect events.')
  await page.getByRole('button', { name: 'Create group' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Collectors' })).toBeVisible()
  await expect(page.getByText('This group is in no role.')).toBeVisible()
  await expect(page.getByText('Nobody is in this group yet')).toBeVisible()
  await page.getByRole('button', { name: 'Add user' }).click()
  await page.getByRole('combobox', { name: 'User to add' }).fill('collector')
  await page.getByRole('option', { name: 'collector@acme.test' }).click()
  await expect(members(page).getByRole('link', { name: 'collector@acme.test' })).toBeVisible()
  expect(await token()).toEqual([400, 'user not allowed access to app'])

  await page.goto(new URL(`/apps/${applicationRowKey}/userAccess`, page.url()).href)
  await page.getByRole('button', { name: 'Add group' }).click()
  await page.getByRole('combobox', { name: 'Group to add' }).fill('collec')
  await page.getByRole('option', { name: 'Collectors' }).click()
  await page.getByRole('button', { name: 'Review' }).click()
  const review = page.getByRole('dialog', { name: 'Review changes' })
  await expect(review).toContainText('Collectors')
  await review.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved')).toBeVisible()
  expect(await token()).toEqual([200, 'issued'])

  await page.getByRole('link', { name: 'Groups' }).click()
  await page.getByRole('link', { name: 'Collectors' }).click()
  await tab(page, 'Group', 'Assigned Applications').click()
  const assigned = page.getByRole('region', { name: 'Assigned Applications' }).getByRole('row')
  await expect(assigned.nth(1)).toContainText('run-by-a-group')
  await expect(assigned.nth(1)).toContainText('View + Run')
  await tab(page, 'Group', 'Members').click()
  await page.getByRole('button', { name: 'Remove collector@acme.test' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove member' }).click()
  await expect(page.getByText('Nobody is in this group yet')).toBeVisible()
  expect(await token()).toEqual([400, 'user not allowed access to app'])
})

test('a group gives what its roles give, says so, and is renamed and deleted', async ({
  page,
  signIn,
  people,
}) => {
  const group = await people.addGroup('Night shift')
  const role = await people.addRole('Watch events', ['monitor'])
  await signIn(page, `/roles/${role}/members`)
  await page.getByRole('button', { name: 'Add group' }).click()
  await page.getByRole('combobox', { name: 'Group to add' }).fill('night')
  await page.getByRole('option', { name: 'Night shift' }).click()
  const asked = page.getByRole('dialog', { name: 'Add Night shift?' })
  await expect(asked).toContainText('Everybody in Night shift will be able to use')
  await asked.getByRole('button', { name: 'Add member' }).click()
  await members(page).getByRole('link', { name: 'Night shift' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Night shift' })).toBeVisible()
  await expect(page.getByRole('main').getByRole('link', { name: 'Watch events' })).toBeVisible()
  await expect(page.getByText('This group is in no role.')).toHaveCount(0)

  await page.getByLabel('Name', { exact: true }).fill('Early shift')
  await page.getByRole('button', { name: 'Review' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Early shift' })).toBeVisible()
  await tab(page, 'Group', 'Changelog').click()
  await expect(page.getByRole('main')).toContainText(/Name: Night shift.*Early shift/)

  await page.getByRole('button', { name: 'Delete' }).click()
  const question = page.getByRole('dialog', { name: 'Delete Early shift' })
  await question.getByRole('textbox').fill('Early shift')
  await question.getByRole('button', { name: 'Delete group' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Groups' })).toBeVisible()
  expect(await people.members(role)).toEqual([])
  await page.goto(new URL(`/groups/${group}`, page.url()).href)
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Early shift')
})

test('a name that is taken is refused at its field', async ({ page, signIn, people }) => {
  await people.addGroup('Taken group')
  await signIn(page, '/groups/new')
  const name = page.getByLabel('Name', { exact: true })
  await name.fill('TAKEN group')
  await page.getByRole('button', { name: 'Create group' }).click()
  await expect(name).toBeFocused()
  await expect(name).toHaveAccessibleDescription(/already a group/)
})
