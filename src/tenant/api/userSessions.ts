import type { FastifyInstance } from 'fastify'
import { toWireDate } from '#schema/redrock.ts'
import type { Actor } from '../actor.ts'
import { signInsOf } from '../audit/signInsOf.ts'
import { refuseAdministratorAccount } from '../directory/administrators.ts'
import { refuseBreakGlassAccount } from '../directory/breakGlass.ts'
import { readUser, takeUser } from '../directory/readUser.ts'
import { endSessionOf, endSessionsOf, sessionsOf } from '../directory/sessionsOf.ts'
import { consentsOf, withdrawConsent } from '../oauth/consentsOf.ts'
import { notThere } from '../problem.ts'
import { pageOf } from '../redrock/page.ts'
import { redrockReplyOf } from '../redrock/reply.ts'
import type { Row } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import type { Write } from '../write.ts'
import { on } from './on.ts'

/** Where a user is signed in, and which applications act for them. */
export function userSessionRoutes(app: FastifyInstance, tenant: Tenant): void {
  reading(app, tenant)
  ending(app, tenant)
}

function reading(app: FastifyInstance, tenant: Tenant): void {
  const { database } = tenant
  const known = async (id: string) => {
    if (!(await readUser(database.read, { id }))) throw notThere(`user ${id}`)
    return id
  }

  on(app, tenant, 'getUserSignIns', async ({ params, actor }) => {
    const page = pageOf(params.Args ?? {})
    const { signIns, count } = await signInsOf({ database, actor }, await known(params.ID), page)
    return listOf(
      signIns.map((each) => ({
        ID: each.id,
        WhenOccurred: toWireDate(each.at),
        Result: each.succeeded ? ('Success' as const) : ('Failure' as const),
        FailureReason: each.reason,
        FromIPAddress: each.ip,
        AuthMethod: each.mechanism,
        IdentityProvider: each.identityProvider,
        SessionId: each.session,
      })),
      count,
    )
  })

  on(app, tenant, 'getUserSessions', async ({ params, actor }) => {
    const page = pageOf(params.Args ?? {})
    const { sessions, count } = await sessionsOf(tenant, { database, actor }, await known(params.ID), page)
    return listOf(
      sessions.map((each) => ({
        ID: each.hash,
        StartedAt: toWireDate(each.startedAt),
        LastUsedAt: toWireDate(each.lastUsedAt),
        ExpiresAt: toWireDate(each.expiresAt),
        OnPage: each.onPage,
        IdentityProvider: each.identityProvider,
        Current: each.hash === actor.sessionHash,
      })),
      count,
    )
  })

  on(app, tenant, 'getUserConsents', async ({ params, actor }) => {
    const page = pageOf(params.Args ?? {})
    const { allowed, count } = await consentsOf(tenant, { userId: await known(params.ID), actor }, page)
    return listOf(
      allowed.map((each) => ({
        ID: each.application.id,
        Name: each.application.name,
        BuiltIn: each.application.builtIn,
        ClientID: each.clientId,
        Scopes: each.scopes,
        ConsentedAt: dateOrNull(each.consentedAt),
        HeldScopes: each.heldScopes,
        Authorizations: each.authorizations,
        RefreshTokens: each.refreshTokens,
        LastAllowedAt: dateOrNull(each.lastAllowedAt),
      })),
      count,
    )
  })
}

function ending(app: FastifyInstance, tenant: Tenant): void {
  type Ending = { actor: Actor; by: Write['by']; id: string }
  const act = ({ actor, by, id }: Ending, end: (write: Write, user: Row<'user'>) => Promise<void>) =>
    tenant.database.write(async (tx) => {
      const write = { tx, tenant, by }
      const { row } = await takeUser(write, id)
      await refuseAdministratorAccount(tx, actor, id)
      if (row.break_glass === 1) refuseBreakGlassAccount(actor)
      await end(write, row)
      return null
    })

  on(app, tenant, 'endUserSession', ({ params, actor, by }) =>
    act({ actor, by, id: params.ID }, (write, user) => endSessionOf(write, user, params.Session)),
  )

  on(app, tenant, 'endUserSessions', ({ params, actor, by }) =>
    act({ actor, by, id: params.ID }, endSessionsOf),
  )

  on(app, tenant, 'withdrawUserConsent', ({ params, actor, by }) =>
    act({ actor, by, id: params.ID }, (write, user) =>
      withdrawConsent(write, user, { application: params.Application, clientId: params.ClientID }),
    ),
  )
}

/** Rows in the shape of a Redrock reply. */
function listOf<Item extends { ID: string }>(rows: readonly Item[], fullCount: number) {
  return redrockReplyOf({
    columns: Object.keys(rows[0] ?? {}).map((name) => ({ name, kind: 'text' as const })),
    results: rows.map((row) => ({ Entities: [], Row: row })),
    fullCount,
  })
}

const dateOrNull = (at: number | null) => (at === null ? null : toWireDate(at))
