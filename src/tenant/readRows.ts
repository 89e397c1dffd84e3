import type { CompiledQuery, Kysely } from 'kysely'
import { TookTooLong } from '#platform/database/longRead.ts'
import type { Actor } from './actor.ts'
import { Problem } from './problem.ts'
import type { Tables } from './store/tables.ts'
import type { Tenant } from './tenant.ts'

export type Reading = { database: Tenant['database']; actor: Pick<Actor, 'id'> }

/** Of Kysely, or written by hand. */
type Query<Row> = { compile(db: Kysely<Tables>): CompiledQuery<Row> }

/** The rows of a query that can last, because somebody wrote it or it counts all there is: nobody waits for it. Throws a Problem when it takes too long. */
export async function readRows<Row>({ database, actor }: Reading, query: Query<Row>): Promise<Row[]> {
  try {
    return await database.readApart(query.compile(database.read), actor.id)
  } catch (error) {
    throw inWords(error)
  }
}

function inWords(error: unknown): unknown {
  if (error instanceof TookTooLong)
    return refusal('The query took too long, and was ended. Narrow it down with WHERE or a filter.')
  // https://www.postgresql.org/docs/current/errcodes-appendix.html: the class of values that do not fit
  if (error instanceof Error && 'code' in error && String(error.code).startsWith('22'))
    return refusal('A value in the query does not fit where it stands.')
  return error
}

const refusal = (message: string) => new Problem('invalid_request', message)
