import type { Page } from 'playwright/test'
import { tokenOf, type MadeClient } from '#testing/clientSetup.ts'
import { expect, test } from '../fixtures.ts'
import { expectAccessible } from '../pages/look.ts'

const list = (page: Page) => page.getByRole('list', { name: 'Secrets', exact: true })
const row = (page: Page, label: string) => list(page).getByRole('listitem').filter({ hasText: label })

/** Adds a secret as a person does and gives it, with the dialog still open. */
async function add(page: Page, label: string) {
  await page.getByRole('button', { name: 'Add secret' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add secret' })
  await dialog.getByLabel('Label', { exact: true }).fill(label)
  await dialog.getByRole('button', { name: 'Add secret' }).click()
  const shown = page.getByRole('dialog', { name: 'The secret has been added' })
  await expect(shown).toContainText('shown this once')
  return (await shown.getByRole('code').innerText()).trim()
}

test('a client changes over from one secret to the next without a gap', async ({
  page,
  product,
  signIn,
  newClient,
  context,
}) => {
  const made = await newClient('rotated')
  const opens = async (client: MadeClient) =>
    (await tokenOf(product.tenantUrl, client, { scope: 'siem' })).status === 200
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: product.consoleUrl })
  await signIn(page, `/users/${made.userId}`)
  await page.getByRole('navigation', { name: 'User' }).getByRole('link', { name: 'Secrets' }).click()
  await expect(list(page).getByRole('listitem')).toHaveCount(1)
  await expect(list(page)).toContainText('Never used')

  const secret = await add(page, 'Production, next')
  await page.getByRole('button', { name: 'Copy Client secret' }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret)
  const second = { ...made, secret }
  expect([await opens(made), await opens(second)]).toEqual([true, true])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.locator('body')).not.toContainText(secret)
  await expect(row(page, 'Production, next')).toContainText(/Expires in (1 year|12 months)/)
  await expect(page.getByRole('button', { name: 'Add secret' })).toHaveAccessibleDescription(
    'Two secrets are live. Revoke one first.',
  )
  await page.reload()
  await expect(row(page, 'Production, next')).toContainText('Last used')
  await expect(page.locator('body')).not.toContainText(secret)

  await page.getByRole('button', { name: 'Revoke Unlabelled secret' }).click()
  const question = page.getByRole('dialog', { name: 'Revoke Unlabelled secret?' })
  await expect(question).toContainText('those that send the other one go on')
  await question.getByRole('button', { name: 'Revoke secret' }).click()
  await expect(list(page).getByRole('listitem')).toHaveCount(1)
  expect([await opens(made), await opens(second)]).toEqual([false, true])

  await page.getByRole('navigation', { name: 'User' }).getByRole('link', { name: 'Changelog' }).click()
  await expect(page.getByText('Secret “Production, next” added')).toBeVisible()
  await expect(page.getByText('Secret without a label revoked')).toBeVisible()
})

test('the last secret is revoked after a warning, and the page says that the client gets no tokens', async ({
  page,
  signIn,
  newClient,
}) => {
  const { userId } = await newClient('emptied')
  await signIn(page, `/users/${userId}/password`)
  await page.getByRole('button', { name: 'Revoke Unlabelled secret' }).click()
  const question = page.getByRole('dialog')
  await expect(question).toContainText('The client gets no tokens until you add another one')
  await expectAccessible(page, 'the question before a secret is revoked')
  await question.getByRole('button', { name: 'Revoke secret' }).click()
  await expect(page.getByText('It has none, so it gets no tokens until you add one.')).toBeVisible()
  await expectAccessible(page, 'a client without a secret')
})

test('what is wrong with a new secret is said at its field; the dialog is accessible in each state', async ({
  page,
  signIn,
  newClient,
}) => {
  const { userId } = await newClient('judged-secret')
  await signIn(page, `/users/${userId}/password`)
  await expect(list(page)).toBeVisible()
  await expectAccessible(page, 'the secrets of a client')
  await page.getByRole('button', { name: 'Add secret' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add secret' })
  await dialog.getByRole('combobox', { name: 'Expires' }).selectOption('After a day that I choose')
  await dialog.getByLabel('Last day').fill('2020-01-01')
  await dialog.getByRole('button', { name: 'Add secret' }).click()
  await expect(dialog.getByLabel('Label', { exact: true })).toHaveAccessibleDescription(
    /what the secret is for/,
  )
  await expect(dialog.getByLabel('Label', { exact: true })).toBeFocused()
  await expect(dialog.getByLabel('Last day')).toHaveAccessibleDescription(/This day is over/)
  await expectAccessible(page, 'the dialog for a new secret, with faults')
  await dialog.getByLabel('Label', { exact: true }).fill('For a while')
  const nextWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10)
  await dialog.getByLabel('Last day').fill(nextWeek)
  await dialog.getByRole('button', { name: 'Add secret' }).click()
  await expect(page.getByRole('dialog', { name: 'The secret has been added' })).toBeVisible()
  await expectAccessible(page, 'the secret, shown once')
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(row(page, 'For a while')).toContainText('Expires soon')
})

test('CF-03 a reply that is lost makes no second secret when the person tries again', async ({
  page,
  signIn,
  newClient,
}) => {
  const { userId } = await newClient('lost-second')
  await signIn(page, `/users/${userId}/password`)
  let lost = 0
  await page.route('**/api/Gatewright/Secrets/Add', async (route) => {
    if (lost++ > 0) return route.continue()
    await route.fetch()
    await route.abort()
  })
  await page.getByRole('button', { name: 'Add secret' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add secret' })
  await dialog.getByLabel('Label', { exact: true }).fill('Only once')
  await dialog.getByRole('button', { name: 'Add secret' }).click()
  await dialog.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('dialog', { name: 'The secret has been added' })).toBeVisible()
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(list(page).getByRole('listitem')).toHaveCount(2)
})

test('all secrets of a client are replaced by one that is typed, in words of secrets', async ({
  page,
  product,
  signIn,
  newClient,
}) => {
  const made = await newClient('all-replaced')
  await signIn(page, `/users/${made.userId}/password`)
  await page.getByText('Replace all secrets at once').click()
  await page.getByRole('radiogroup', { name: 'New secret' }).getByLabel('Type it').check()
  const field = page.getByLabel('Secret', { exact: true })
  await field.fill('tooShort1')
  await page.getByLabel('Secret again').fill('tooShort2')
  await page.getByRole('button', { name: 'Replace all secrets' }).click()
  await expect(field).toHaveAccessibleDescription(/Use at least 16 characters/)
  await expect(page.getByLabel('Secret again')).toHaveAccessibleDescription(/The two differ/)
  await expect(page.getByRole('main')).not.toContainText(/password/i)
  await field.fill('longEnoughForAClient1')
  await page.getByLabel('Secret again').fill('longEnoughForAClient1')
  await page.getByRole('button', { name: 'Replace all secrets' }).click()
  await expect(page.getByText('The new secret is in force.')).toBeVisible()
  const status = async (secret: string) =>
    (await tokenOf(product.tenantUrl, { ...made, secret }, { scope: 'siem' })).status
  expect([await status(made.secret), await status('longEnoughForAClient1')]).toEqual([401, 200])
})
