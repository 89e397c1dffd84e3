import type { Transaction } from 'kysely'
import { mac } from '#platform/mac.ts'
import { minutes } from '#schema/duration.ts'
import type { Tables } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'

/** Part of the change that an answer leads to. */
export type Keep = (tx: Transaction<Tables>) => Promise<void>

export type AnsweredSignIns = {
  /**
   * Does what an answer leads to, unless somebody came with the same answer before: then null. Whatever comes of it, the answer is taken afterwards;
   * where `keep` is part of the change, that costs no commit of its own.
   */
  take: <Result>(secret: string, run: (keep: Keep) => Promise<Result>) => Promise<Result | null>
}

/** Answers that are known: of more, the oldest go. An identity provider takes a code of theirs once, too. */
export const mostAnswered = 20_000

/** RP-01: an answer is taken once. It leaves a row for eleven minutes, and only a browser that began a sign-in can bring one. */
export function createAnsweredSignIns({ database, keys, clock }: Tenant): AnsweredSignIns {
  /** In this process; another one finds the row, or waits for it. */
  const underWay = new Set<string>()

  const insert = async (tx: Transaction<Tables>, state_mac: string) => {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('answered_sign_in')
      .values({ state_mac, expires_at: clock() + minutes(11) * 1000 })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow()
    return numInsertedOrUpdatedRows === 1n
  }
  const isTaken = (state_mac: string) =>
    database.read
      .selectFrom('answered_sign_in')
      .select('expires_at')
      .where('state_mac', '=', state_mac)
      .executeTakeFirst()

  async function taking<Result>(state_mac: string, run: (keep: Keep) => Promise<Result>): Promise<Result> {
    let kept = false
    try {
      return await run(async (tx) => {
        if (!(await insert(tx, state_mac))) throw new TakenAlready()
        kept = true
      })
    } catch (error) {
      kept = false // It was undone
      throw error
    } finally {
      if (!kept) await database.write((tx) => insert(tx, state_mac))
    }
  }

  return {
    async take(secret, run) {
      const state_mac = mac(keys, 'answered federated sign-in', secret)
      if (underWay.has(state_mac)) return null
      underWay.add(state_mac)
      try {
        if (await isTaken(state_mac)) return null
        return await taking(state_mac, run)
      } catch (error) {
        if (error instanceof TakenAlready) return null
        throw error
      } finally {
        underWay.delete(state_mac)
      }
    },
  }
}

class TakenAlready extends Error {}
