import type { FastifyInstance } from 'fastify'
import { cloudDirectory } from '#schema/directoryService.ts'
import { rightAt, rightPath, type Right } from '#schema/right.ts'
import { keepingAnAdministrator } from '../directory/administrators.ts'
import { deleteRole } from '../directory/deleteRole.ts'
import { refuseMembership, refuseUnheld } from '../directory/grantable.ts'
import { insertRole } from '../directory/insertRole.ts'
import { listMembers } from '../directory/listMembers.ts'
import { membersNamed, roleNamed, type Named } from '../directory/principals.ts'
import { readRole } from '../directory/readRole.ts'
import { rightsOfRole } from '../directory/rightsOfRoles.ts'
import { addMembers, removeMembers } from '../directory/roleMembers.ts'
import { assignRights, unassignRights } from '../directory/roleRights.ts'
import { updateRole } from '../directory/updateRole.ts'
import { notThere, Problem } from '../problem.ts'
import { holdRecentProof } from '../recentProof.ts'
import { pageOf } from '../redrock/page.ts'
import { redrockReplyOf } from '../redrock/reply.ts'
import { rightColumns, rightInReply } from '../redrock/scripts.ts'
import type { Tenant } from '../tenant.ts'
import type { Write } from '../write.ts'
import { assignedReply } from './assignedReply.ts'
import { expectedVersion } from './ifMatch.ts'
import { on } from './on.ts'

/** Roles, their members and their administrative rights (contract.md 5). In most calls Name is the role's id. */
export function roleRoutes(app: FastifyInstance, tenant: Tenant): void {
  reading(app, tenant)
  writing(app, tenant)
  membership(app, tenant)
  administrativeRights(app, tenant)
}

function reading(app: FastifyInstance, tenant: Tenant): void {
  const { read } = tenant.database

  on(app, tenant, 'getRole', async ({ params }) => {
    const role = await readRole(read, await roleNamed(read, params.Name))
    if (!role) throw notThere(`role ${params.Name}`)
    return {
      Name: role.row.name,
      _RowKey: role.row.id,
      Uuid: role.row.id,
      Description: role.row.description,
      RoleType: role.row.id === 'everybody' ? 'Everybody' : 'PrincipalList',
      ReadOnly: role.row.built_in === 1,
      DirectoryServiceUuid: cloudDirectory,
      Gatewright: {
        Version: role.row.version,
        Rights: rightsOfRole(role).map(rightPath),
        RequiresFederation: role.config.signIn.requiresFederation,
      },
    }
  })

  on(app, tenant, 'getRoleIdFromName', async ({ params }) => roleNamed(read, params.roleName))

  on(app, tenant, 'getRoleApps', async ({ params, actor }) => {
    const id = await roleNamed(read, params.role)
    return assignedReply(tenant, { type: 'Role', id, actor }, params.Args ?? {})
  })

  on(app, tenant, 'getRoleMembers', async ({ params, actor }) => {
    const id = await roleNamed(read, params.Name)
    const { members, count } = await listMembers(
      { database: tenant.database, actor },
      id,
      pageOf(params.Args ?? {}),
    )
    return redrockReplyOf({
      columns: ['Guid', 'Name', 'Type'].map((name) => ({ name, kind: 'text' })),
      results: members.map((member) => ({
        Entities: [{ Type: member.type, Key: member.id, IsForeignKey: false }],
        Row: { Guid: member.id, Name: member.name, Type: member.type },
      })),
      fullCount: count,
    })
  })

  on(app, tenant, 'getRoleApplications', async ({ params, actor }) => {
    const id = await roleNamed(read, params.Name)
    return assignedReply(tenant, { type: 'Role', id, actor }, params.Args ?? {})
  })

  on(app, tenant, 'getAssignedRights', async ({ params }) => {
    const role = await readRole(read, await roleNamed(read, params.role))
    const held = role ? rightsOfRole(role) : []
    return redrockReplyOf({ columns: rightColumns, results: held.map(rightInReply), fullCount: held.length })
  })
}

