import type { Page } from 'playwright/test'
import { tokenOf } from '#testing/clientSetup.ts'
import { expect, test } from '../fixtures.ts'
import { expectAccessible } from '../pages/look.ts'

const dialog = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name })
const tab = (page: Page, name: string | RegExp) =>
  page.getByRole('navigation', { name: 'Categories' }).getByRole('link', { name })
const applicationId = (page: Page) => page.getByRole('textbox', { name: 'Application ID' })

async function save(page: Page) {
  await page.getByRole('button', { name: 'Review' }).click()
  await dialog(page, 'Review changes').getByRole('button', { name: 'Save' }).click()
}

test('a template is added after a Yes and opens on Description', async ({ page, signIn, admin }) => {
  const count = async () =>
    (await admin.result<{ FullCount: number }>('/Redrock/query', { Script: 'select ID from Application' }))
      .FullCount
  const before = await count()
  await signIn(page, '/apps/add/custom')
  await page.getByRole('button', { name: 'Add OAuth2 Client' }).click()
  await dialog(page, 'Add Web App').getByRole('button', { name: 'No' }).click()
  await expect(dialog(page, 'Add Web App')).toHaveCount(0)
  expect(await count()).toBe(before)

  await page.getByRole('button', { name: 'Add OAuth2 Client' }).click()
  await dialog(page, 'Add Web App').getByRole('button', { name: 'Yes' }).click()
  await expect(applicationId(page)).toBeVisible()
  await expect(tab(page, 'Description')).toHaveAttribute('aria-current', 'page')
  expect(await count()).toBe(before + 1)
  await applicationId(page).fill('by-hand')
  await page.getByLabel('Application Name').fill('Set up by hand')
  // Nobody uses it yet, so nobody is asked
  await save(page)
  await expect(page.getByRole('heading', { level: 1, name: 'Set up by hand' })).toBeVisible()
  await page.getByRole('link', { name: 'Apps', exact: true }).click()
  await expect(page.getByRole('row', { name: 'Set up by hand' })).toContainText('by-hand')
})

test('CF-01 who saves after somebody else sees both versions and chooses', async ({
  page,
  signIn,
  admin,
  newClient,
}) => {
  const { applicationRowKey } = await newClient('contested')
  await signIn(page, `/apps/${applicationRowKey}/description`)
  await page.getByLabel('Application Name').fill('My name for it')
  await tab(page, 'Tokens').click()
  await page.getByLabel('Token Lifetime, hours').fill('3')
  await admin.result('/SaasManage/UpdateApplicationDE', {
    _RowKey: applicationRowKey,
    Name: 'Their name for it',
    Description: 'Theirs alone',
  })

  await save(page)
  const compare = dialog(page, 'Somebody else saved in the meantime')
  const choice = compare.getByRole('radiogroup', { name: 'Application Name' })
  await expect(choice).toContainText('Their name for it')
  await expect(choice).toContainText('My name for it')
  await expect(compare).toContainText('Theirs alone')
  await expect(compare).toContainText('3 hours')
  await expect(choice.getByLabel('Theirs')).toBeChecked()
  await expectAccessible(page, 'the comparison with what somebody else saved')
  await choice.getByLabel('Yours').check()
  await compare.getByRole('button', { name: 'Continue with this' }).click()

  await tab(page, 'Description').click()
  await expect(page.getByLabel('Application Name')).toHaveValue('My name for it')
  await expect(page.getByLabel('Application Description')).toHaveValue('Theirs alone')
  await save(page)
  await expect(page.getByRole('heading', { level: 1, name: 'My name for it' })).toBeVisible()
  const saved = await admin.result('/SaasManage/GetApplication', { _RowKey: applicationRowKey })
  expect(saved).toMatchObject({ Name: 'My name for it', Description: 'Theirs alone' })
  expect(saved).toMatchObject({ OAuthProfile: { TokenLifetimeString: '0.03:00:00' } })
})

