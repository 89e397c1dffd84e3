import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { advanced } from '#schema/application/advanced.ts'
import { endpointsOf } from '#schema/application/endpoints.ts'
import { draftApplication } from '#schema/application/applicationConfig.ts'
import { opensTenantApis } from '#schema/application/ofTemplate.ts'
import { applicationFindings } from '#schema/application/findings.ts'
import type { Application } from '#schema/application/wire.ts'
import type { Finding } from '#schema/judgement.ts'
import type { Actor } from '../actor.ts'
import { loadApplication } from '../application/loadApplication.ts'
import type { ScriptUser } from '../claimsScript/script.ts'
import { scriptUser } from '../claimsScript/scriptUser.ts'
import type { UserFacts } from '../oauth/facts.ts'
import { hasScript, outcomeFor } from '../oauth/issue/scriptClaims.ts'
import { previewToken } from '../oauth/preview.ts'
import { userFacts } from '../oauth/read/clientFacts.ts'
import { notThere } from '../problem.ts'
import type { Tenant } from '../tenant.ts'
import { mayTryWith, trialOf } from './claimsScript.ts'
import { on, type Call } from './on.ts'
import { newUserId, previewClient } from './previewClient.ts'
import { judgeScopes, type JudgedScopes } from './previewScopes.ts'

/** What settings mean, from the code that issues and enforces. Nothing is written. */
export function previewRoutes(app: FastifyInstance, tenant: Tenant): void {
  on(
    app,
    tenant,
    'previewToken',
    async ({ params, actor }) => {
      const saved = params.rowKey ? await loadApplication(tenant.database.read, params.rowKey) : null
      const template = saved?.template ?? params.template
      const scope = asRecord.parse(params.application['scope'])
      const scopes = await judgeScopes(scope['scopes'])
      const application: Application = {
        id: saved?.id ?? 'the new application’s ID',
        template,
        version: 0,
        builtIn: false,
        createdAt: 0,
        updatedAt: 0,
        config: draftApplication(template, {
          ...params.application,
          scope: { ...scope, scopes: scopes.rows },
        }),
      }
      const { client, scope: requested } = params
      return previewOf(tenant, { application, actor, client, requested, scopes, mayRun: true })
    },
    { applicationsOf: ({ rowKey }) => [rowKey ?? ''] },
  )

  on(
    app,
    tenant,
    'previewSaved',
    async ({ params: { rowKey }, actor }) => {
      const application = await loadApplication(tenant.database.read, rowKey)
      if (!application) throw notThere('application')
      const scopes = await judgeScopes(application.config.scope.scopes)
      const client = { kind: 'permitted' } as const
      return previewOf(tenant, { application, actor, client, requested: null, scopes, mayRun: false })
    },
    { applicationsOf: ({ rowKey }) => [rowKey] },
  )
}

const asRecord = z.record(z.string(), z.unknown()).catch({})

type Asked = {
  application: Application
  actor: Actor
  client: Call<'previewToken'>['params']['client']
  requested: string[] | null | undefined
  scopes: JudgedScopes
  /** Whether a claims script is run. AZ-03: not for whoever only looks. */
  mayRun: boolean
}

async function previewOf(tenant: Tenant, { application, actor, requested, scopes, ...asked }: Asked) {
  const { client, findings, judgements } = await previewClient(tenant, {
    application,
    actor,
    client: asked.client,
  })
  const { scripted, ...preview } = await previewToken({
    tenantUrl: tenant.url,
    now: tenant.clock(),
    application,
    client,
    person: await userFacts(tenant, application, actor.id),
    requestedScopes: requested ?? null,
    runScript: (subject) =>
      asked.mayRun ? tryScript(tenant, { application, actor, subject }) : Promise.resolve(null),
  })
  return {
    ...preview,
    judgements: [...preview.judgements, ...(preview.for === 'program' ? judgements : [])],
    findings: [
      ...applicationFindings(application),
      ...scopes.findings,
      ...findings,
      ...(preview.token && hasScript(application) && !scripted ? [scriptLeftOut] : []),
    ],
    endpoints: endpointList(tenant, application, preview.for),
    opens: opensTenantApis(application) ? scopes.opens : [],
  }
}

function endpointList({ url }: Tenant, { config }: Application, whom: 'program' | 'person') {
  const endpoints = endpointsOf(url, config.description.applicationId)
  return [
    { name: 'Token endpoint', url: endpoints.token },
    ...(config.tokens.authMethods.some((method) => method === 'AuthorizationCode' || method === 'Implicit')
      ? [{ name: 'Authorization endpoint', url: endpoints.authorization }]
      : []),
    ...(whom === 'person' ? [{ name: 'Sign-out endpoint', url: endpoints.endSession }] : []),
    ...(config.tokens.tokenType === 'Opaque'
      ? [{ name: 'Introspection endpoint', url: endpoints.introspection }]
      : []),
    { name: 'Metadata', url: endpoints.metadata },
    { name: 'Signing keys', url: endpoints.keys },
  ]
}

type Trial = { application: Application; actor: Actor; subject: UserFacts }

/** The script as it is typed, as it would run for this user. */
async function tryScript(tenant: Tenant, { application, actor, subject }: Trial) {
  if (!hasScript(application)) return null
  const { claimsScript } = application.config.advanced
  if (claimsScript.length > advanced.settings.claimsScript.maxLength) return null
  const { id, name } = subject
  if (id === newUserId) return outcomeFor(tenant, application, newcomer(name), trialOf(actor))
  if (!mayTryWith(actor, id)) return null
  return outcomeFor(tenant, application, await scriptUser(tenant.database.read, id), trialOf(actor))
}

const newcomer = (username: string): ScriptUser => ({
  uuid: newUserId,
  username,
  displayName: '',
  mail: '',
  roleNames: [],
  attributes: {},
})

const scriptLeftOut: Finding = {
  id: 'scriptLeftOut',
  severity: 'info',
  at: 'advanced.claimsScript',
  message:
    'What the script adds is left out of the token below. It is run for whoever may save it, and for somebody else than yourself with a right to read users.',
}
