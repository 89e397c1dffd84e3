import { bytes } from './bench/bytes.ts'
import { startFloor } from './bench/bareFloor.ts'
import { forwarding } from './bench/forwarding.ts'
import { introspection } from './bench/introspection.ts'
import { memoryOfApplications } from './bench/memory.ts'
import { opaqueTokenRate } from './bench/opaqueTokens.ts'
import { signInRate } from './bench/signIns.ts'
import { startProduct } from './product.ts'
import { starting } from './bench/starting.ts'
import { isWithin, printTable, type Row } from './bench/table.ts'
import { tokenRate } from './bench/tokens.ts'

// `npm run bench`: how fast it is, as ratios within one run, so that they mean the same on another machine.

const rows: Row[] = []
const product = await startProduct()
const floor = await startFloor()
try {
  rows.push(
    await tokenRate(product),
    await opaqueTokenRate(product, floor.url),
    ...(await introspection(product, floor.url)),
    await signInRate(product, floor.url),
    ...(await forwarding(product)),
  )
} finally {
  await floor.stop()
  await product.close()
}
rows.push(...(await memoryOfApplications()), await starting(), bytes())
printTable(rows)
if (rows.some(({ bar, ratio }) => bar !== undefined && ratio !== undefined && !isWithin(bar, ratio)))
  process.exitCode = 1
