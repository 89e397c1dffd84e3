import type { Kysely } from 'kysely'
import type { Tables } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import { within, type Opening } from './opening.ts'

export type Parties = { applicationId: string; userId: string; clientId: string }

/** What is asked: scopes, what they open, and where the answer goes. */
export type Question = { openings: readonly Opening[]; receiver: string }

/** What a person said about one scope, and what it opened then (AS-16, X-16). */
type Answer = Opening & {
  /** Where it may go with powers of the person. */
  receivers: readonly string[]
  /** Left out, when it was asked for together with these. */
  refusedAmong?: string
}

export async function answersBefore(db: Kysely<Tables>, parties: Parties): Promise<Answer[]> {
  const row = await db
    .selectFrom('consent')
    .select('answers')
    .where('application_id', '=', parties.applicationId)
    .where('user_id', '=', parties.userId)
    .where('client_id', '=', parties.clientId)
    .executeTakeFirst()
  return row ? (JSON.parse(row.answers) as Answer[]) : []
}

/** The scopes that were agreed to, of kept answers. */
export const allowedIn = (answers: string): string[] =>
  (JSON.parse(answers) as Answer[])
    .filter((answer) => answer.refusedAmong === undefined)
    .map(({ scope }) => scope)

/**
 * Which scopes the person has not been asked for as they are now, and which it left out. A scope that was left out is asked for again unless the
 * request is the same (PB-05).
 */
export function settled({ openings, receiver }: Question, answers: readonly Answer[]) {
  const among = amongOf(openings)
  const answerTo = (now: Opening) =>
    answers.find(
      (answer) =>
        answer.scope === now.scope &&
        within(now, answer) &&
        (now.powers.length === 0 || answer.receivers.includes(receiver)) &&
        (answer.refusedAmong ?? among) === among,
    )
  return {
    open: openings.filter((now) => answerTo(now) === undefined),
    refused: openings.filter((now) => answerTo(now)?.refusedAmong !== undefined).map(({ scope }) => scope),
  }
}

/** Remembers what was said to each scope. What was asked before and not now stays. */
export async function rememberConsent(
  tenant: Tenant,
  parties: Parties,
  { question, allowed }: { question: Question; allowed: readonly string[] },
): Promise<void> {
  const { openings, receiver } = question
  const among = amongOf(openings)
  await tenant.database.write(async (tx) => {
    await tenant.database.lock(tx, `consent ${parties.userId}`)
    const before = await answersBefore(tx, parties)
    const kept = before.filter((answer) => !openings.some(({ scope }) => scope === answer.scope))
    const said = openings.map((opening): Answer => {
      const held = before.find((answer) => answer.scope === opening.scope && within(opening, answer))
      const receivers = [...new Set([...(held?.receivers ?? []), receiver])]
      return allowed.includes(opening.scope)
        ? { ...opening, receivers }
        : { ...opening, receivers, refusedAmong: among }
    })
    const row = { answers: JSON.stringify([...kept, ...said]), given_at: tenant.clock() }
    await tx
      .insertInto('consent')
      .values({
        application_id: parties.applicationId,
        user_id: parties.userId,
        client_id: parties.clientId,
        ...row,
      })
      .onConflict((conflict) => conflict.columns(['application_id', 'user_id', 'client_id']).doUpdateSet(row))
      .execute()
  })
}

const amongOf = (openings: readonly Opening[]) =>
  openings
    .map(({ scope }) => scope)
    .toSorted()
    .join(' ')
