import { bytes } from './bench/bytes.ts'
import { startFloor } from './bench/bareFloor.ts'
import { onDatabases } from './bench/databases.ts'
import { forwarding } from './bench/forwarding.ts'
import { introspection } from './bench/introspection.ts'
import { memoryOfApplications } from './bench/memory.ts'
import { opaqueTokenRate } from './bench/opaqueTokens.ts'
import { signInRate } from './bench/signIns.ts'
import { starting } from './bench/starting.ts'
import { isWithin, printTable, type Row } from './bench/table.ts'
import { tokenRates } from './bench/tokens.ts'

// `npm run bench`: how fast it is, as ratios within one run, so that they mean the same on another machine.

const rows: Row[] = []
const databases = await onDatabases()
const floor = await startFloor()
try {
  rows.push(...(await tokenRates(databases.all)))
  for (const each of databases.all)
    rows.push(await opaqueTokenRate(each, floor.url), ...(await introspection(each, floor.url)))
  for (const { kind, product } of databases.all)
    if (kind === 'sqlite') rows.push(await signInRate(product, floor.url), ...(await forwarding(product)))
} finally {
  await floor.stop()
  await databases.close()
}
rows.push(...(await memoryOfApplications()), await starting(), bytes())
printTable(rows)
if (rows.some(({ bar, ratio }) => bar !== undefined && ratio !== undefined && !isWithin(bar, ratio)))
  process.exitCode = 1
