import type { Locator, Page } from 'playwright/test'
import { tokenOf, type MadeClient } from '#testing/clientSetup.ts'
import { expect, test } from '../fixtures.ts'
import {
  fillInDescription,
  goOnTo,
  heading,
  panelOf,
  guidedSetupPath,
  stepButton,
  typeSecret,
} from './wizard.ts'

const next = (page: Page) => page.getByRole('button', { name: /^Next:/ }).click()

/** The message belongs to the field, and whoever types goes on there. */
async function expectFault(field: Locator, message: RegExp) {
  await expect(field).toHaveAccessibleDescription(message)
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await expect(field).toBeFocused()
}

test.beforeEach(({ page, signIn }) => signIn(page, guidedSetupPath))

test('an Application ID with a space is refused where it is typed', async ({ page }) => {
  const field = page.getByLabel('Application ID')
  await fillInDescription(page, { id: 'my siem', name: 'Kept all the same' })
  await next(page)
  await expectFault(field, /Spaces are not allowed/)
  await expect(page.getByLabel('Application Name')).toHaveValue('Kept all the same')
  await field.fill('my-siem')
  await expect(field).toHaveAttribute('aria-invalid', 'false')
  await goOnTo(page, 'General Usage')
})

test('an Application ID that is taken in other letters is refused, on its step and at Create', async ({
  page,
  newClient,
}) => {
  const field = page.getByLabel('Application ID')
  await newClient('taken-id')
  await fillInDescription(page, { id: 'TAKEN-ID', name: 'Second of its name' })
  await next(page)
  await expectFault(field, /“taken-id reader” has this Application ID already/)

  await field.fill('soon-taken')
  await goOnTo(page, 'Tokens')
  await page.getByLabel('Token Lifetime, hours').fill('2')
  await goOnTo(page, 'User Access')
  await page.getByLabel('Login Name').fill('second-login')
  await goOnTo(page, 'Review')
  await newClient('Soon-Taken')
  await page.getByRole('button', { name: 'Create' }).click()
  await expect(heading(page, 'Description')).toBeVisible()
  await expectFault(field, /taken|already/)

  await field.fill('free-again')
  await stepButton(page, 'User Access').click()
  await expect(page.getByLabel('Login Name')).toHaveValue('second-login')
  await goOnTo(page, 'Review')
  await expect(page.getByText('2 hours', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Second of its name is ready' })).toBeVisible()
})

test('a pattern that does not compile is refused; one that opens everything is allowed with a warning', async ({
  page,
}) => {
  await goOnTo(page, 'Scope')
  const pattern = page.getByRole('textbox', { name: 'pattern 1' })
  await pattern.fill('Redrock/(')
  await next(page)
  await expect(page.getByText(/Not a valid regular expression/).first()).toBeVisible()
  await expect(pattern).toHaveAttribute('aria-invalid', 'true')
  await expect(pattern).toBeFocused()

  await pattern.fill('.*')
  await expect(panelOf(page)).toContainText('Danger: In siem, .* opens every API of the tenant')
  await goOnTo(page, 'Review')
  await expect(panelOf(page)).toContainText('opens every API of the tenant')
})

test('without an auth method the panel says that nobody gets a token', async ({ page }) => {
  await goOnTo(page, 'Tokens')
  await expect(panelOf(page)).toContainText('A program with the right secret gets this token.')
  await page.getByLabel('Client Creds').uncheck()
  await expect(panelOf(page)).toContainText('Warning: No auth method is ticked')
  await expect(panelOf(page)).toContainText('A program that asks now is refused')
  await goOnTo(page, 'Scope')
  await panelOf(page).getByRole('button', { name: 'No auth method is ticked' }).click()
  await expect(heading(page, 'Tokens')).toBeVisible()
  await expect(page.getByLabel('Auth Code')).toBeFocused()
})

test('typed secrets that differ or are too short are refused', async ({ page }) => {
  await fillInDescription(page, { id: 'typed-secret' })
  await goOnTo(page, 'User Access')
  await typeSecret(page, 'aLongSecret1234567', 'aLongSecret1234568')
  await next(page)
  await expectFault(page.getByLabel('Secret again'), /The two differ/)
  await typeSecret(page, 'short1')
  await next(page)
  await expectFault(page.getByLabel('Secret', { exact: true }), /at least 16/i)
  await typeSecret(page, 'aLongSecret1234567')
  await goOnTo(page, 'Review')
  await expect(page.getByRole('main')).not.toContainText('aLongSecret1234567')
  await page.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByText('The client secret is the one that you have typed.')).toBeVisible()
  await expect(page.locator('body')).not.toContainText('aLongSecret1234567')
})

test('a login name that is taken is refused at its field', async ({ page, people }) => {
  await people.addUser('taken-login')
  await fillInDescription(page, { id: 'other-login' })
  await goOnTo(page, 'User Access')
  await page.getByLabel('Login Name').fill('Taken-Login')
  await goOnTo(page, 'Review')
  await page.getByRole('button', { name: 'Create' }).click()
  await expect(heading(page, 'User Access')).toBeVisible()
  await expectFault(page.getByLabel('Login Name'), /taken|already/)
  await page.getByLabel('Login Name').fill('free-login')
  await goOnTo(page, 'Review')
  await page.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'other-login is ready' })).toBeVisible()
})

test('FT-10 Create tried again after a lost reply gives the same secret and makes one client', async ({
  page,
  admin,
  product,
}) => {
  const lost: MadeClient[] = []
  await page.route(
    '**/api/Gatewright/Setup/CreateClient',
    async (route) => {
      const reply = (await (await route.fetch()).json()) as { Result: MadeClient }
      lost.push(reply.Result)
      await route.abort()
    },
    { times: 1 },
  )
  await fillInDescription(page, { id: 'lost-reply', name: 'Lost reply' })
  await goOnTo(page, 'Review')
  await page.getByRole('button', { name: 'Create' }).click()
  const banner = page.getByRole('alert')
  await expect(banner).toContainText('The console cannot reach its server')
  await expect(banner).toBeFocused()
  await banner.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Lost reply is ready' })).toBeVisible()

  const secret = (await page.getByRole('group', { name: 'Client secret' }).innerText()).trim()
  expect(secret).toBe(lost[0]?.secret)
  const client = { applicationId: 'lost-reply', clientId: 'lost-reply@acme.test', secret }
  expect((await tokenOf(product.tenantUrl, client, {})).status).toBe(200)
  const rows = await admin.result<{ FullCount: number }>('/Redrock/query', {
    Script: "select ID from Application where Name = 'Lost reply'",
  })
  expect(rows.FullCount).toBe(1)
})

test('Back, the stepper and a fault on an earlier step lose nothing', async ({ page }) => {
  await fillInDescription(page, { id: 'to-and-fro', name: 'To and fro' })
  await goOnTo(page, 'Tokens')
  await page.getByLabel('Token Lifetime, minutes').fill('30')
  await page.getByRole('button', { name: 'Back' }).click()
  await page.getByRole('button', { name: 'Back' }).click()
  await page.getByLabel('Application ID').fill('to and fro')
  await stepButton(page, 'Tokens').click()
  await expect(page.getByLabel('Token Lifetime, minutes')).toHaveValue('30')
  await goOnTo(page, 'Review')
  await page.getByRole('button', { name: 'Create' }).click()
  await expect(heading(page, 'Description')).toBeVisible()
  await expectFault(page.getByLabel('Application ID'), /Spaces are not allowed/)
  await expect(page.getByLabel('Application Name')).toHaveValue('To and fro')
})
