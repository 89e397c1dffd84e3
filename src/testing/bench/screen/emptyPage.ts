import type { Browser, Page } from 'playwright'
import { size, slowDown } from './consolePage.ts'

/** A page with nothing but a field and a button that shows an element: what the browser itself takes from an event until it is painted. */
export async function emptyPage(browser: Browser, slower: number): Promise<Page> {
  const page = await (await browser.newContext({ viewport: size })).newPage()
  await page.setContent('<input><button onclick="this.after(document.createElement(\'p\'))">Show</button>')
  await slowDown(page, slower)
  return page
}
