import type { Browser } from 'playwright'
import type { Product } from '../../product.ts'
import type { Row } from '../table.ts'
import { consolePage, slowDown } from './consolePage.ts'
import { emptyPage } from './emptyPage.ts'
import { ofBudget } from './ofBudget.ts'
import { notePaints, paintTimes } from './paintTimes.ts'

const rounds = 5
/** As long as people look at a page before they ask for another one. */
const pause = 4000

/** From the key until the palette can be used, the first time on a page, at a quarter of the speed. */
export async function firstPalette(browser: Browser, product: Product): Promise<Row> {
  const times = { ours: [] as number[], empty: [] as number[] }
  for (let round = 0; round < rounds; round++) {
    const page = await consolePage(browser, product, '/apps')
    await page.waitForTimeout(pause)
    await slowDown(page, 4)
    await notePaints(page, { kind: 'keydown', most: 2, selector: 'dialog [role="option"]' })
    await page.keyboard.down('Control')
    await page.keyboard.press('k')
    times.ours.push((await paintTimes(page, 2))[1] ?? Number.NaN)
    await page.context().close()
    const empty = await emptyPage(browser, 4)
    await notePaints(empty, { kind: 'keydown', most: 2 })
    await empty.keyboard.down('Control')
    await empty.keyboard.press('k')
    times.empty.push((await paintTimes(empty, 2))[1] ?? Number.NaN)
    await empty.context().close()
  }
  return ofBudget(
    'The first palette, from its key until it can be used, at a quarter of the speed',
    times,
    100,
  )
}
