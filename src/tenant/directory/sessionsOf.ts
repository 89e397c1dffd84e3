import type { Kysely } from 'kysely'
import type { NewEvent } from '../audit/event.ts'
import { recordEvents } from '../audit/recordEvents.ts'
import { sessionHash } from '../audit/sessionHash.ts'
import { notThere } from '../problem.ts'
import { readRows, type Reading } from '../readRows.ts'
import type { Row, Tables } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import type { Write } from '../write.ts'
import { endOneSession, endSessions, idle } from './loginSession.ts'

/** Those in which somebody is signed in at this moment. */
const live = (db: Kysely<Tables>, userId: string, at: number) =>
  db
    .selectFrom('login_session')
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', at)
    .where('last_used_at', '>', at - idle)

export type LiveSession = {
  /** As events name it: nobody finds a session's secret by it. */
  hash: string
  startedAt: number
  lastUsedAt: number
  expiresAt: number
  onPage: boolean
  identityProvider: string | null
}

/** A page of the sessions of a user that are alive, the newest first. */
export async function sessionsOf(
  { clock, keys }: Pick<Tenant, 'clock' | 'keys'>,
  reading: Reading,
  userId: string,
  { offset, size }: { offset: number; size: number },
): Promise<{ sessions: LiveSession[]; count: number }> {
  const sessions = live(reading.database.read, userId, clock())
  const page = sessions
    .leftJoin('identity_provider', 'identity_provider.id', 'login_session.identity_provider_id')
    .select(['session_mac', 'login_session.created_at', 'last_used_at', 'expires_at', 'on_page'])
    .select('identity_provider.name as provider')
    .orderBy('login_session.created_at', 'desc')
    .orderBy('session_mac')
    .limit(size)
    .offset(offset)
  const counted = sessions.select(({ fn }) => fn.countAll<number>().as('count'))
  const rows = await readRows(reading, page)
  return {
    sessions: rows.map((row) => ({
      hash: sessionHash(keys, row.session_mac),
      startedAt: row.created_at,
      lastUsedAt: row.last_used_at,
      expiresAt: row.expires_at,
      onPage: row.on_page === 1,
      identityProvider: row.provider,
    })),
    count: (await readRows(reading, counted))[0]?.count ?? 0,
  }
}

type Whose = Pick<Row<'user'>, 'id' | 'name'>

/** Ends the session of that hash, with its tokens. One that has ended meanwhile is not there any more. Whether the author may is judged before. */
export async function endSessionOf(write: Write, user: Whose, hash: string): Promise<void> {
  const { tx, tenant } = write
  const at = tenant.clock()
  const sessions = await live(tx, user.id, at).select('session_mac').execute()
  const found = sessions.find((row) => sessionHash(tenant.keys, row.session_mac) === hash)
  if (!found) throw notThere('session', 'It may have ended already.')
  await endOneSession(tx, { sessionMac: found.session_mac, at })
  await record(write, user, { session: hash })
}

/** Ends every session of a user and everything that was allowed in one or without. */
export async function endSessionsOf(write: Write, user: Whose): Promise<void> {
  const { tx, tenant } = write
  const at = tenant.clock()
  const sessions = await live(tx, user.id, at).select('session_mac').execute()
  await endSessions(tx, { userId: user.id, at })
  await record(write, user, { everywhere: true, sessions: sessions.length })
}

const record = ({ tx, tenant, by }: Write, { id, name }: Whose, detail: NonNullable<NewEvent['detail']>) =>
  recordEvents(tx, tenant, [
    {
      by,
      at: tenant.clock(),
      event: { type: 'Cloud.Core.Session.Ended', object: { type: 'user', id, name }, detail },
    },
  ])
