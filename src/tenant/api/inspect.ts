import type { FastifyInstance } from 'fastify'
import { draftApplication } from '#schema/application/applicationConfig.ts'
import type { Application } from '#schema/application/wire.ts'
import { nameKey } from '#schema/nameKey.ts'
import { userReaders } from '#schema/right.ts'
import { holdsAny, type Actor } from '../actor.ts'
import { loadApplication } from '../application/loadApplication.ts'
import { hasScript } from '../oauth/issue/scriptClaims.ts'
import { inspect } from '../oauth/inspect/inspect.ts'
import { notThere } from '../problem.ts'
import type { Tenant } from '../tenant.ts'
import { callsOfToken } from './callsOfToken.ts'
import { mayTryWith, trialOf } from './claimsScript.ts'
import { on, type Call } from './on.ts'
import { judgeScopes } from './previewScopes.ts'

/** Why a client gets a token of an application, or why not, and which. */
export function inspectRoutes(app: FastifyInstance, tenant: Tenant): void {
  const saved = async (rowKey: string) => {
    const application = await loadApplication(tenant.database.read, rowKey)
    if (!application) throw notThere('application')
    return application
  }

  on(
    app,
    tenant,
    'inspectApplication',
    async ({ params, actor }) =>
      inspected(tenant, { application: await saved(params.rowKey), params, actor, mayRun: () => true }),
    { applicationsOf: ({ rowKey }) => [rowKey] },
  )

  on(
    app,
    tenant,
    'inspectUnsaved',
    async ({ params, actor }) => {
      const now = await saved(params.rowKey)
      const scope = asRecord(params.application['scope'])
      // In slices, because patterns can be many and each can take long
      const { rows } = await judgeScopes(scope['scopes'])
      const config = draftApplication(now.template, {
        ...params.application,
        scope: { ...scope, scopes: rows },
      })
      const changed = config.advanced.claimsScript !== now.config.advanced.claimsScript
      return inspected(tenant, {
        application: { ...now, config },
        params,
        actor,
        mayRun: (userId) => !changed || mayTryWith(actor, userId),
      })
    },
    { applicationsOf: ({ rowKey }) => [rowKey] },
  )
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

type Asked = {
  application: Application
  params: Call<'inspectApplication'>['params']
  actor: Actor
  /** Whether the claims script may be run for a user: what was not saved can be anything. */
  mayRun: (userId: string) => boolean
}

async function inspected(tenant: Tenant, { application, params, actor, mayRun }: Asked) {
  const { holder, token, ...said } = await inspect(
    tenant,
    {
      application,
      way: params.way,
      clientId: params.clientId?.trim() || null,
      withSecret: params.withSecret ?? null,
      loginName: params.loginName?.trim() || actor.name,
      requestedScopes: params.scope?.length ? params.scope : null,
      redirectUri: params.redirectUri || null,
    },
    {
      reads: readsBy(actor),
      place: trialOf(actor),
      mayRun: (userId) => !hasScript(application) || mayRun(userId),
    },
  )
  return {
    ...said,
    token: token && holder && { ...token, calls: await callsOfToken(tenant, application, holder) },
  }
}

/** NT-39: of others than oneself something is said to whoever may read users. */
const readsBy = (actor: Actor) => (loginName: string) =>
  holdsAny(actor, userReaders) || nameKey(loginName) === nameKey(actor.name)
