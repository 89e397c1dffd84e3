import type { FastifyRequest } from 'fastify'
import type { Actor } from '../actor.ts'
import { opening } from '../heldScope.ts'
import type { Tenant } from '../tenant.ts'
import { otherPath } from '../usage/usage.ts'

/** Counts a call that a program makes with its token. What somebody does in this console is none of a client: reading a page writes nothing. */
export function countCall(
  { usage }: Tenant,
  { client, throughConsole, scopes }: Actor,
  { routeOptions: { url }, canonicalPath }: FastifyRequest,
): void {
  if (client === null || throughConsole) return
  usage.call(client, {
    scopes: opening(scopes ?? [], canonicalPath).map(({ name }) => name),
    path: url?.slice(1) ?? otherPath,
  })
}
