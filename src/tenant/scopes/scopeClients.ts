import { isUserClient } from '#schema/application/ofTemplate.ts'
import { loadApplication } from '../application/loadApplication.ts'
import { permittedClients } from '../application/permittedClients.ts'
import { notThere } from '../problem.ts'
import type { Tenant } from '../tenant.ts'
import { givenTo } from './listScopes.ts'
import { patternSetOf } from './patternSets.ts'
import { savedBy } from './savedBy.ts'
import { latest, usesOf } from './usedBy.ts'

const mostClients = 100
/** Scopes of each client that the application does not have: a client can ask for anything. */
const mostUnknown = 20

/** What each client of an application asked for, may have, was given and used. Clients are those that did something in 90 days, and those that may. */
export async function scopeClients({ database: { read }, clock }: Tenant, rowKey: string) {
  const application = await loadApplication(read, rowKey)
  if (!application || application.builtIn) throw notThere('application')
  const { id, config } = application
  const [scopes, { calls, tokens }, given, may, saved] = await Promise.all([
    read
      .selectFrom('application_scope')
      .select(['name', 'patterns', 'opens'])
      .where('application_id', '=', id)
      .orderBy('sort_key')
      .execute(),
    usesOf(read, [id]),
    givenTo(read, { ids: [id], now: clock() }),
    isUserClient(application)
      ? (await permittedClients(read, config.userAccess.grants)).first(mostClients)
      : null,
    savedBy(read, [id]),
  ])
  const permitted = new Set(may?.map(({ name }) => name))
  const clients = [
    ...new Set([...permitted, ...[...calls, ...tokens, ...given].map(({ client_id }) => client_id)]),
  ].filter((client) => client !== '')
  const shown = clients.slice(0, mostClients)
  const defined = scopes.map(({ name }) => name)
  const known = new Set(defined)
  const clientOf = (row: { client_id: string }) => row.client_id
  const byClient = [
    Map.groupBy(calls, clientOf),
    Map.groupBy(tokens, clientOf),
    Map.groupBy(given, clientOf),
  ] as const
  const rows = shown.flatMap((clientId) => {
    const called = byClient[0].get(clientId) ?? []
    const gotten = byClient[1].get(clientId) ?? []
    const held = byClient[2].get(clientId) ?? []
    const others = gotten
      .map(({ scope }) => scope)
      .filter((scope) => scope !== '' && !known.has(scope))
      .slice(0, mostUnknown)
    return [...defined, ...new Set(others)].map((scope) => {
      const isOf = (row: { scope: string }) => row.scope === scope
      const [token, call] = [gotten.find(isOf), called.find(isOf)]
      const people = held.filter((each) => each.scope.split(' ').includes(scope))
      return {
        clientId,
        scope,
        requested: { count: token?.asked ?? 0, at: token?.asked_day ?? null },
        allowed: defined.includes(scope) && (may === null || permitted.has(clientId)),
        granted: {
          tokens: token?.given ?? 0,
          at: token?.given_day ?? null,
          people: new Set(people.map(({ user_id }) => user_id)).size,
          refreshTokens: people.reduce((sum, each) => sum + (each.refreshTokens ?? 0), 0),
        },
        used: { calls: call?.calls ?? 0, at: latest([call?.day]) },
      }
    })
  })
  const { name, applicationId } = config.description
  return {
    application: { rowKey: id, name, applicationId },
    scopes: scopes.map((scope) => ({
      name: scope.name,
      patterns: JSON.parse(scope.patterns) as string[],
      risk: patternSetOf(scope).risk,
      saved: saved.scope(id, scope.name),
    })),
    rows,
    more: clients.length > mostClients || (may?.length ?? 0) >= mostClients,
  }
}
