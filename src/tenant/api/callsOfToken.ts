import { accessInWords, type Endpoint } from '#schema/endpoint.ts'
import { applicationRights } from '#schema/grant.ts'
import { guardedCalls } from '#schema/openedCalls.ts'
import { opensTenantApis } from '#schema/application/ofTemplate.ts'
import type { Application } from '#schema/application/wire.ts'
import { patternOpens } from '#schema/scopePattern.ts'
import type { Actor } from '../actor.ts'
import { standingOf } from '../directory/rightsOf.ts'
import { opening } from '../heldScope.ts'
import type { Inspection } from '../oauth/inspect/inspect.ts'
import { limitsOf } from '../oauth/opening.ts'
import type { Tenant } from '../tenant.ts'
import { cutTo, held } from './caller.ts'
import { holdsRight } from './gate.ts'

/** A call that the scopes of a token open, and whether its holder may make it. */
export type CallOfToken = {
  path: string
  about: string
  risk: string
  scope: string
  pattern: string
  right: string
  /** `perApplication`: for those applications on which the holder has that right. */
  may: 'yes' | 'perApplication' | 'no'
}

/** What a token could call that would be issued now, by the gate that stands before every call. */
export async function callsOfToken(
  tenant: Tenant,
  application: Application,
  { userId, scopes: names, openings }: NonNullable<Inspection['holder']>,
): Promise<CallOfToken[]> {
  const standing = await standingOf(tenant.database.read, userId)
  if (!standing || !opensTenantApis(application)) return []
  const rows = application.config.scope.scopes.filter(({ name }) => names.includes(name))
  const { scopes, powers } = limitsOf(openings && JSON.stringify(openings), rows)
  const actor: Actor = {
    ...cutTo(powers, held(standing, '')),
    scopes,
    powers,
    sessionMac: null,
    proofIsOld: false,
    client: null,
    throughConsole: false,
  }
  const calls: CallOfToken[] = []
  for (const { path, endpoint } of guardedCalls) {
    const [scope] = opening(scopes ?? [], path)
    if (!scope) continue
    calls.push({
      path,
      about: endpoint.about,
      risk: endpoint.risk,
      scope: scope.name,
      pattern: scope.patterns.find((pattern) => patternOpens(pattern, path)) ?? '',
      right: rightInWords(endpoint),
      may: await mayCall(tenant, actor, endpoint),
    })
  }
  return calls
}

async function mayCall(tenant: Tenant, actor: Actor, endpoint: Endpoint): Promise<CallOfToken['may']> {
  const { access } = endpoint
  const owners = access.kind === 'byOwner' ? (['user', 'application'] as const) : [undefined]
  for (const type of owners) {
    const owner = type && { owner: () => ({ type, id: '' }) }
    if (await holdsRight(tenant, { actor, endpoint, applications: () => Promise.resolve([]), ...owner }))
      return 'yes'
  }
  return rightOnApplication(endpoint) === undefined ? 'no' : 'perApplication'
}

const rightOnApplication = ({ access }: Endpoint) =>
  access.kind === 'rights'
    ? access.application
    : access.kind === 'byOwner'
      ? access.application.application
      : undefined

function rightInWords(endpoint: Endpoint): string {
  const right = rightOnApplication(endpoint)
  const words = endpoint.rightInWords ?? accessInWords(endpoint.access)
  return right === undefined ? words : `${words}, or ${applicationRights[right].label} on the application`
}
