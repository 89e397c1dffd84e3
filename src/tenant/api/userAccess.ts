import type { FastifyInstance } from 'fastify'
import { formatRights, toBits } from '#schema/grant.ts'
import { rightPath, rights, roleReaders, userReaders } from '#schema/right.ts'
import { holdsAny } from '../actor.ts'
import { applicationsRun } from '../application/applicationsRun.ts'
import { membershipsAmong } from '../directory/membershipsAmong.ts'
import { membershipsOf, type Named, type NamedWays } from '../directory/membershipsOf.ts'
import { notThere } from '../problem.ts'
import { pageOf } from '../redrock/page.ts'
import { redrockReplyOf } from '../redrock/reply.ts'
import type { Tenant } from '../tenant.ts'
import { on } from './on.ts'

/** What a user may do, and why. */
export function userAccessRoutes(app: FastifyInstance, tenant: Tenant): void {
  const { database } = tenant

  on(app, tenant, 'getUserMemberships', async ({ params }) => {
    const found = await membershipsOf(database.read, params.ID, pageOf(params.Args ?? {}))
    if (!found) throw notThere(`user ${params.ID}`)
    return redrockReplyOf({
      columns: columns(['Type', 'ID', 'Name', 'Direct', 'Ways', 'MoreWays', 'AdministrativeRights']),
      results: found.memberships.map((each) => ({
        Entities: [{ Type: each.type, Key: each.id, IsForeignKey: false }],
        Row: {
          ...namedOnWire(each),
          ...waysOnWire(each),
          AdministrativeRights: each.rights.map((right) => ({
            Path: rightPath(right),
            Description: rights[right],
          })),
        },
      })),
      fullCount: found.count,
    })
  })

  on(app, tenant, 'getUserApplications', async ({ params, actor }) => {
    const found = await applicationsRun(database, { userId: params.ID, actor }, pageOf(params.Args ?? {}))
    if (!found) throw notThere(`user ${params.ID}`)
    return redrockReplyOf({
      columns: columns(['ID', 'Name', 'ServiceName', 'Reasons']),
      results: found.applications.map(({ id, name, applicationId, reasons }) => ({
        Entities: [{ Type: 'Application', Key: id, IsForeignKey: false }],
        Row: {
          ID: id,
          Name: name,
          ServiceName: applicationId,
          Reasons: reasons.map(({ through, rights: held, ...principal }) => ({
            ...namedOnWire(principal),
            ...waysOnWire(through ?? { direct: true, ways: [], more: 0 }),
            GrantStr: formatRights(held),
            Grant: toBits(held),
          })),
        },
      })),
      fullCount: found.count,
    })
  })

  on(app, tenant, 'getMembershipsAmong', async ({ params: { Principals }, actor }) => {
    const readers = { User: userReaders, Group: roleReaders, Role: roleReaders }
    const among = Principals.map(({ Type, ID }) => ({ type: Type, id: ID }))
    // NT-44
    const of = among.filter(({ type }) => holdsAny(actor, readers[type]))
    const found = await membershipsAmong({ database, actor }, { of, among })
    return {
      Principals: found.map(({ type, id, serviceUser, within }) => ({
        Type: type,
        ID: id,
        ServiceUser: serviceUser,
        In: within.map((each) => ({ ...namedOnWire(each), ...waysOnWire(each) })),
      })),
    }
  })
}

const columns = (names: readonly string[]) => names.map((name) => ({ name, kind: 'text' as const }))

const namedOnWire = <Type extends string>({ type, id, name }: { type: Type; id: string; name: string }) => ({
  Type: type,
  ID: id,
  Name: name,
})

const waysOnWire = ({ direct, ways, more }: NamedWays) => ({
  Direct: direct,
  Ways: ways.map((way) => way.map((each: Named) => namedOnWire(each))),
  MoreWays: more,
})
