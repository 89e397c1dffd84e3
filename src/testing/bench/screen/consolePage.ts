import { chromium, type Browser, type Page } from 'playwright'
import { administrator } from '../../administrator.ts'
import { getChromium } from '../../chromium.ts'
import { isRoot } from '../../machine.ts'
import type { Product } from '../../product.ts'

export const openBrowser = (): Promise<Browser> =>
  // Chromium's sandbox does not run as root.
  chromium.launch({ executablePath: getChromium(), chromiumSandbox: !isRoot() })

export const size = { width: 1440, height: 900 }

/** A page of a browser that has nothing yet, in which the administrator has signed in and stands at `path`. */
export async function consolePage(browser: Browser, { consoleUrl }: Product, path: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: size })).newPage()
  await page.goto(`${consoleUrl}/bff/sign-in?returnTo=${encodeURIComponent(path)}`)
  await page.getByLabel('Login name').fill(administrator.user)
  await page.getByLabel('Password').fill(administrator.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(`${consoleUrl}${path}**`)
  return page
}

/** As on a machine that is so many times slower. */
export async function slowDown(page: Page, rate: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate })
}
