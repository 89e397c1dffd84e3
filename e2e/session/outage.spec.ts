import { DatabaseSync } from 'node:sqlite'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page, Route } from 'playwright/test'
import { administrator } from '#testing/administrator.ts'
import { signIn as signInByApi } from '#testing/apiClient.ts'
import { siemReader, type MadeClient } from '#testing/clientSetup.ts'
import { startProduct, type Product } from '#testing/product.ts'
import { fillInDescription, goOnTo, panelOf, guidedSetupPath } from '../guidedSetup/wizard.ts'
import { expect, signInAt, test } from '../fixtures.ts'

// These tests stop the product, so they have one of their own.
test.describe.configure({ mode: 'serial' })

let product: Product
let rowKey: string

test.beforeAll(async () => {
  product = await startProduct()
  const admin = await signInByApi(product.tenantUrl, administrator)
  const made = await admin.result<MadeClient>('/Gatewright/Setup/CreateClient', {
    key: crypto.randomUUID(),
    recipe: 'siem',
    setup: siemReader('steady'),
  })
  rowKey = made.applicationRowKey
})
test.afterAll(() => product.close())

const review = (page: Page) => page.getByRole('dialog', { name: 'Review changes' })

async function save(page: Page) {
  await page.getByRole('button', { name: 'Review' }).click()
  await review(page).getByRole('button', { name: 'Save' }).click()
}

test('FT-07 the server goes away under guided setup: the form stays, and Create works once it is back', async ({
  page,
}) => {
  await signInAt(product, page, { path: guidedSetupPath })
  await fillInDescription(page, { id: 'patient', name: 'Patient' })
  await expect(panelOf(page)).toContainText('"patient@acme.test"')
  await product.stop()

  await page.getByLabel('Application Name').fill('Very patient')
  await expect(
    page.getByText('The draft is not saved; it is tried again with your next change.'),
  ).toBeVisible()
  await goOnTo(page, 'Review')
  await page.getByRole('button', { name: 'Create' }).click()
  const banner = page.getByRole('alert').filter({ hasText: 'Nothing you typed is lost' })
  await expect(banner).toContainText('The console cannot reach its server.')
  await expect(banner).toBeFocused()

  await product.startAgain()
  await banner.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Very patient is ready' })).toBeVisible()
})

test('FT-07 a page that cannot be had says so, and comes when it is asked for again', async ({ page }) => {
  await signInAt(product, page)
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
  await product.stop()
  await page.getByRole('link', { name: 'Users' }).first().click()
  await expect(
    page.getByRole('heading', { level: 1, name: 'The console cannot reach its server.' }),
  ).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  await product.startAgain()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Users' })).toBeVisible()
})

const faults: Record<string, (route: Route) => Promise<void>> = {
  'an error of its own': (route) => route.fulfill({ status: 500, body: '{"success":false' }),
  'a proxy’s page': (route) =>
    route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' }),
  garbage: (route) => route.fulfill({ status: 200, contentType: 'application/json', body: 'x'.repeat(9) }),
  'a cut connection': (route) => route.abort('connectionreset'),
}

test('FT-07 whatever comes instead of an answer to Save, the changes stay', async ({ page }) => {
  await signInAt(product, page, { path: `/apps/${rowKey}/description` })
  await page.getByLabel('Application Description').fill('Changed in bad weather')
  const call = '**/api/SaasManage/UpdateApplicationDE'
  for (const [fault, answer] of Object.entries(faults)) {
    await page.route(call, answer, { times: 1 })
    await save(page)
    await expect(page.getByRole('alert'), fault).toBeFocused()
    await expect(page.getByLabel('Application Description'), fault).toHaveValue('Changed in bad weather')
    await expect(page.getByRole('region', { name: 'Unsaved changes' }), fault).toContainText('1 change')
  }
  await page.getByRole('alert').getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('Saved')).toBeVisible()
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test('a slow tenant is shown by the line on top; the page that is there stays until the next is ready', async ({
  page,
}) => {
  await signInAt(product, page)
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
  let answer = () => {}
  const asked = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route('**/api/**', async (route) => {
    await asked
    await route.continue()
  })
  const line = page.getByRole('progressbar', { name: 'Loading' })
  await expect(line).toHaveCount(0)
  await page.getByRole('link', { name: 'Roles' }).first().click()
  await expect(line).toHaveCSS('opacity', '1')
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
  answer()
  await expect(page.getByRole('heading', { level: 1, name: 'Roles' })).toBeVisible()
  await expect(line).toHaveCount(0)
})

test('FT-15 when the server has lost its sessions, people sign in again and go on', async ({ page }) => {
  await signInAt(product, page, { path: `/apps/${rowKey}/description` })
  await page.getByLabel('Application Name').fill('Outlives the session')
  await product.kill()
  const file = readdirSync(product.dataFolder).find((name) => /\.(db|sqlite)$/.test(name)) ?? ''
  const database = new DatabaseSync(join(product.dataFolder, file))
  expect(database.prepare('delete from bff_session').run().changes).toBeGreaterThan(0)
  database.close()
  await product.startAgain()

  await save(page)
  await page.getByRole('button', { name: 'Sign in again' }).click()
  // The tenant still knows the person.
  await expect(page.getByText('The changes you had not saved are back.')).toBeVisible()
  await expect(page.getByLabel('Application Name')).toHaveValue('Outlives the session')
  await save(page)
  await expect(page.getByRole('heading', { level: 1, name: 'Outlives the session' })).toBeVisible()
})
