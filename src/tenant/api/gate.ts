import type { FastifyReply } from 'fastify'
import { accessInWords, type Endpoint } from '#schema/endpoint.ts'
import type { SecretOwner } from '#schema/secret.ts'
import { holdsAny, type Actor } from '../actor.ts'
import { applicationsHeld } from '../application/applicationsHeld.ts'
import { openNow, scopesOpen } from '../heldScope.ts'
import { Problem } from '../problem.ts'
import type { Tenant } from '../tenant.ts'

/** D1: any pattern of any granted scope. A login-based bearer carries no scopes and is limited by rights alone. */
export function holdScope(actor: Actor, path: string, reply: FastifyReply): void {
  if (actor.scopes === null || scopesOpen(actor.scopes, path)) return
  const open = openNow(actor.scopes, path)
  reply.header('www-authenticate', 'Bearer error="insufficient_scope"')
  const names = actor.scopes.map((scope) => scope.name).join(' ') || 'none'
  if (open.length > 0)
    throw new Problem(
      'forbidden',
      `This token came before its scopes opened ${path}. Sign in again: the person is asked whether that is allowed, too.`,
      {},
      { check: 'scope', expected: 'a scope that opened this path when the person allowed it', seen: names },
    )
  throw new Problem(
    'forbidden',
    `No scope of this token opens ${path}. The token has: ${names}. Add a pattern to one of its scopes.`,
    {},
    { check: 'scope', expected: 'a scope with a pattern for this path', seen: names },
  )
}

/** The administrative right that the table names, or a right on the application concerned (contract.md 6.2). */
export async function holdRight(tenant: Tenant, asked: AskedRight): Promise<void> {
  if (!(await holdsRight(tenant, asked))) throw missingRight(asked.actor, accessInWords(accessOf(asked)))
}

type AskedRight = {
  actor: Actor
  endpoint: Endpoint
  applications: () => Promise<string[]>
  /** Whose things the call concerns, where the table tells users from applications. */
  owner?: (() => SecretOwner) | undefined
}

export async function holdsRight(tenant: Tenant, asked: AskedRight): Promise<boolean> {
  const { actor, applications } = asked
  if (actor.systemAdministrator) return true
  const access = accessOf(asked)
  if (access.kind === 'public' || access.kind === 'anyLogin') return true
  if (access.kind === 'allRights') return access.allOf.every((right) => actor.rights.has(right))
  if (holdsAny(actor, access.anyOf)) return true
  const { application: right } = access
  if (!right) return false
  return applicationsHeld(tenant.database.read, { actor, right, ids: await applications() })
}

function accessOf({ endpoint: { access, path }, owner }: AskedRight) {
  if (access.kind !== 'byOwner') return access
  if (!owner) throw new Error(`${path} does not say whose things it concerns`)
  return access[owner().type]
}

/** 403 without the header of a missing scope: another token would not help (D1). */
export const missingRight = (actor: Actor, needed: string) =>
  new Problem(
    'forbidden',
    `${actor.name} lacks the administrative right for this call: ${needed}.${actor.powers === null ? '' : ' A token has no rights but those that its person allowed when signing in.'}`,
    {},
    {
      check: 'right',
      expected: needed,
      seen: [...actor.rights].join(' ') || 'none',
    },
  )
