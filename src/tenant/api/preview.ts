import type { FastifyInstance } from 'fastify'
import { endpointsOf } from '#schema/application/endpoints.ts'
import { draftApplication } from '#schema/application/applicationConfig.ts'
import { opensTenantApis } from '#schema/application/ofTemplate.ts'
import { applicationFindings } from '#schema/application/findings.ts'
import type { Application } from '#schema/application/wire.ts'
import { openedCalls } from '#schema/openedCalls.ts'
import { patternFault } from '#schema/scopePattern.ts'
import type { Finding } from '#schema/judgement.ts'
import type { ScopeRow } from '#schema/scopeRow.ts'
import { holdsAny, type Actor } from '../actor.ts'
import { loadApplication } from '../application/loadApplication.ts'
import { permittedClient } from '../application/permittedClient.ts'
import type { ScriptUser } from '../claimsScript/script.ts'
import { scriptUser } from '../claimsScript/scriptUser.ts'
import type { UserFacts } from '../oauth/facts.ts'
import { hasScript, outcomeFor } from '../oauth/issue/scriptClaims.ts'
import { previewToken } from '../oauth/preview.ts'
import { userFacts } from '../oauth/read/clientFacts.ts'
import type { Tenant } from '../tenant.ts'
import { mayTryWith, trialOf } from './claimsScript.ts'
import { on, type Call } from './on.ts'

/** What unsaved settings would mean, from the code that issues and enforces. Nothing is written. */
export function previewRoutes(app: FastifyInstance, tenant: Tenant): void {
  on(app, tenant, 'previewToken', async ({ params, actor }) => {
    const saved = params.rowKey ? await loadApplication(tenant.database.read, params.rowKey) : null
    const template = saved?.template ?? params.template
    const application: Application = {
      id: saved?.id ?? 'the new application’s ID',
      template,
      version: 0,
      builtIn: false,
      createdAt: 0,
      updatedAt: 0,
      config: draftApplication(template, params.application),
    }
    const { scripted, ...preview } = await previewToken({
      tenantUrl: tenant.url,
      now: tenant.clock(),
      application,
      client: await clientOf(tenant, application, params.client),
      person: await userFacts(tenant, application, actor.id),
      requestedScopes: params.scope ?? null,
      runScript: (subject) => tryScript(tenant, { application, actor, subject }),
    })
    return {
      ...preview,
      findings: [
        ...applicationFindings(application),
        ...(preview.token && hasScript(application) && !scripted ? [scriptLeftOut] : []),
      ],
      endpoints: endpointList(tenant, application, preview.for),
      opens: opensTenantApis(application) ? application.config.scope.scopes.map(opensOf) : [],
    }
  })
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

/** Of whoever guided setup will make. */
const newUserId = 'the new user’s ID'

type Trial = { application: Application; actor: Actor; subject: UserFacts }

/** The script as it is typed, as it would run for this user. AZ-03: read-only administration runs nothing. */
async function tryScript(tenant: Tenant, { application, actor, subject }: Trial) {
  if (!hasScript(application) || !holdsAny(actor, ['appman'])) return null
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
    'What the script adds is left out of the token below. Running it needs the right Application Management, and for somebody else than yourself a right to read users.',
}

type Client = Call<'previewToken'>['params']['client']

async function clientOf(tenant: Tenant, application: Application, client: Client): Promise<UserFacts | null> {
  if (client.kind === 'toBeMade')
    return client.loginName === ''
      ? null
      : {
          id: newUserId,
          name: client.loginName,
          state: 'None',
          oauthClient: true,
          tokensWithoutApplication: false,
          mayRun: true,
        }
  const userId =
    client.kind === 'chosen'
      ? client.userId
      : await permittedClient(tenant.database.read, application.config.userAccess.grants)
  const user = userId === null ? null : await userFacts(tenant, application, userId)
  // The unsaved permissions count, and they let this user in
  return user === null ? null : { ...user, mayRun: true }
}

function opensOf({ name, patterns }: ScopeRow) {
  return {
    scope: name,
    patterns: patterns.map((pattern) => ({
      pattern,
      fault: patternFault(pattern) ?? null,
      paths: [...openedCalls([pattern])].map(({ path }) => path),
    })),
  }
}
