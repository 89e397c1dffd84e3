import type { Browser } from 'playwright'
import type { Product } from '../../product.ts'
import { bytesOf, isScriptOrStyle, travelled } from '../../travelled.ts'
import type { Row } from '../table.ts'
import { consolePage } from './consolePage.ts'

/** Of scripts and styles, in bytes. */
const budget = 175_000
const goal = 160_000

/** What a browser that has nothing yet is sent until the list of applications can be used, heads of replies included. */
export async function wire(browser: Browser, product: Product): Promise<Row> {
  const page = await consolePage(browser, product, '/apps')
  const all = await travelled(page, () => page.getByRole('heading', { level: 1, name: 'Apps' }).waitFor())
  await page.context().close()
  const scripts = bytesOf(all.filter(isScriptOrStyle))
  return {
    what: 'Scripts and styles on the wire to a usable list, of 175 KB',
    figure: `${kilobytes(scripts)} KB, with page, font, icons and replies ${kilobytes(bytesOf(all))} KB`,
    ratio: scripts / budget,
    bar: { atMost: 1 },
    goal: { atMost: Number((goal / budget).toFixed(2)) },
  }
}

const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1)
