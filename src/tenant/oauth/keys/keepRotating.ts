import type { FastifyInstance } from 'fastify'
import { lookRegularly } from '#platform/lookRegularly.ts'
import { days, minutes } from '#schema/duration.ts'
import { theTenant, type Author } from '../../audit/event.ts'
import type { Tenant } from '../../tenant.ts'
import { keyLives } from './changeKeys.ts'
import { rotateWhenDue } from './rotateKeys.ts'

const lookAgainAfter = minutes(10) * 1000

/** Looks after the keys for as long as the listener runs, on every node: whichever sees first that something is due does it. */
export function keepRotating(app: FastifyInstance, tenant: Tenant): void {
  lookRegularly(app, {
    every: lookAgainAfter,
    look: () => tendKeys(tenant),
    log: tenant.log,
    failed: 'the signing keys could not be looked after',
  })
}

/** Rotates when it is time, destroys private halves that sign no more, and forgets keys that left long ago. */
export async function tendKeys(tenant: Tenant): Promise<void> {
  await rotateWhenDue(tenant, timetable)
  const at = tenant.clock()
  const lives = await keyLives(tenant.database.read)
  const before = (moment: number | null, distance: number) => moment !== null && moment + distance <= at
  const spent = lives.filter(({ stopsAt }) => before(stopsAt, spentAfter)).map(({ kid }) => kid)
  const forgotten = lives.filter(({ leavesAt }) => before(leavesAt, forgottenAfter)).map(({ kid }) => kid)
  await destroyPrivate(tenant, spent)
  if (forgotten.length > 0)
    await tenant.database.write((tx) => tx.deleteFrom('signing_key').where('kid', 'in', forgotten).execute())
}

const timetable: Author = { ...theTenant, correlationId: 'key rotation' }

/** A node whose clock is behind may still sign with it for a while. */
const spentAfter = days(1) * 1000
/** How long a key is told of after it left. The events tell of it for ever. */
const forgottenAfter = days(365) * 1000

/** What signs no more has no use for its private half, and nobody can steal what is not there. */
async function destroyPrivate(tenant: Tenant, kids: readonly string[]): Promise<void> {
  if (kids.length === 0) return
  const unspent = tenant.database.read
    .selectFrom('signing_key')
    .select('kid')
    .where('kid', 'in', kids)
    .where('sealed_private', '<>', '')
  if (!(await unspent.executeTakeFirst())) return
  await tenant.database.write((tx) =>
    tx.updateTable('signing_key').set({ sealed_private: '' }).where('kid', 'in', kids).execute(),
  )
}
