import { setTimeout as wait } from 'node:timers/promises'
import { cloudDirectory } from '#schema/directoryService.ts'
import { readStored } from '#schema/category.ts'
import { userCategories } from '#schema/user/index.ts'
import { decide, type RoutingRule } from '#schema/routing/decide.ts'
import { userColumns } from '#tenant/directory/insertUser.ts'
import { longestTurn } from '../longestTurn.ts'
import { peopleOf } from '../people.ts'
import { bootTenant, type TestTenant } from '../tenant.ts'
import type { Row } from './table.ts'

const rules = 1000
const people = 100_000
/** What a decision and a comparison may take: microseconds, milliseconds. */
const bars = { decision: 50, comparison: 10_000, turn: 50 }

/** Where people sign in: one decision by the longest list of rules, and everybody's by rules that are not saved. */
export async function routing(): Promise<Row[]> {
  return [decision(), ...(await comparison())]
}

/** The last rule decides, so that all of them are looked at. Computing time, so that a busy machine counts for nothing. */
function decision(): Row {
  const list = Array.from({ length: rules }, (_, at): RoutingRule => ({
    id: String(at),
    identityProvider: 'acme',
    domain: `company-${at}.test`,
    userAgent: 'Any',
    role: null,
    enabled: true,
  }))
  const person = {
    name: `ada@company-${rules - 1}.test`,
    agent: 'Browser' as const,
    roles: new Set<string>(),
    keepsLocalSignIn: false,
  }
  const rounds = 20_000
  let decided = 0
  const before = process.threadCpuUsage()
  for (let round = 0; round < rounds; round++)
    if (decide(list, person, () => true)?.id === String(rules - 1)) decided++
  const { user, system } = process.threadCpuUsage(before)
  const microseconds = (user + system) / rounds
  if (decided !== rounds) throw new Error('Another rule decided')
  return {
    what: `Decision by ${rules} rules, of ${bars.decision} µs`,
    figure: `${microseconds.toFixed(1)} µs`,
    ratio: microseconds / bars.decision,
    bar: { atMost: 1 },
  }
}

/** Every part is asked for as the console does. Memory is what of the heap is used more at its fullest, garbage included. */
async function comparison(): Promise<Row[]> {
  const running = await bootTenant()
  try {
    const acme = await peopleOf(running).addIdentityProvider('Acme')
    await addPeople(running)
    const sent = Array.from({ length: rules }, (_, at) => ({
      IdentityProvider: acme,
      Domain: at === rules - 1 ? 'acme.test' : `company-${at}.test`,
      UserAgent: 'Any',
      Enabled: true,
    }))
    const { heapUsed } = process.memoryUsage()
    let fullest = heapUsed
    const begun = performance.now()
    const { turn } = await longestTurn(async () => {
      for (let next: string | null = ''; next !== null;) {
        const part: { Next: string | null } = await running.admin.result('/Gatewright/RoutingRules/Compare', {
          Rules: sent,
          UserAgent: 'Browser',
          After: next,
        })
        next = part.Next
        fullest = Math.max(fullest, process.memoryUsage().heapUsed)
      }
    })
    const took = performance.now() - begun
    return [
      {
        what: `What-if over ${people} people by ${rules} rules, of ${bars.comparison / 1000} s`,
        figure: `${(took / 1000).toFixed(1)} s, ${((fullest - heapUsed) / 1e6).toFixed(0)} MB more at its fullest`,
        ratio: took / bars.comparison,
        bar: { atMost: 1 },
      },
      {
        what: `Longest turn of the event loop meanwhile, of ${bars.turn} ms`,
        figure: `${turn.toFixed(0)} ms`,
        ratio: turn / bars.turn,
        bar: { atMost: 1 },
      },
    ]
  } finally {
    await running.close()
  }
}

async function addPeople({ tenant }: TestTenant): Promise<void> {
  const blank = readStored(userCategories, {})
  const at = tenant.clock()
  const dates = { last_login_at: null, password_changed_at: at, created_at: at, updated_at: at }
  const batch = 1000
  for (let first = 0; first < people; first += batch) {
    const ids = Array.from({ length: batch }, (_, index) => `bench-${String(first + index).padStart(6, '0')}`)
    await tenant.database.write(async (tx) => {
      await tx
        .insertInto('user')
        .values(
          ids.map((id) => ({
            id,
            ...userColumns({ ...blank, account: { ...blank.account, name: `${id}@acme.test` } }),
            directory_id: cloudDirectory,
            external_id: null,
            version: 1,
            ...dates,
          })),
        )
        .execute()
      await tx
        .insertInto('role_member')
        .values(ids.map((id) => ({ role_id: 'invited', member_type: 'User' as const, member_id: id })))
        .execute()
    })
    await wait(0)
  }
}
