import { onDatabases } from '../databases.ts'
import type { Row } from '../table.ts'
import { dryRuns } from './dryRuns.ts'
import { lists } from './lists.ts'
import { seeded } from './scaled.ts'
import { tokensBesideLists } from './tokensBeside.ts'

/** `npm run bench -- scale`: how the product is with many objects, on each database. */
export async function scale(): Promise<Row[]> {
  const count = Number(process.env['SCALE_OBJECTS'] ?? 100_000)
  if (!Number.isInteger(count) || count < 1000)
    throw new Error('SCALE_OBJECTS is how many objects of each kind there are: 1000 or more.')
  const databases = await onDatabases()
  const rows: Row[] = []
  try {
    for (const each of databases.all) {
      const scaled = await seeded(each, count)
      rows.push(...(await lists(scaled)), ...(await dryRuns(scaled)), await tokensBesideLists(scaled))
      // Its threads and connections are in nobody's way meanwhile
      await each.product.stop()
    }
  } finally {
    await databases.close()
  }
  return rows
}
