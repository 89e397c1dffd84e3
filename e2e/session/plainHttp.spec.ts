import { chromium } from 'playwright/test'
import { startProduct } from '#testing/product.ts'
import { expect, signInAt, test } from '../fixtures.ts'
import { fillInDescription, goOnTo, guidedSetupPath } from '../guidedSetup/wizard.ts'
import { expectAccessible } from '../pages/look.ts'

// A browser does not trust such an address, and keeps back what it has for those that it trusts.

test('X-18 PB-10 with ALLOW_HTTP the console works beyond this machine, and it and the tenant’s pages warn', async ({
  launchOptions,
}) => {
  const product = await startProduct({ host: 'gatewright.test' })
  const browser = await chromium.launch({
    ...launchOptions,
    args: [...(launchOptions.args ?? []), '--host-resolver-rules=MAP gatewright.test 127.0.0.1'],
  })
  try {
    const page = await browser.newPage()
    const warning = page.getByText('This connection is not encrypted.')
    await page.goto(`${product.consoleUrl}/bff/sign-in`)
    await expect(warning).toBeVisible()
    expect(await page.evaluate(() => isSecureContext)).toBe(false)
    await expectAccessible(page, 'the sign-in page with the warning')
    await signInAt(product, page, { path: guidedSetupPath })
    await expect(warning).toBeVisible()
    await expectAccessible(page, 'the console with the warning')
    await fillInDescription(page, { id: 'over-http' })
    await goOnTo(page, 'Review')
    await page.getByRole('button', { name: 'Create', exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name: /has been created|over-http/ })).toBeVisible()
  } finally {
    await browser.close()
    await product.close()
  }
})

test('X-18 on this machine nobody is warned', async ({ page, signIn, product }) => {
  await page.goto(`${product.consoleUrl}/bff/sign-in`)
  await expect(page.getByLabel('Login name')).toBeVisible()
  await expect(page.getByText('not encrypted')).toHaveCount(0)
  await signIn(page)
  await expect(page.getByRole('navigation').first()).toBeVisible()
  await expect(page.getByText('not encrypted')).toHaveCount(0)
})
