import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import { bearerOf } from '#platform/bearer.ts'
import type { api } from '#schema/api.ts'
import { accessInWords, anyOf } from '#schema/endpoint.ts'
import { nameKey } from '#schema/nameKey.ts'
import { rightPath, rights, userReaders } from '#schema/right.ts'
import { holdsAny } from '../actor.ts'
import { changeOwnPassword } from '../directory/ownPassword.ts'
import { endSessions } from '../directory/loginSession.ts'
import { userNamed } from '../directory/principals.ts'
import { rightsOfRoles } from '../directory/rightsOfRoles.ts'
import { standingOf } from '../directory/rightsOf.ts'
import { revokeToken } from '../oauth/revokedTokens.ts'
import { verifyAccessToken } from '../oauth/verifyAccessToken.ts'
import { takeSessionAway } from '../pages/sessionCookie.ts'
import { notThere, Problem } from '../problem.ts'
import { redrockReplyOf } from '../redrock/reply.ts'
import { parse } from '../redrock/parse.ts'
import { runSelect } from '../redrock/runQuery.ts'
import { runnableView } from '../redrock/views/applicationView.ts'
import type { Tenant } from '../tenant.ts'
import { missingRight } from './gate.ts'
import { limited } from './limited.ts'
import { on } from './on.ts'

const ownApplications = `select ID as AppKey, Name, DisplayName, Description, AppType, WebAppType, TemplateName, ServiceName, Category
  from Application order by Name`
type OwnApplication = z.output<typeof api.getUPData.response>['Apps'][number]

/** What everybody may ask and do about themselves (contract.md 4.3). */
export function selfRoutes(app: FastifyInstance, tenant: Tenant): void {
  const { read } = tenant.database

  on(app, tenant, 'changeUserPassword', async ({ params, actor, by, reply }) => {
    const outcome = await changeOwnPassword(tenant, { ...params, actor, by })
    if (outcome !== 'changed') throw limited(reply, Math.ceil(outcome.wait / 1000))
    return null
  })

  on(app, tenant, 'signOutEverywhere', async ({ actor, by, request, reply }) => {
    const token = actor.sessionMac === null ? await verifyAccessToken(tenant, bearerOf(request) ?? '') : null
    await tenant.database.write((tx) => endSessions(tx, { userId: actor.id, at: tenant.clock() }))
    // A program's own token stands on no sign-in
    if (token !== null) await revokeToken(tenant, token.tokenId)
    await tenant.events.record(by, { type: 'Cloud.Core.Logout', detail: { everywhere: true } })
    takeSessionAway({ tenant, request, reply })
    return null
  })

  on(app, tenant, 'getUPData', async ({ params, actor }) => {
    if (params.username && nameKey(params.username) !== nameKey(actor.name))
      throw new Problem('forbidden', 'Everybody is told of their own applications only. Leave out username.')
    const { Results } = await runSelect(tenant, actor, {
      query: parse(ownApplications),
      args: {},
      view: runnableView(tenant.database.kind, tenant.clock()),
    })
    return { Apps: Results.map(({ Row }) => ({ ...(Row as Omit<OwnApplication, 'Icon'>), Icon: '' })) }
  })

  on(app, tenant, 'getUsersRoles', async ({ params, actor }) => {
    const own = !params.ID || params.ID === actor.id
    if (!own && !holdsAny(actor, userReaders)) throw missingRight(actor, accessInWords(anyOf(...userReaders)))
    const id = own ? actor.id : await userNamed(read, params.ID ?? '')
    const standing = await standingOf(read, id)
    if (!standing) throw notThere(`user ${id}`)
    const held = await rightsOfRoles(read, standing.roleIds)
    const rows = await read
      .selectFrom('role')
      .select(['id', 'name', 'description'])
      .where('id', 'in', ['', ...standing.roleIds])
      .orderBy('sort_key')
      .execute()
    return redrockReplyOf({
      columns: ['ID', 'Name', 'RoleName', 'Description', 'AdministrativeRights'].map((name) => ({
        name,
        kind: 'text',
      })),
      results: rows.map((role) => ({
        Entities: [{ Type: 'Role', Key: role.id, IsForeignKey: false }],
        Row: {
          ID: role.id,
          Name: role.name,
          RoleName: role.name,
          Description: role.description,
          AdministrativeRights: (held.get(role.id) ?? []).map((right) => ({
            Path: rightPath(right),
            Description: rights[right],
          })),
        },
      })),
      fullCount: rows.length,
    })
  })
}
