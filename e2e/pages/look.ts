import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from 'playwright/test'

const wide = { width: 1440, height: 900 }
const narrow = { width: 360, height: 740 }

/** The line on top while a page or a save is on its way: what is below it may not be there yet, and it stands in no landmark. */
const loading = '[role="progressbar"][aria-label="Loading"]'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Looks at a page as it is now: wide and narrow, light and dark. `name` says in the report which page it was, `besides` which rules do not fit it. */
export async function expectAccessible(
  page: Page,
  name: string,
  { besides = [] }: { besides?: string[] } = {},
): Promise<void> {
  await page.setViewportSize(wide)
  await page.emulateMedia({ colorScheme: 'light' })
  expect.soft(await violations(page, { besides }), `${name}, wide and light`).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect.soft(await violations(page, { only: ['color-contrast'] }), `${name}, wide and dark`).toEqual([])
  await page.setViewportSize(narrow)
  await expectNoSidewaysScroll(page, name)
  await expectWholeDialogs(page, name)
  expect.soft(await violations(page, { besides }), `${name}, narrow and dark`).toEqual([])
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(wide)
}

/** Nothing is wider than the window, once the page has settled in its width. */
export async function expectNoSidewaysScroll(page: Page, name: string): Promise<void> {
  const overhang = () =>
    page.evaluate(() => Math.max(0, (document.scrollingElement?.scrollWidth ?? 0) - innerWidth))
  await expect.soft.poll(overhang, { message: `${name} does not scroll sideways`, timeout: 5000 }).toBe(0)
}

/** What the page has asked for is there. */
export const expectSettled = (page: Page) => expect(page.locator(loading)).toHaveCount(0)

/** No button of a dialog is cut off by its edge. */
async function expectWholeDialogs(page: Page, name: string): Promise<void> {
  const cut = () =>
    page.getByRole('dialog').evaluateAll((dialogs) =>
      dialogs.flatMap((dialog) => {
        const { left, right } = dialog.getBoundingClientRect()
        return [...dialog.querySelectorAll('button')]
          .filter((button) => {
            const box = button.getBoundingClientRect()
            return box.left < left || box.right > right
          })
          .map(({ textContent }) => textContent)
      }),
    )
  await expect.soft.poll(cut, { message: `${name} cuts no button`, timeout: 5000 }).toEqual([])
}

/** What axe finds: the rule and the elements, short enough to read. */
async function violations(
  page: Page,
  { only, besides = [] }: { only?: string[]; besides?: string[] },
): Promise<string[]> {
  // What waits for the person, such as a question, goes on loading meanwhile
  await page
    .locator(loading)
    .waitFor({ state: 'hidden', timeout: 5000 })
    .catch(() => undefined)
  // A draft may be kept at this very moment
  const axe = new AxeBuilder({ page }).setLegacyMode().exclude(loading)
  const found = await (only ? axe.withRules(only) : axe.withTags(rules).disableRules(besides)).analyze()
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ''}`),
  )
}