function writing(app: FastifyInstance, tenant: Tenant): void {
  on(app, tenant, 'storeRole', async ({ params, actor, by }) => {
    const type = params.RoleType ?? ''
    if (type !== '' && type.toLowerCase() !== 'principallist')
      throw new Problem('invalid_request', `Roles of the type ${type} are not supported. Send PrincipalList.`)
    const given = (params.Gatewright?.Rights ?? []).map(rightNamed)
    refuseUnheld(actor, given)
    const config = {
      description: { name: params.Name, description: params.Description ?? '' },
      rights: { rights: given },
      signIn: { requiresFederation: params.Gatewright?.RequiresFederation ?? false },
    }
    const id = await tenant.database.write((tx) => insertRole({ tx, tenant, by }, { config, why: 'Created' }))
    return { _RowKey: id }
  })

  on(app, tenant, 'updateRole', async ({ params, actor, by, request }) => {
    const { NewName: name, Description: description } = params
    const rights = params.Gatewright?.Rights?.map(rightNamed)
    const requiresFederation = params.Gatewright?.RequiresFederation
    const startedFrom = expectedVersion({ actor, request })
    if (typeof name === 'string' || typeof description === 'string') holdRecentProof(actor)
    const named = (of: 'Add' | 'Delete'): Named => ({
      Users: params.Users?.[of],
      Roles: params.Roles?.[of],
      Groups: params.Groups?.[of],
    })
    await changing(tenant, by, async (write) => {
      const id = await roleNamed(write.tx, params.Name)
      await updateRole(write, {
        id,
        name,
        description,
        rights,
        requiresFederation,
        members: {
          removed: await membersNamed(write.tx, named('Delete'), { known: 'only' }),
          added: await membersNamed(write.tx, named('Add'), { known: 'all' }),
        },
        expectedVersion: startedFrom,
        mayChangeRights(changed) {
          refuseUnheld(actor, changed)
          holdRecentProof(actor)
        },
        async mayChangeSignIn() {
          await refuseMembership(write.tx, actor, id)
          holdRecentProof(actor)
        },
        mayChangeMembers: () => refuseMembership(write.tx, actor, id),
      })
    })
    return null
  })

  on(app, tenant, 'deleteRole', async ({ params, actor, by }) => {
    await changing(tenant, by, async (write) => {
      const id = await roleNamed(write.tx, params.Name)
      // Its members lose what it gave them.
      await refuseMembership(write.tx, actor, id)
      await deleteRole(write, id)
    })
    return null
  })

  on(app, tenant, 'deleteRoles', async ({ params, actor, by }) => {
    // All or none: one that may not be deleted keeps the others too
    await changing(tenant, by, async (write) => {
      const ids = new Set<string>()
      for (const name of params) ids.add(await roleNamed(write.tx, name))
      for (const id of ids) {
        await refuseMembership(write.tx, actor, id)
        await deleteRole(write, id)
      }
    })
    return null
  })
}

function membership(app: FastifyInstance, tenant: Tenant): void {
  on(app, tenant, 'addToRole', async ({ params, actor, by }) => {
    await changing(tenant, by, async (write) => {
      const roleId = await roleNamed(write.tx, params.Name)
      await refuseMembership(write.tx, actor, roleId)
      await addMembers(write, { roleId, members: await membersNamed(write.tx, params, { known: 'all' }) })
    })
    return null
  })

  on(app, tenant, 'removeFromRole', async ({ params, actor, by }) => {
    await changing(tenant, by, async (write) => {
      const roleId = await roleNamed(write.tx, params.Name)
      await refuseMembership(write.tx, actor, roleId)
      await removeMembers(write, { roleId, members: await membersNamed(write.tx, params, { known: 'only' }) })
    })
    return null
  })
}

function administrativeRights(app: FastifyInstance, tenant: Tenant): void {
  for (const [name, change] of [
    ['assignSuperRights', assignRights] as const,
    ['unassignSuperRights', unassignRights] as const,
  ])
    on(app, tenant, name, async ({ params, actor, by }) => {
      const asked = params.map(({ Role, Path }) => ({ role: Role, right: rightNamed(Path) }))
      refuseUnheld(actor, [...new Set(asked.map(({ right }) => right))])
      await tenant.database.write(async (tx) => {
        const byRole = new Map<string, Set<Right>>()
        for (const [role, ones] of Map.groupBy(asked, (each) => each.role)) {
          const roleId = await roleNamed(tx, role)
          byRole.set(roleId, new Set([...(byRole.get(roleId) ?? []), ...ones.map(({ right }) => right)]))
        }
        for (const [roleId, rights] of byRole)
          await change({ tx, tenant, by }, { roleId, rights: [...rights] })
      })
      return null
    })
}

function rightNamed(path: string): Right {
  const right = rightAt(path)
  if (!right) throw notThere(`administrative right ${path}`, 'A path is /lib/rights/monitor.json.')
  return right
}

/** A change after which there still has to be a System Administrator. */
const changing = (tenant: Tenant, by: Write['by'], change: (write: Write) => Promise<void>): Promise<void> =>
  tenant.database.write((tx) => {
    const write = { tx, tenant, by }
    return keepingAnAdministrator(write, () => change(write))
  })
