import type { Browser, Locator, Page } from 'playwright'
import type { Product } from '../../product.ts'
import type { Row } from '../table.ts'
import { consolePage, slowDown } from './consolePage.ts'
import { emptyPage } from './emptyPage.ts'
import { notePaints, paintTimes } from './paintTimes.ts'
import { ofBudget } from './ofBudget.ts'

const rounds = 5
const keys = 'abcdefghijkl'
/** The preview is asked for when nobody has typed for a quarter of a second: it answers between two keys. */
const pause = 400

/** Each tab with a long list, and the setting by which it is told to be there. */
const tabs = {
  scope: '#setting-scope-scopes li',
  userAccess: '#setting-userAccess-grants [data-index]',
  description: '#setting-description-name input',
  generalUsage: '#setting-generalUsage-redirects li',
}

/** Typing into a large application, and going through its tabs, on a machine that is four times slower. */
export async function bigForm(browser: Browser, product: Product, rowKey: string): Promise<Row[]> {
  const page = await consolePage(browser, product, `/apps/${rowKey}/generalUsage`)
  const field = page.locator(`${tabs.generalUsage} input`).nth(5)
  await field.click()
  await page.waitForTimeout(pause)
  const empty = await emptyPage(browser, 1)
  const typing = { ours: [] as number[], empty: [] as number[] }
  const switching = { ours: [] as number[], empty: [] as number[] }
  for (let round = 0; round < rounds; round++) {
    await slowDown(empty, 4)
    await empty.bringToFront()
    await empty.locator('input').click()
    typing.empty.push(Math.max(...(await typed(empty, keys))))
    switching.empty.push(await clicked(empty, empty.locator('button'), 'p'))
    // A page that is slowed down keeps a core busy: one at a time
    await slowDown(empty, 1)
    await slowDown(page, 4)
    await page.bringToFront()
    await field.click()
    typing.ours.push(Math.max(...(await typed(page, keys))))
    switching.ours.push(Math.max(...(await switched(page))))
    await slowDown(page, 1)
  }
  await empty.context().close()
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
  await notePaints(page, { kind: 'keydown', most: text.length })
  for (const key of text) {
    await page.keyboard.press(key)
    await page.waitForTimeout(pause)
  }
  return paintTimes(page, text.length)
}

async function switched(page: Page): Promise<number[]> {
  const times: number[] = []
  for (const [tab, selector] of Object.entries(tabs))
    times.push(await clicked(page, page.locator(`nav a[href$="/${tab}"]`), selector))
  return times
}

async function clicked(page: Page, place: Locator, selector: string): Promise<number> {
  await notePaints(page, { kind: 'click', most: 1, selector })
  await place.click()
  const [time = Number.NaN] = await paintTimes(page, 1)
  await page.waitForTimeout(pause)
  return time
}
