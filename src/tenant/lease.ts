import { randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { Tables } from './store/tables.ts'
import type { Tenant } from './tenant.ts'

/** A job that this node does now, and no other one. */
export type Lease = {
  /** Holds on to it for as long again, in the transaction of what the job writes. Throws LeaseLost, so that nothing is written any more. */
  keep(tx: Transaction<Tables>): Promise<void>
}

type Job = {
  /** What the nodes take turns at: "device 4711". */
  name: string
  /** Milliseconds without a sign of life after which another node may do it. */
  lasts: number
}

/** Another node does the job since, because this one was too slow. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

/**
 * Does a job that one node does at a time; null while another one does it. A node that stops in the middle leaves a lease that runs out. Nodes
 * compare their clocks with what the others wrote, so the lease lasts longer than clocks differ.
 */
export async function withLease<Result>(
  { database, clock }: Pick<Tenant, 'database' | 'clock'>,
  { name, lasts }: Job,
  work: (lease: Lease) => Promise<Result>,
): Promise<Result | null> {
  const holder = randomUUID()
  const taken = await database.write((tx) => {
    const at = clock()
    const row = { holder, expires_at: at + lasts }
    return tx
      .insertInto('lease')
      .values({ name, ...row })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(row).where('lease.expires_at', '<=', at))
      .returning('holder')
      .executeTakeFirst()
  })
  if (!taken) return null
  try {
    return await work({
      async keep(tx) {
        const at = clock()
        const { numUpdatedRows } = await tx
          .updateTable('lease')
          .set({ expires_at: at + lasts })
          .where('name', '=', name)
          .where('holder', '=', holder)
          .executeTakeFirst()
        if (numUpdatedRows === 0n) throw new LeaseLost(`Another node does ${name} since`)
      },
    })
  } finally {
    await database.write((tx) =>
      tx.deleteFrom('lease').where('name', '=', name).where('holder', '=', holder).execute(),
    )
  }
}
