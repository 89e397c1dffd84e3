import { bytes } from './bench/bytes.ts'
import { forwarding } from './bench/forwarding.ts'
import { startProduct } from './product.ts'
import { starting } from './bench/starting.ts'
import { isWithin, printTable, type Row } from './bench/table.ts'
import { tokenRate } from './bench/tokens.ts'

// `npm run bench`: how fast it is, as ratios within one run, so that they mean the same on another machine.

const rows: Row[] = []
const product = await startProduct()
try {
  rows.push(await tokenRate(product), ...(await forwarding(product)))
} finally {
  await product.close()
}
rows.push(await starting(), bytes())
printTable(rows)
if (rows.some(({ bar, ratio }) => bar !== undefined && ratio !== undefined && !isWithin(bar, ratio)))
  process.exitCode = 1
