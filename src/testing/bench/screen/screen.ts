import { startProduct } from '../../product.ts'
import type { Row } from '../table.ts'
import { bigApplication } from './bigApplication.ts'
import { bigForm } from './bigForm.ts'
import { openBrowser } from './consolePage.ts'
import { firstPaint } from './firstPaint.ts'
import { firstPalette } from './firstPalette.ts'
import { wire } from './wire.ts'

/** How fast the console feels, in Chromium. */
export async function screen(): Promise<Row[]> {
  const product = await startProduct()
  const browser = await openBrowser()
  try {
    const rowKey = await bigApplication(product)
    return [
      await wire(browser, product),
      ...(await firstPaint(browser, product)),
      ...(await bigForm(browser, product, rowKey)),
      await firstPalette(browser, product),
    ]
  } finally {
    await browser.close()
    await product.close()
  }
}
