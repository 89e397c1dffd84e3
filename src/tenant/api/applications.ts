import type { FastifyInstance } from 'fastify'
import { api } from '#schema/api.ts'
import { templates, type TemplateName } from '#schema/application/index.ts'
import { fromWire, isTemplate } from '#schema/application/wire.ts'
import { equal } from '#schema/change.ts'
import { applicationRights, formatRights, toBits, type ApplicationRight, type Grant } from '#schema/grant.ts'
import { member } from '#schema/wireFormat.ts'
import type { Actor } from '../actor.ts'
import { loadApplication } from '../application/loadApplication.ts'
import { newApplication } from '../application/newApplication.ts'
import { deleteApplication, insertApplication, updateApplication } from '../application/saveApplication.ts'
import { Problem } from '../problem.ts'
import type { Tenant } from '../tenant.ts'
import { holdRight } from './gate.ts'
import { on } from './on.ts'
import { applicationReply } from './applicationReply.ts'

const unknownRowKey = () => new Problem('not_found', 'The provided RowKey  is not valid.')

/** Applications and who may use them (tenant-api.md 3). */
export function applicationRoutes(app: FastifyInstance, tenant: Tenant): void {
  const { database } = tenant

  on(app, tenant, 'importAppFromTemplate', async ({ params, by }) => {
    const names = params.ID
    const unknown = names.find((name) => !isTemplate(name))
    if (unknown !== undefined || names.length === 0)
      throw new Problem(
        'invalid_request',
        `There is no template ${unknown ?? ''}. There are: ${Object.keys(templates).join(', ')}.`,
      )
    return Promise.all(
      (names as TemplateName[]).map(async (template) => {
        const config = newApplication(template, params.Gatewright?.RequirePkce ?? false)
        const id = await database.write((tx) =>
          insertApplication({ tx, tenant, by }, { template, config, why: 'Added from the catalogue' }),
        )
        return { success: true, ID: template, _RowKey: id }
      }),
    )
  })

  on(
    app,
    tenant,
    'getApplication',
    async ({ params }) => {
      const application = await loadApplication(database.read, params._RowKey)
      return application === null ? null : applicationReply(tenant, application)
    },
    { applicationsOf: (params) => [params._RowKey] },
  )

  on(
    app,
    tenant,
    'updateApplication',
    async ({ params, actor, by }) => {
      const id = params._RowKey
      if (id === undefined) throw unknownRowKey()
      const own = member(params, 'Gatewright') as { Version?: unknown; Grants?: unknown } | undefined
      await holdGranting(tenant, actor, { id, grants: own?.Grants })
      const expectedVersion = typeof own?.Version === 'number' ? own.Version : undefined
      const version = await database.write((tx) =>
        updateApplication(
          { tx, tenant, by },
          {
            id,
            expectedVersion,
            why: 'Changed',
            change: (current) => {
              const { config, known } = fromWire(params, current.config)
              if (!known)
                throw new Problem(
                  'invalid_request',
                  'Nothing that was sent is a setting of this application.',
                )
              return config
            },
          },
        ),
      )
      return { State: 0, Version: version }
    },
    { applicationsOf: (params) => [params._RowKey ?? ''] },
  )

  on(
    app,
    tenant,
    'deleteApplication',
    async ({ params, by }) => {
      const ids = idsOf(params)
      const deleted = await database.write(async (tx) => {
        const outcomes: { success: boolean; ID: string }[] = []
        for (const id of ids)
          outcomes.push({ success: await deleteApplication({ tx, tenant, by }, id), ID: id })
        return outcomes
      })
      return deleted
    },
    { applicationsOf: idsOf },
  )

  on(app, tenant, 'getAppIdByServiceName', async ({ params }) => {
    const row = await database.read
      .selectFrom('application')
      .select('id')
      .where('application_id', '=', params.Name)
      .where('built_in', '=', 0)
      .executeTakeFirst()
    return row?.id ?? null
  })

  on(
    app,
    tenant,
    'setApplicationPermissions',
    async ({ params, by }) => {
      const id = params.ID ?? params.RowKey ?? params.PVID
      if (id === undefined) throw unknownRowKey()
      const sent = params.Grants.map(grantFromWire)
      await database.write((tx) =>
        updateApplication(
          { tx, tenant, by },
          {
            id,
            why: 'Permissions changed',
            change: ({ config }) => ({
              ...config,
              userAccess: { grants: mergeGrants(config.userAccess.grants, sent) },
            }),
          },
        ),
      )
      return null
    },
    { applicationsOf: (params) => [params.ID ?? params.RowKey ?? params.PVID ?? ''] },
  )

  on(
    app,
    tenant,
    'getRowAces',
    async ({ params }) => {
      const application = await loadApplication(database.read, params.RowKey)
      return (application?.config.userAccess.grants ?? []).map((grant) => ({
        PrincipalName: grant.name,
        Principal: grant.id,
        PrincipalType: grant.type,
        Type: grant.type,
        Grant: toBits(grant.rights),
        GrantStr: formatRights(grant.rights),
        Inherited: false,
      }))
    },
    { applicationsOf: (params) => [params.RowKey] },
  )
}

/** Who may change settings may not change permissions for that: the contract's two calls need different rights. */
async function holdGranting(
  tenant: Tenant,
  actor: Actor,
  { id, grants }: { id: string; grants: unknown },
): Promise<void> {
  if (grants === undefined) return
  const current = await loadApplication(tenant.database.read, id)
  if (current && equal(grants, current.config.userAccess.grants)) return
  await holdRight(tenant, { actor, endpoint: api.setApplicationPermissions, applications: [id] })
}

function idsOf(params: {
  _RowKey?: string | string[] | undefined
  ID?: string | string[] | undefined
}): string[] {
  return [params._RowKey ?? params.ID ?? []].flat()
}

type SentGrant = Omit<Grant, 'rights'> & { rights: ApplicationRight[] }

/** "None" empties the principal's set, which removes it (tenant-api.md 3.5). */
function grantFromWire(row: {
  Principal?: string | undefined
  PrincipalId: string
  PType: string
  Rights: string
}): SentGrant {
  const type = (['User', 'Group', 'Role'] as const).find(
    (name) => name.toLowerCase() === row.PType.toLowerCase(),
  )
  if (!type) throw new Problem('invalid_request', `PType is ${row.PType}; it has to be User, Group or Role.`)
  const words = row.Rights.split(',')
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== '' && word !== 'none')
  const rights = words.map((word) => {
    const found = Object.entries(applicationRights).find(([, { wire }]) => wire.toLowerCase() === word)
    if (!found)
      throw new Problem('invalid_request', `Rights holds ${word}, which is not a right on an application.`)
    return found[0] as ApplicationRight
  })
  return { type, id: row.PrincipalId, name: row.Principal ?? row.PrincipalId, rights }
}

/** Replaces the whole set of each principal that was sent and leaves the others alone (tenant-api.md 3.5). */
function mergeGrants(current: readonly Grant[], sent: readonly SentGrant[]): Grant[] {
  const isSent = (grant: Grant) => sent.some((row) => row.type === grant.type && row.id === grant.id)
  return [...current.filter((grant) => !isSent(grant)), ...sent.filter((row) => row.rights.length > 0)]
}