test('unsaved changes are marked on their tabs, asked about when one leaves, and discarded on demand', async ({
  page,
  signIn,
  newClient,
}) => {
  const { applicationRowKey } = await newClient('guarded')
  await signIn(page, `/apps/${applicationRowKey}/description`)
  await page.getByLabel('Application Name').fill('Not saved yet')
  await tab(page, 'Tokens').click()
  await expect(tab(page, /Description.*changed/)).toBeVisible()
  await page.getByRole('link', { name: 'Roles' }).click()
  const question = dialog(page, 'Leave without saving?')
  await expect(question).toContainText('One change has not been saved')
  await question.getByRole('button', { name: 'Stay here' }).click()
  await tab(page, 'Description').click()
  await expect(page.getByLabel('Application Name')).toHaveValue('Not saved yet')

  const asked = page.waitForEvent('dialog')
  void page.evaluate(() => location.reload())
  const native = await asked
  expect(native.type()).toBe('beforeunload')
  await native.dismiss()
  await expect(page.getByLabel('Application Name')).toHaveValue('Not saved yet')

  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByLabel('Application Name')).toHaveValue('guarded reader')
  await page.getByLabel('Application Name').fill('Left behind')
  await page.getByRole('link', { name: 'Roles' }).click()
  await question.getByRole('button', { name: 'Leave without saving' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Roles' })).toBeVisible()
})

test('a fault on another tab is gone to; another Application ID is confirmed', async ({
  page,
  signIn,
  product,
  newClient,
}) => {
  const client = await newClient('renamed')
  const { applicationRowKey } = client
  await tokenOf(product.tenantUrl, client, { scope: 'siem' })
  await newClient('occupied')
  await signIn(page, `/apps/${applicationRowKey}/description`)
  const id = applicationId(page)
  await id.fill('re named')
  await tab(page, 'Scope').click()
  await page.getByRole('button', { name: 'Review' }).click()
  await expect(id).toBeFocused()
  await expect(id).toHaveAccessibleDescription(/Spaces are not allowed/)
  await expect(tab(page, /Description.*needs attention/)).toBeVisible()

  await id.fill('OCCUPIED')
  await save(page)
  const question = dialog(page, 'Change the Application ID renamed?')
  await expect(question).toContainText('stops getting tokens')
  await question.getByRole('button', { name: 'Change Application ID' }).click()
  await expect(id).toBeFocused()
  await expect(id).toHaveAccessibleDescription(/taken|already/)
  await id.fill('renamed-well')
  await save(page)
  await question.getByRole('button', { name: 'Change Application ID' }).click()
  await expect(page.getByText('Saved')).toBeVisible()
  await expect(page.getByText(/OAuth2\/Token\/renamed-well$/).first()).toBeVisible()
})

test('an application is deleted after its name has been typed', async ({
  page,
  signIn,
  newClient,
  product,
}) => {
  const { applicationRowKey } = await newClient('doomed')
  await signIn(page, `/apps/${applicationRowKey}/description`)
  await page.getByRole('button', { name: 'Delete' }).click()
  const question = dialog(page, 'Delete doomed reader?')
  const remove = question.getByRole('button', { name: 'Delete application' })
  await expect(remove).toHaveAttribute('aria-disabled', 'true')
  await expect(remove).toHaveAccessibleDescription('Type doomed reader first.')
  await question.getByRole('textbox').fill('doomed reader')
  await remove.click()
  await expect(page.getByText('doomed reader has been deleted.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'doomed reader' })).toHaveCount(0)
  await page.goto(`${product.consoleUrl}/apps/${applicationRowKey}/description`)
  await expect(page.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible()
})

test('the review says what is dangerous about the values that are to be saved', async ({
  page,
  signIn,
  newClient,
}) => {
  const { applicationRowKey } = await newClient('opened-wide')
  await signIn(page, `/apps/${applicationRowKey}/scope`)
  await page.getByRole('textbox', { name: 'pattern 1' }).fill('.*')
  await page.getByRole('button', { name: 'Review' }).click()
  const findings = dialog(page, 'Review changes').getByRole('list', { name: 'Findings' })
  await expect(findings).toContainText('Danger: In siem, .* opens every API of the tenant')
})
