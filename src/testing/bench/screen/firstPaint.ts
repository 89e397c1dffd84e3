import type { Browser, Page } from 'playwright'
import { signIn } from '../../apiClient.ts'
import { administrator } from '../../administrator.ts'
import { oauthOf } from '../../oauth.ts'
import type { Product } from '../../product.ts'
import { median } from '../load.ts'
import type { Row } from '../table.ts'
import { consolePage, slowDown } from './consolePage.ts'
import { startReactAdmin } from './reactAdmin.ts'

const rounds = 5
const rows = 25
/** A phone network of the fourth generation at its slow end, as Lighthouse has it. */
const network = { offline: false, latency: 150, downloadThroughput: 204_800, uploadThroughput: 93_750 }

/** Milliseconds from the address on. */
type Times = { painted: number; usable: number }

/** The first paint, and a list of 25 rows: ours and that of react-admin by turns, in browsers that have nothing yet, at a quarter of the speed. */
export async function firstPaint(browser: Browser, product: Product): Promise<Row[]> {
  const peer = await startReactAdmin(rows)
  if (!peer)
    return [{ what: 'First paint beside react-admin', figure: 'SKIPPED: its packages cannot be had here' }]
  await fillList(product)
  const ours = await consolePage(browser, product, '/apps')
  const theirs = await (await browser.newContext({ viewport: ours.viewportSize() })).newPage()
  for (const page of [ours, theirs]) await prepare(page)
  const measured: { ours: Times; theirs: Times }[] = []
  for (let round = 0; round < rounds; round++)
    measured.push({
      ours: await open(ours, `${product.consoleUrl}/apps`),
      theirs: await open(theirs, `${peer.url}/`),
    })
  // A page that is slowed down keeps a core busy as long as it is open
  for (const page of [ours, theirs]) await page.context().close()
  await peer.close()
  const row = (what: string, of: keyof Times): Row => ({
    what,
    figure: `${spread(measured.map(({ ours }) => ours[of]))} of ${spread(measured.map(({ theirs }) => theirs[of]))}`,
    ratio: median(measured.map(({ ours, theirs }) => ours[of] / theirs[of])),
    ...(of === 'painted' ? { bar: { atMost: 1 } } : { goal: { atMost: 1 } }),
  })
  return [
    row('First contentful paint, of react-admin’s, on a slow phone', 'painted'),
    row('A list of 25 rows, of react-admin’s, which has its data in the page', 'usable'),
  ]
}

async function fillList({ tenantUrl: url }: Product): Promise<void> {
  const { application } = oauthOf({ admin: await signIn(url, administrator), url })
  for (let number = 0; number < rows; number++) await application(`listed-${number}`)
}

async function prepare(page: Page): Promise<void> {
  await slowDown(page, 4)
  await page.addInitScript((rows) => {
    const look = () =>
      document.querySelectorAll('tbody tr').length >= rows
        ? performance.mark('usable')
        : requestAnimationFrame(look)
    requestAnimationFrame(look)
  }, rows)
}

async function open(page: Page, url: string): Promise<Times> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.clearBrowserCache')
  await session.send('Network.emulateNetworkConditions', network)
  await page.goto(url)
  await page.waitForFunction(() => performance.getEntriesByName('usable').length > 0)
  const times = await page.evaluate(() => ({
    painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    usable: performance.getEntriesByName('usable')[0]?.startTime ?? Number.NaN,
  }))
  await session.detach()
  return times
}

const spread = (times: readonly number[]) =>
  `${seconds(median(times))} s (${seconds(Math.min(...times))} to ${seconds(Math.max(...times))})`

const seconds = (time: number) => (time / 1000).toFixed(2)
