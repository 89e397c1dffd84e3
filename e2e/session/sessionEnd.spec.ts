import type { Cookie, Page } from 'playwright/test'
import { password } from '#testing/people.ts'
import {
  fillInDescription,
  goOnTo,
  heading,
  guidedSetupPath,
  guidedSetupRights,
  typeSecret,
} from '../guidedSetup/wizard.ts'
import { expect, fillInSignIn, test } from '../fixtures.ts'

async function signOut(page: Page) {
  await page.getByRole('banner').getByRole('button', { expanded: false }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible()
}

/** In another tab of the same browser, which ends the session of all of them. */
async function signOutElsewhere(page: Page, consoleUrl: string) {
  const tab = await page.context().newPage()
  await tab.goto(consoleUrl)
  await signOut(tab)
  await tab.close()
}

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Your session has ended' })

/** All that the tab holds between pages. */
const keptIn = (page: Page) =>
  page.evaluate(() => JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage)]))

test('a session that ends while somebody types costs nothing but signing in again', async ({
  page,
  signIn,
  people,
  product,
}) => {
  const { name } = await people.somebody(guidedSetupRights)
  const person = { user: name, password }
  await signIn(page, guidedSetupPath, person)
  await fillInDescription(page, { id: 'interrupted', name: 'Interrupted' })
  await goOnTo(page, 'User Access')
  await signOutElsewhere(page, product.consoleUrl)

  await typeSecret(page, 'typedAfterTheEnd1234')
  await page.getByLabel('Role name').fill('Typed after the end')
  await expect(dialog(page)).toContainText(`Sign in again as ${name}`)
  await dialog(page).getByRole('button', { name: 'Sign in again' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await fillInSignIn(page, person)

  await expect(page.getByText('What you had typed is back. A secret has to be typed again.')).toBeVisible()
  await expect(heading(page, 'User Access')).toBeVisible()
  await expect(page.getByLabel('Role name')).toHaveValue('Typed after the end')
  await expect(page.getByLabel('Type it')).toBeChecked()
  await expect(page.getByLabel('Secret', { exact: true })).toHaveValue('')
  expect(await keptIn(page)).not.toContain('typedAfterTheEnd')
})

test('BF-03 what was typed before the end of a session is not shown to whoever signs in next', async ({
  page,
  signIn,
  people,
  product,
}) => {
  const [one, two] = [await people.somebody(guidedSetupRights), await people.somebody(guidedSetupRights)]
  await signIn(page, guidedSetupPath, { user: one.name, password })
  await fillInDescription(page, { id: 'of-one', name: 'Of the first person' })
  await signOutElsewhere(page, product.consoleUrl)
  await page.getByLabel('Application ID').fill('of-one-alone')
  await dialog(page).getByRole('button', { name: 'Sign in again' }).click()
  await fillInSignIn(page, { user: two.name, password })

  await expect(page.getByRole('banner')).toContainText(two.name)
  await expect(page.getByLabel('Application ID')).toHaveValue('siem-reader')
  await expect(page.locator('body')).not.toContainText('Of the first person')
  await expect(page.getByText('What you had typed is back')).toHaveCount(0)
  const address = page.url()
  await signOutElsewhere(page, product.consoleUrl)

  await signIn(page, new URL(address).pathname + new URL(address).search, { user: one.name, password })
  await expect(page.getByLabel('Application ID')).toHaveValue('of-one-alone')
})

test('changes of an application wait for the same person, and can then be saved', async ({
  page,
  signIn,
  people,
  newClient,
}) => {
  const { name } = await people.somebody(guidedSetupRights)
  const person = { user: name, password }
  const { applicationRowKey } = await newClient('half-edited')
  await signIn(page, `/apps/${applicationRowKey}/description`, person)
  // The panel asks once more after typing: without a session it would tell of the end too early
  const asked = page.waitForResponse(/\/Gatewright\/Preview\/Token/i)
  await page.getByLabel('Application Name').fill('Edited to the end')
  await asked
  await page.context().clearCookies()
  await page.getByRole('button', { name: 'Review' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await dialog(page).getByRole('button', { name: 'Sign in again' }).click()
  await fillInSignIn(page, person)

  await expect(page.getByText('The changes you had not saved are back.')).toBeVisible()
  await expect(page.getByLabel('Application Name')).toHaveValue('Edited to the end')
  await page.getByRole('button', { name: 'Review' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Edited to the end' })).toBeVisible()
})

/** The status that somebody gets who has copied the cookies. */
async function replay(origin: string, path: string, cookies: Cookie[]): Promise<number> {
  const headers = {
    cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
    origin,
    'x-gatewright': '1',
    'x-idap-native-client': 'true',
    'content-type': 'application/json',
  }
  return (await fetch(origin + path, { method: 'POST', headers, body: '{}' })).status
}

test('LO-04 after signing out the cookie is dead and Back shows nothing', async ({
  page,
  signIn,
  product,
  newClient,
}) => {
  await newClient('not-for-strangers')
  await signIn(page, '/apps')
  await expect(page.getByRole('link', { name: 'not-for-strangers reader' })).toBeVisible()
  const cookies = await page.context().cookies()
  const session = cookies.find(({ name }) => name.endsWith('gatewright-session'))
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
  const replies = () =>
    Promise.all([
      replay(product.consoleUrl, '/api/Security/WhoAmI', cookies),
      replay(product.tenantUrl, '/Security/WhoAmI', cookies),
    ])
  await expect(replies()).resolves.toEqual([200, 200])

  await signOut(page)
  expect((await page.context().cookies()).map(({ name }) => name)).not.toContain(session?.name)

  await page.goBack()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await expect(page.locator('body')).not.toContainText('not-for-strangers')

  await expect(replies()).resolves.toEqual([401, 401])
})
