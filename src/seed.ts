import { headOf } from '#tenant/audit/recordEvents.ts'
import { holdsOthers } from '#tenant/seed/holdsOthers.ts'
import { seedTenant } from '#tenant/seed/seedTenant.ts'
import type { Tenant } from '#tenant/tenant.ts'

const beside = '--beside-others'
const most = 1_000_000
const usage = `npm run seed takes how many objects of each kind, from 1 to ${most}: npm run seed -- 1000`
/** Milliseconds between two lines of progress. */
const silence = 5000

/** What `npm run seed -- …` does: fills a tenant with applications, users, groups and roles, to see how it is with many. */
export async function seed(
  tenant: Tenant,
  args: readonly string[],
  say: (line: string) => void,
): Promise<void> {
  const { count, besideOthers } = read(args)
  const { read: db } = tenant.database
  const held = await db.selectFrom('login_suffix').select('suffix').orderBy('created_at').executeTakeFirst()
  if (!held)
    throw new Error(
      'This tenant has no administrator yet, and so no login suffix. Create one (npm start), or set GATEWRIGHT_ADMIN_USER and GATEWRIGHT_ADMIN_PASSWORD.',
    )
  if (!besideOthers && (await holdsOthers(db)))
    throw new Error(
      `This tenant holds applications, users, groups or roles already, and nothing takes seeded ones out again. Use an empty one, or add ${beside}: npm run seed -- ${count} ${beside}`,
    )
  // Every seeded object has an event, so no earlier run came as far
  const first = (await headOf(db)).number + 1
  const began = performance.now()
  let told = began
  await seedTenant({
    tenant,
    first,
    count,
    suffix: held.suffix,
    progress({ what, count: done, of }) {
      if (done < of && performance.now() - told < silence) return
      told = performance.now()
      say(`  ${what}: ${inWords(done)} of ${inWords(of)}`)
    },
  })
  const seconds = Math.round((performance.now() - began) / 1000)
  say(`\n  Seeded in ${seconds} s. ${inWords((await headOf(db)).number)} events are in the log.`)
}

function read(args: readonly string[]): { count: number; besideOthers: boolean } {
  const [text = '', ...options] = args.toSorted((one) => (one === beside ? 1 : -1))
  const besideOthers = options.length === 1 && options[0] === beside
  if (!/^[1-9]\d{0,6}$/.test(text) || Number(text) > most || (options.length > 0 && !besideOthers))
    throw new Error(usage)
  return { count: Number(text), besideOthers }
}

const inWords = (number: number) => number.toLocaleString('en')
