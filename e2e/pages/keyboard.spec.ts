import type { Locator, Page } from 'playwright/test'
import { heading, steps } from '../guidedSetup/wizard.ts'
import { expect, test } from '../fixtures.ts'

const mostStops = 90

/** Goes on with Tab until it is there, and sees where it is. */
async function tabTo(page: Page, target: Locator) {
  await expect(target).toBeVisible()
  for (let stop = 0; stop < mostStops; stop++) {
    await page.keyboard.press('Tab')
    if (await target.evaluate((element) => element === document.activeElement)) return expectSeen(target)
  }
  throw new Error(`Tab does not lead to ${target.toString()}`)
}

/** What has the focus shows it: by an outline, or by the frame around a field. */
async function expectSeen(target: Locator) {
  const looks = () =>
    target.evaluate((element) => {
      const frame = element.parentElement?.querySelector('fieldset') ?? element
      const { outlineStyle, outlineWidth, borderColor, borderWidth, boxShadow } = getComputedStyle(frame)
      return [outlineStyle, outlineWidth, borderColor, borderWidth, boxShadow].join(' ')
    })
  const focused = await looks()
  await target.evaluate((element: HTMLElement) => element.blur())
  await expect.poll(looks).not.toBe(focused)
  await target.evaluate((element: HTMLElement) => element.focus({ preventScroll: true }))
}

test('guided setup is walked from Home to its last page without a mouse', async ({ page, signIn }) => {
  await signIn(page)
  await tabTo(page, page.getByRole('searchbox', { name: 'Product or guide' }))
  await page.keyboard.type('siem event reader')
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('link', { name: 'Start guided setup: SIEM event reader' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'SIEM event reader' })).toBeVisible()
  await tabTo(page, page.getByLabel('Application ID'))
  await page.keyboard.press('Control+A')
  await page.keyboard.type('by keyboard')
  // Enter in a field is Next: the fault brings the focus back to it.
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Application ID')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByLabel('Application ID')).toBeFocused()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('by-keyboard')
  await tabTo(page, page.getByLabel('Application Name'))
  await page.keyboard.press('Control+A')
  await page.keyboard.type('By keyboard')

  for (const step of steps.slice(1)) {
    await tabTo(page, page.getByRole('button', { name: `Next: ${step}` }))
    await page.keyboard.press('Enter')
    await expect(heading(page, step)).toBeFocused()
    if (step === 'Tokens') {
      await tabTo(page, page.getByLabel('Auth Code'))
      await page.keyboard.press('Space')
      await expect(page.getByLabel('Auth Code')).toBeChecked()
      await page.keyboard.press('Space')
    }
  }
  await tabTo(page, page.getByRole('button', { name: 'Create' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'By keyboard is ready' })).toBeFocused()
})

test('an application is found, changed and saved without a mouse', async ({ page, signIn, newClient }) => {
  await newClient('keys-only')
  await signIn(page)
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
  await page.keyboard.press('Control+K')
  const palette = page.getByRole('dialog', { name: 'Search' })
  await expect(palette.getByRole('combobox')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(palette).toHaveCount(0)
  await page.keyboard.press('Control+K')
  await page.keyboard.type('keys-only read')
  await expect(palette.getByRole('option', { name: 'keys-only reader' }).first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'keys-only reader' })).toBeVisible()

  await tabTo(page, page.getByLabel('Application Description'))
  await page.keyboard.type('Changed by keys.')
  await tabTo(page, page.getByRole('button', { name: 'Review' }))
  await page.keyboard.press('Enter')
  const review = page.getByRole('dialog', { name: 'Review changes' })
  await tabTo(page, review.getByRole('button', { name: 'Save' }))
  await page.keyboard.press('Enter')
  await expect(page.getByText('Saved')).toBeVisible()
})

test('what is typed while the palette is on its way stands in it', async ({ page, signIn }) => {
  const { promise: typed, resolve: go } = Promise.withResolvers<void>()
  await page.route(/\/assets\/Keys-/, async (route) => {
    await typed
    await route.continue()
  })
  await signIn(page)
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
  await page.keyboard.press('Control+K')
  await page.keyboard.type('uses')
  await page.keyboard.press('Backspace')
  const search = page.getByRole('dialog', { name: 'Search' }).getByRole('combobox')
  await expect(search).toHaveCount(0)
  go()
  await expect(search).toHaveValue('use')
  await page.keyboard.type('rs')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Users' })).toBeVisible()
})

test('the first stop of a page leads past the navigation; a closed dialog gives the focus back', async ({
  page,
  signIn,
  newClient,
}) => {
  const { applicationRowKey } = await newClient('focus-kept')
  await signIn(page, `/apps/${applicationRowKey}/description`)
  await expect(page.getByRole('heading', { level: 1, name: 'focus-kept reader' })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
  const remove = page.getByRole('button', { name: 'Delete' })
  await tabTo(page, remove)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(remove).toBeFocused()
})
