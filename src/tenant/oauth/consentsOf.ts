import { sql, type RawBuilder } from 'kysely'
import { applicationsSeenBy } from '../application/seenBy.ts'
import type { Actor } from '../actor.ts'
import { recordEvents } from '../audit/recordEvents.ts'
import { notThere } from '../problem.ts'
import { readRows } from '../readRows.ts'
import type { Row } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import type { Write } from '../write.ts'
import { allowedIn } from './consents.ts'

export type Allowed = {
  application: { id: string; name: string | null; builtIn: boolean }
  clientId: string
  scopes: string[]
  consentedAt: number | null
  heldScopes: string[]
  authorizations: number
  refreshTokens: number
  lastAllowedAt: number | null
}

type Found = {
  id: string
  name: string
  built_in: number
  seen: number
  client_id: string
  answers: string | null
  given_at: number | null
  authorizations: number
  last_allowed_at: number | null
  refresh_tokens: number
}

/**
 * A page of the clients that a user has allowed something: agreed to scopes, or tokens that are alive. Those of applications that the caller may not see
 * are among them without their name: what acts for somebody is never hidden from whoever may end it.
 */
export async function consentsOf(
  { database, clock }: Pick<Tenant, 'database' | 'clock'>,
  { userId, actor }: { userId: string; actor: Actor },
  { offset, size }: { offset: number; size: number },
): Promise<{ allowed: Allowed[]; count: number }> {
  const reading = { database, actor }
  const now = clock()
  const visible = applicationsSeenBy(actor)
  const seen: RawBuilder<unknown> = visible === 'all' ? sql`1 = 1` : visible
  const live = sql`user_id = ${userId} and ended_at is null and expires_at > ${now}`
  const clients = sql`select application_id, client_id from consent where user_id = ${userId}
    union select application_id, client_id from ${sql.table('authorization')} where ${live}`
  const rows = await readRows(
    reading,
    sql<Found>`select application.id as id, application.name as name, application.built_in as built_in,
        case when ${seen} then 1 else 0 end as seen, client.client_id as client_id,
        consent.answers as answers, consent.given_at as given_at,
        coalesce(held.authorizations, 0) as authorizations, held.last_allowed_at as last_allowed_at,
        coalesce(refreshable.refresh_tokens, 0) as refresh_tokens
      from (${clients}) as client
      join application on application.id = client.application_id
      left join consent on consent.application_id = client.application_id and consent.client_id = client.client_id
        and consent.user_id = ${userId}
      left join (select application_id, client_id, count(*) as authorizations, max(created_at) as last_allowed_at
          from ${sql.table('authorization')} where ${live} group by application_id, client_id) as held
        on held.application_id = client.application_id and held.client_id = client.client_id
      left join (select application_id, client_id, count(*) as refresh_tokens
          from (select id, application_id, client_id from ${sql.table('authorization')} where ${live}) as alive
          join refresh_token on refresh_token.authorization_id = alive.id
            and refresh_token.consumed_at is null and refresh_token.expires_at > ${now}
          group by application_id, client_id) as refreshable
        on refreshable.application_id = client.application_id and refreshable.client_id = client.client_id
      order by application.sort_key, application.id, client.client_id limit ${size} offset ${offset}`,
  )
  const [counted] = await readRows(
    reading,
    sql<{ n: number }>`select count(*) as n from (${clients}) as client`,
  )
  const held = await readRows(
    reading,
    database.read
      .selectFrom('authorization')
      .select(['application_id', 'client_id', 'scope'])
      .distinct()
      .where(sql<boolean>`${live}`)
      .where('application_id', 'in', ['', ...rows.map(({ id }) => id)])
      .limit(mostScopes),
  )
  return {
    allowed: rows.map((row) => ({
      application: { id: row.id, name: row.seen === 1 ? row.name : null, builtIn: row.built_in === 1 },
      clientId: row.client_id,
      scopes: row.answers === null ? [] : allowedIn(row.answers),
      consentedAt: row.given_at,
      heldScopes: [
        ...new Set(
          held
            .filter((each) => each.application_id === row.id && each.client_id === row.client_id)
            .flatMap(({ scope }) => scope.split(' ').filter((each) => each !== '')),
        ),
      ].toSorted(),
      authorizations: row.authorizations,
      refreshTokens: row.refresh_tokens,
      lastAllowedAt: row.last_allowed_at,
    })),
    count: counted?.n ?? 0,
  }
}

/** Different sets of scopes that are looked at. */
const mostScopes = 1000

type Client = { application: string; clientId: string }

/**
 * Takes back what a user has allowed a client: the consent, so that it is asked for again, and every token that came of it. Whether the author may is
 * judged before.
 */
export async function withdrawConsent(
  { tx, tenant, by }: Write,
  user: Pick<Row<'user'>, 'id' | 'name'>,
  { application: applicationId, clientId }: Client,
): Promise<void> {
  const at = tenant.clock()
  await tenant.database.lock(tx, `consent ${user.id}`)
  const { numDeletedRows: consents } = await tx
    .deleteFrom('consent')
    .where('user_id', '=', user.id)
    .where('application_id', '=', applicationId)
    .where('client_id', '=', clientId)
    .executeTakeFirst()
  const { numUpdatedRows: ended } = await tx
    .updateTable('authorization')
    .set({ ended_at: at })
    .where('user_id', '=', user.id)
    .where('application_id', '=', applicationId)
    .where('client_id', '=', clientId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (consents + ended === 0n) throw notThere('consent', 'It may have been withdrawn already.')
  const application = await tx
    .selectFrom('application')
    .select(['id', 'name'])
    .where('id', '=', applicationId)
    .executeTakeFirstOrThrow()
  await recordEvents(tx, tenant, [
    {
      by,
      at,
      event: {
        type: 'Cloud.OAuth2.Consent.Withdrawn',
        application,
        object: { type: 'user', id: user.id, name: user.name },
        detail: { client: clientId, authorizations: Number(ended) },
      },
    },
  ])
}
