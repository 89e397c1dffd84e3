import type { FastifyInstance } from 'fastify'
import { api } from '#schema/api.ts'
import { templates, type TemplateName } from '#schema/application/index.ts'
import { isOwnClient } from '#schema/application/ofTemplate.ts'
import { isTemplate, keptOf, type Application } from '#schema/application/wire.ts'
import { equal } from '#schema/change.ts'
import { accessInWords } from '#schema/endpoint.ts'
import { formatRights, toBits } from '#schema/grant.ts'
import { notKept, notKeptInWords } from '#schema/notKept.ts'
import { replaceClientSecret, sentClientSecret } from '../application/clientSecret.ts'
import { loadApplication } from '../application/loadApplication.ts'
import { newApplication } from '../application/newApplication.ts'
import { asSpelled, keepSpelling } from '../application/spelledDurations.ts'
import { wasUsed } from '../application/wasUsed.ts'
import { deleteApplication, insertApplication, updateApplication } from '../application/saveApplication.ts'
import { Problem } from '../problem.ts'
import { holdRecentProof } from '../recentProof.ts'
import type { Tenant } from '../tenant.ts'
import { holdsRight, missingRight } from './gate.ts'
import { expectedVersion } from './ifMatch.ts'
import { on } from './on.ts'
import { applicationReply } from './applicationReply.ts'
import { grantFromWire, mergeGrants } from './sentGrants.ts'
import { settingsFromWire } from './sentSettings.ts'

const unknownRowKey = () => new Problem('not_found', 'The provided RowKey  is not valid.')

/** CL-01: the vendor's call gives the secret. Nobody could do that here. */
const secretIsKeptAsHash = () =>
  new Problem(
    'gone',
    `A client secret is shown once, when it is made, and kept as a hash that nobody can turn back. Add a second secret to the application (${api.secretsAdd.path}), give it to the program, and revoke the first one then.`,
  )

const secretsAreOfUsers = ({ template }: Application) =>
  new Problem(
    'invalid_request',
    `An application of the kind ${templates[template].title} has no secret of its own: its clients are service users, and their passwords are the secrets. Set another password for the service user, or add a second secret.`,
  )

/** Applications and who may use them (contract.md 3). */
export function applicationRoutes(app: FastifyInstance, tenant: Tenant): void {
  const { database } = tenant

  on(app, tenant, 'importAppFromTemplate', async ({ params, actor, by }) => {
    const names = params.ID
    const unknown = names.find((name) => !isTemplate(name))
    if (unknown !== undefined || names.length === 0)
      throw new Problem(
        'invalid_request',
        `There is no template ${unknown ?? ''}. There are: ${Object.keys(templates).join(', ')}.`,
      )
    const requirePkce = params.Gatewright?.RequirePkce ?? false
    return database.write(async (tx) => {
      const made: { success: boolean; ID: string; _RowKey: string }[] = []
      for (const template of names as TemplateName[]) {
        const config = newApplication({ template, requirePkce, owner: actor.id })
        const added = { template, config, why: 'Added from the catalogue', editor: actor }
        const id = await insertApplication({ tx, tenant, by }, added)
        made.push({ success: true, ID: template, _RowKey: id })
      }
      return made
    })
  })

  on(
    app,
    tenant,
    'getApplication',
    async ({ params }) => {
      const application = await loadApplication(database.read, params._RowKey)
      if (application === null) return null
      const reply = applicationReply(tenant, application)
      const [OAuthProfile, Used] = await Promise.all([
        asSpelled(database.read, application.id, reply.OAuthProfile),
        wasUsed(database.read, application.id),
      ])
      return { ...reply, OAuthProfile, Gatewright: { ...reply.Gatewright, Used } }
    },
    { applicationsOf: (params) => [params._RowKey] },
  )

  on(
    app,
    tenant,
    'updateApplication',
    async ({ params, actor, by, request, note }) => {
      const id = params._RowKey
      if (id === undefined) throw unknownRowKey()
      const startedFrom = expectedVersion({ actor, request })
      const mayGrant = await holdsRight(tenant, {
        actor,
        endpoint: api.setApplicationPermissions,
        applications: () => Promise.resolve([id]),
      })
      const secret = await sentClientSecret(tenant, { id, sent: params, inConsole: actor.throughConsole })
      if (secret?.hash) holdRecentProof(actor)
      const version = await database.write(async (tx) => {
        const write = { tx, tenant, by }
        const saved = await updateApplication(write, {
          id,
          editor: actor,
          expectedVersion: startedFrom,
          why: 'Changed',
          change: (current) => {
            const config = settingsFromWire(params, current, { alsoSecret: secret !== null })
            // Who may change settings may not change permissions for that: the contract's two calls need different rights
            if (!mayGrant && !equal(config['userAccess'], current.config.userAccess))
              throw missingRight(actor, accessInWords(api.setApplicationPermissions.access))
            if (!equal(config['advanced'], current.config.advanced)) holdRecentProof(actor)
            return config
          },
        })
        await keepSpelling(tx, id, params)
        return secret?.hash ? replaceClientSecret(write, { id, hash: secret.hash }) : saved
      })
      const saved = await loadApplication(database.read, id)
      const lost =
        saved &&
        notKeptInWords(
          notKept(params, { kept: keptOf(saved.template), readBack: applicationReply(tenant, saved) }),
        )
      if (lost) note(lost)
      return { State: 0, Gatewright: { Version: version } }
    },
    { applicationsOf: (params) => [params._RowKey ?? ''] },
  )

  on(
    app,
    tenant,
    'getOpenIdClientSecret',
    async ({ params }) => {
      const application = await loadApplication(database.read, params.ID)
      if (!application) throw unknownRowKey()
      throw isOwnClient(application) ? secretIsKeptAsHash() : secretsAreOfUsers(application)
    },
    { applicationsOf: (params) => [params.ID] },
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

  const idNamed = async (name: string): Promise<string | null> => {
    const row = await database.read
      .selectFrom('application')
      .select('id')
      .where('application_id', '=', name)
      .where('built_in', '=', 0)
      .executeTakeFirst()
    return row?.id ?? null
  }
  on(app, tenant, 'getAppIdByServiceName', ({ params }) => idNamed(params.Name), {
    applicationsOf: async (params) => [(await idNamed(params.Name)) ?? ''],
  })

  on(
    app,
    tenant,
    'setApplicationPermissions',
    async ({ params, actor, by }) => {
      const id = params.ID ?? params.RowKey ?? params.PVID
      if (id === undefined) throw unknownRowKey()
      const sent = params.Grants.map(grantFromWire)
      await database.write((tx) =>
        updateApplication(
          { tx, tenant, by },
          {
            id,
            editor: actor,
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

function idsOf(params: {
  _RowKey?: string | string[] | undefined
  ID?: string | string[] | undefined
}): string[] {
  return [params._RowKey ?? params.ID ?? []].flat()
}
