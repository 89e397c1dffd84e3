import type { Page } from 'playwright/test'
import { nouns, objectTypes } from '#schema/nouns.ts'
import { password } from '#testing/people.ts'
import { fillInDescription, goOnTo, heading, guidedSetupPath, steps } from '../guidedSetup/wizard.ts'
import { expect, fillInSignIn, test } from '../fixtures.ts'
import { expectAccessible } from './look.ts'
import { addObject, tabPaths } from './objects.ts'

const title = (page: Page) => page.getByRole('heading', { level: 1 })

/** Goes there as a person does after signing in, and looks. */
async function lookAt(page: Page, paths: readonly string[]) {
  for (const path of paths) {
    await page.goto(new URL(path, page.url()).href)
    await expect(title(page)).toBeVisible()
    await expectAccessible(page, path)
  }
}

for (const type of objectTypes)
  test(`the pages of ${nouns[type].many}`, async ({ page, signIn, people, newClient }) => {
    const { path, many } = nouns[type]
    const { id } = await addObject[type]({ people, newClient }, `Looked over, of the ${many}`)
    if (type === 'group') await people.join(await people.addRole('Of those looked over'), { Groups: [id] })
    await signIn(page)
    await lookAt(page, [path, `${path}?q=nothing+like+that`, ...(await tabPaths(page, type, id))])
    await lookAt(page, type === 'application' ? ['/apps/add', '/apps/add/custom'] : [`${path}/new`])
  })

test('Home, and the pages of a confidential client', async ({ page, signIn, newClient }) => {
  const { userId } = await newClient('looked-round')
  await signIn(page)
  await lookAt(page, ['/', ...(await tabPaths(page, 'user', userId ?? ''))])
})

test('the pages of the settings, and of nothing', async ({ page, signIn }) => {
  await signIn(page)
  await lookAt(page, ['/settings', '/settings/keys', '/routing-rules', '/group-mappings', '/nowhere/at/all'])
})

test('guided setup, step by step, with a fault, and its last page', async ({ page, signIn }) => {
  await signIn(page, guidedSetupPath)
  await fillInDescription(page, { id: 'not allowed', name: 'Accessible' })
  await page.getByRole('button', { name: /^Next:/ }).click()
  await expect(page.getByText('Spaces are not allowed').first()).toBeVisible()
  await expectAccessible(page, 'a step with a fault')
  await fillInDescription(page, { id: 'accessible', name: 'Accessible' })
  for (const step of steps) {
    await goOnTo(page, step)
    await expect(heading(page, step)).toBeVisible()
    await expectAccessible(page, `step ${step}`)
  }
  await page.getByRole('button', { name: 'Create' }).click()
  await expect(title(page)).toHaveText('Accessible is ready')
  await expectAccessible(page, 'the last page of guided setup')
})

test('what opens above a page: dialogs, the menu, the drawer, the way to find things', async ({
  page,
  signIn,
  newClient,
}) => {
  const { applicationRowKey } = await newClient('opened')
  await signIn(page, `/apps/${applicationRowKey}/tokens`)
  await page.getByLabel('Token Lifetime, hours').fill('2')
  await page.getByRole('button', { name: 'Review' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectAccessible(page, 'the review of changes')
  await page.getByRole('dialog').getByRole('button', { name: 'Back' }).click()
  await page.getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await expectAccessible(page, 'the question before deleting')
  await page.keyboard.press('Escape')
  await page.getByRole('banner').getByRole('button', { expanded: false }).click()
  await expect(page.getByRole('menu')).toBeVisible()
  // A menu is a layer of its own, in no landmark.
  await expectAccessible(page, 'the menu of the person', { besides: ['region'] })
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox')).toBeVisible()
  await expectAccessible(page, 'the palette')
  await page.keyboard.press('Escape')
  await page.setViewportSize({ width: 360, height: 740 })
  await page.getByRole('button', { name: 'Open the navigation' }).click()
  await expect(
    page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Home' }),
  ).toBeVisible()
  await expectAccessible(page, 'the drawer')
  await page.keyboard.press('Escape')
  await page.context().clearCookies()
  await page.getByRole('link', { name: 'Changelog' }).click()
  await expect(page.getByRole('dialog', { name: 'Your session has ended' })).toBeVisible()
  await expectAccessible(page, 'the end of the session')
})

test('pages for those who are not signed in or not let in', async ({ page, product, people }) => {
  await page.goto(`${product.consoleUrl}/signed-out`)
  await expect(title(page)).toHaveText('You are signed out')
  await expectAccessible(page, 'signed out')
  await page.goto(`${product.consoleUrl}/setup`)
  await expect(title(page)).toBeVisible()
  await expectAccessible(page, 'setup without a link')
  await page.goto(`${product.consoleUrl}/callback?code=x&state=y`)
  await expect(title(page)).toBeVisible()
  await expectAccessible(page, 'an answer that nobody asked for')
  await page.goto(`${product.tenantUrl}/OAuth2/Authorize/nothing`)
  await expect(title(page)).toBeVisible()
  await expectAccessible(page, 'an error page of the tenant')
  await page.goto(`${product.consoleUrl}/bff/sign-in`)
  await expectAccessible(page, 'the sign-in page')
  await page.getByLabel('Login name').fill('nobody@acme.test')
  await page.getByLabel('Password').fill('wrong wrong wrong')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await expectAccessible(page, 'the sign-in page after a refusal')
  const { name } = await people.somebody([])
  await page.goto(`${product.consoleUrl}/bff/sign-in`)
  await fillInSignIn(page, { user: name, password })
  await expect(title(page)).toHaveText('You may not administer this tenant')
  await expectAccessible(page, 'no permission')
})

test('the setup page', async ({ page, product }) => {
  await page.goto(`${product.consoleUrl}/setup#not-a-real-token`)
  await expect(title(page)).toHaveText('Set up this tenant')
  await expectAccessible(page, 'the setup page')
})

test('a page that could not be had', async ({ page, signIn }) => {
  await signIn(page)
  await expect(title(page)).toHaveText('Home')
  await page.route('**/api/**', (route) => route.abort())
  await page.getByRole('link', { name: 'Roles' }).first().click()
  await expect(title(page)).toHaveText('The console cannot reach its server.')
  await expectAccessible(page, 'a page that could not be had')
})

test('the theme switch holds, and outlives loading the page again', async ({ page, signIn }) => {
  await signIn(page)
  const colour = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const light = await colour()
  await page.getByRole('button', { name: 'Switch to the dark theme' }).click()
  await expect.poll(colour).not.toBe(light)
  await page.reload()
  await expect(page.getByRole('button', { name: 'Switch to the light theme' })).toBeVisible()
  expect(await colour()).not.toBe(light)
  await expectAccessible(page, 'Home, with the theme chosen by hand')
})
