import type { FastifyInstance } from 'fastify'
import { roleReaders } from '#schema/right.ts'
import { holdsAny } from '../actor.ts'
import { keepingAnAdministrator } from '../directory/administrators.ts'
import { deleteGroup } from '../directory/deleteGroup.ts'
import { refuseGroupMembership } from '../directory/grantable.ts'
import { addToGroup, listGroupMembers, removeFromGroup } from '../directory/groupMembers.ts'
import { insertGroup } from '../directory/insertGroup.ts'
import { findGroup, groupNamed, membersNamed } from '../directory/principals.ts'
import { readGroup } from '../directory/readGroup.ts'
import { updateGroup } from '../directory/updateGroup.ts'
import { pageOf } from '../redrock/page.ts'
import { redrockReplyOf } from '../redrock/reply.ts'
import type { Tenant } from '../tenant.ts'
import { assignedReply } from './assignedReply.ts'
import { expectedVersion } from './ifMatch.ts'
import { on } from './on.ts'

/** Groups and who is in them. A group can be a member of roles and hold permissions on applications. */
export function groupRoutes(app: FastifyInstance, tenant: Tenant): void {
  reading(app, tenant)
  writing(app, tenant)
  membership(app, tenant)
}

function reading(app: FastifyInstance, tenant: Tenant): void {
  const { read } = tenant.database

  on(app, tenant, 'getGroup', async ({ params, actor }) => {
    const id = await findGroup(read, params.ID)
    const group = id === undefined ? null : await readGroup(read, id)
    if (!group) return null
    const roles = holdsAny(actor, roleReaders) ? await rolesWith(read, group.row.id) : null
    const { id: ID, name: Name, description: Description, version: Version } = group.row
    return { ID, Name, Description, Roles: roles, Gatewright: { Version } }
  })

  on(app, tenant, 'getGroupMembers', async ({ params, actor }) => {
    const id = await groupNamed(read, params.ID)
    const { members, count } = await listGroupMembers(
      { database: tenant.database, actor },
      id,
      pageOf(params.Args ?? {}),
    )
    return redrockReplyOf({
      columns: ['Guid', 'Name'].map((name) => ({ name, kind: 'text' })),
      results: members.map((member) => ({
        Entities: [{ Type: 'User', Key: member.id, IsForeignKey: false }],
        Row: { Guid: member.id, Name: member.name },
      })),
      fullCount: count,
    })
  })

  on(app, tenant, 'getGroupApplications', async ({ params, actor }) => {
    const id = await groupNamed(read, params.ID)
    return assignedReply(tenant, { type: 'Group', id, actor }, params.Args ?? {})
  })
}

const mostRoles = 100

const rolesWith = (db: Tenant['database']['read'], groupId: string) =>
  db
    .selectFrom('role_member')
    .innerJoin('role', 'role.id', 'role_member.role_id')
    .where('member_type', '=', 'Group')
    .where('member_id', '=', groupId)
    .select(['role.id as ID', 'role.name as Name'])
    .orderBy('role.sort_key')
    .limit(mostRoles)
    .execute()

function writing(app: FastifyInstance, tenant: Tenant): void {
  const { database } = tenant

  on(app, tenant, 'createGroup', async ({ params, by }) => {
    const config = { description: { name: params.Name, description: params.Description ?? '' } }
    return { ID: await database.write((tx) => insertGroup({ tx, tenant, by }, { config })) }
  })

  on(app, tenant, 'updateGroup', async ({ params, actor, by, request }) => {
    const startedFrom = expectedVersion({ actor, request })
    const { Name: name, Description: description } = params
    await database.write(async (tx) => {
      const id = await groupNamed(tx, params.ID)
      await updateGroup({ tx, tenant, by }, { id, name, description, expectedVersion: startedFrom })
    })
    return null
  })

  on(app, tenant, 'deleteGroup', async ({ params, actor, by }) => {
    await database.write(async (tx) => {
      const write = { tx, tenant, by }
      await keepingAnAdministrator(write, async () => {
        const id = await groupNamed(tx, params.ID)
        // Its members lose what it gave them.
        await refuseGroupMembership(tx, actor, id)
        await deleteGroup(write, id)
      })
    })
    return null
  })
}

function membership(app: FastifyInstance, tenant: Tenant): void {
  for (const [name, change, known] of [
    ['addToGroup', addToGroup, 'all'] as const,
    ['removeFromGroup', removeFromGroup, 'only'] as const,
  ])
    on(app, tenant, name, async ({ params, actor, by }) => {
      await tenant.database.write(async (tx) => {
        const write = { tx, tenant, by }
        await keepingAnAdministrator(write, async () => {
          const groupId = await groupNamed(tx, params.ID)
          await refuseGroupMembership(tx, actor, groupId)
          const users = await membersNamed(tx, { Users: params.Users }, { known })
          await change(write, { groupId, users: users.map(({ id }) => id) })
        })
      })
      return null
    })
}
