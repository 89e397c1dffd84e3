import type { Browser, Page } from 'playwright'
import type { Product } from '../../product.ts'
import type { Row } from '../table.ts'
import { consolePage, slowDown } from './consolePage.ts'
import { notePaints, paintTimes } from './paintTimes.ts'
import { ofBudget } from './ofBudget.ts'

const rounds = 5
const keys = 'abcdefghijkl'
/** The preview is asked for when nobody has typed for a quarter of a second: it answers between two keys. */
const pause = 400

/** Each tab with a long list, and the setting by which it is told to be there. */
const tabs = {
  scope: '#setting-scope-scopes li',
  userAccess: '#setting-userAccess-grants li',
  description: '#setting-description-name input',
  generalUsage: '#setting-generalUsage-redirects li',
}

/** Typing into a large application, and going through its tabs, on a machine that is four times slower. */
export async function bigForm(browser: Browser, product: Product, rowKey: string): Promise<Row[]> {
  const page = await consolePage(browser, product, `/apps/${rowKey}/generalUsage`)
  const field = page.locator(`${tabs.generalUsage} input`).nth(5)
  await field.click()
  await page.waitForTimeout(pause)
  await slowDown(page, 4)
  const [typing, switching]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    typing.push(Math.max(...(await typed(page, keys))))
    switching.push(Math.max(...(await switched(page))))
    await field.click()
  }
  await page.context().close()
  return [
    ofBudget(
      'Typing into an application with 200 redirects, 50 scopes, 100 permissions: INP at a quarter of the speed',
      typing,
      100,
    ),
    ofBudget('The slowest of its tabs until it is painted, at a quarter of the speed', switching, 200),
  ]
}

async function typed(page: Page, text: string): Promise<number[]> {
  await notePaints(page, 'keydown')
  for (const key of text) {
    await page.keyboard.press(key)
    await page.waitForTimeout(pause)
  }
  return paintTimes(page, text.length)
}

async function switched(page: Page): Promise<number[]> {
  const times: number[] = []
  for (const [tab, selector] of Object.entries(tabs)) {
    await notePaints(page, 'click', selector)
    await page.locator(`nav a[href$="/${tab}"]`).click()
    times.push((await paintTimes(page, 1))[0] ?? Number.NaN)
    await page.waitForTimeout(pause)
  }
  return times
}
