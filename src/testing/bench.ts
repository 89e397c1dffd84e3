import { bytes } from './bench/bytes.ts'
import { startFloor } from './bench/bareFloor.ts'
import { onDatabases } from './bench/databases.ts'
import { forwarding } from './bench/forwarding.ts'
import { federatedSignIn } from './bench/federatedSignIn.ts'
import { introspection } from './bench/introspection.ts'
import { memoryOfApplications } from './bench/memory.ts'
import { opaqueTokenRate } from './bench/opaqueTokens.ts'
import { routing } from './bench/routing.ts'
import { screen } from './bench/screen/screen.ts'
import { scale } from './bench/scale/scale.ts'
import { scopes } from './bench/scopes.ts'
import { signInRate } from './bench/signIns.ts'
import { starting } from './bench/starting.ts'
import { isWithin, printTable, type Row } from './bench/table.ts'
import { tokenRates } from './bench/tokens.ts'
import { usage } from './bench/usage.ts'

// `npm run bench`: how fast it is, as ratios within one run, so that they mean the same on another machine. `npm run bench -- screen` is one part of it.
// `npm run bench -- scale` fills both databases first, and runs only when it is asked for.

const parts: Record<string, () => Promise<Row[]>> = {
  requests,
  memory: memoryOfApplications,
  routing,
  scopes,
  usage,
  federation: async () => [await federatedSignIn()],
  start: async () => [await starting()],
  screen: async () => [bytes(), ...(await screen())],
}

async function requests(): Promise<Row[]> {
  const databases = await onDatabases()
  const floor = await startFloor()
  try {
    const rows = await tokenRates(databases.all)
    for (const each of databases.all)
      rows.push(await opaqueTokenRate(each, floor.url), ...(await introspection(each, floor.url)))
    for (const { kind, product } of databases.all)
      if (kind === 'sqlite') rows.push(await signInRate(product, floor.url), ...(await forwarding(product)))
    return rows
  } finally {
    await floor.stop()
    await databases.close()
  }
}

const asked = process.argv.slice(2)
if (asked.includes('scale')) parts['scale'] = scale
const unknown = asked.find((name) => !(name in parts))
if (unknown !== undefined)
  throw new Error(`There is no part "${unknown}" of the benchmarks, only ${Object.keys(parts).join(', ')}.`)
const rows: Row[] = []
for (const [name, part] of Object.entries(parts))
  if (asked.length === 0 || asked.includes(name)) rows.push(...(await part()))
printTable(rows)
if (rows.some(({ bar, ratio }) => bar !== undefined && ratio !== undefined && !isWithin(bar, ratio)))
  process.exitCode = 1
