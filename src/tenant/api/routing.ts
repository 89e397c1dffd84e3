import type { FastifyInstance } from 'fastify'
import { toWireDate } from '#schema/redrock.ts'
import { rights, userReaders } from '#schema/right.ts'
import type { Agent } from '#schema/routing/userAgent.ts'
import { holdsAny, type Actor } from '../actor.ts'
import { savedRules } from '../federation/admit.ts'
import { routingFindings, type RoutingFinding } from '../federation/routingFindings.ts'
import { routingVersion } from '../federation/replaceRules.ts'
import { confirmRouting, pendingRevert, revertRouting } from '../federation/routingRevert.ts'
import { saveRoutingRules, type SentRule } from '../federation/saveRoutingRules.ts'
import { peopleOfRules } from '../federation/peopleOfRules.ts'
import { gateBy, tryRules, unsavedRules } from '../federation/trial.ts'
import { whatIf } from '../federation/whatIf.ts'
import type { Tenant } from '../tenant.ts'
import { Problem } from '../problem.ts'
import { saveConfirmed } from './confirmed.ts'
import { expectedVersion } from './ifMatch.ts'
import { signedInAt } from './signedInAt.ts'
import { on } from './on.ts'

/** The routing rules, and what they make of somebody. */
export function routingRoutes(app: FastifyInstance, tenant: Tenant): void {
  const { read } = tenant.database

  const pending = async () => {
    const row = await pendingRevert(read)
    return row ? { By: row.saved_by, GoesBackAt: toWireDate(row.due_at) } : null
  }

  on(app, tenant, 'getRoutingRules', async () => {
    const rows = await read
      .selectFrom('routing_rule')
      .innerJoin('identity_provider', 'identity_provider.id', 'routing_rule.identity_provider_id')
      .leftJoin('role', 'role.id', 'routing_rule.role_id')
      .selectAll('routing_rule')
      .select(['identity_provider.name as provider', 'identity_provider.active', 'role.name as role'])
      .orderBy('place')
      .execute()
    return {
      Rules: rows.map((row) => ({
        ID: row.id,
        IdentityProvider: row.identity_provider_id,
        IdentityProviderName: row.provider,
        Active: row.active === 1,
        Domain: row.domain,
        UserAgent: row.user_agent,
        Role: row.role_id,
        RoleName: row.role,
        Enabled: row.enabled === 1,
      })),
      Pending: await pending(),
      Gatewright: { Version: await routingVersion(read) },
    }
  })

  on(app, tenant, 'setRoutingRules', async ({ params, actor, by, request, note }) => {
    const startedFrom = expectedVersion({ actor, request })
    const Version = await saveConfirmed(
      tenant,
      { actor, request, note },
      {
        change: () => unsavedRules(read, params.Rules),
        save: (judged) =>
          tenant.database.write((tx) =>
            saveRoutingRules(
              { tx, tenant, by },
              {
                rules: params.Rules,
                judged,
                expectedVersion: startedFrom,
                revertAfter: params.RevertAfter ?? undefined,
              },
            ),
          ),
      },
    )
    return { Gatewright: { Version } }
  })

  on(app, tenant, 'confirmRoutingRules', async ({ actor, by, request }) => {
    const startedFrom = expectedVersion({ actor, request })
    const began = await signedInAt(tenant, { actor, request })
    await tenant.database.write((tx) =>
      confirmRouting({ tx, tenant, by }, { signedInAt: began, expectedVersion: startedFrom }),
    )
    return null
  })

  on(app, tenant, 'revertRoutingRules', async ({ actor, by, request }) => {
    const startedFrom = expectedVersion({ actor, request })
    const reverted = await tenant.database.write((tx) =>
      revertRouting({ tx, tenant, by }, { onlyIfDue: false, expectedVersion: startedFrom }),
    )
    if (!reverted) throw new Problem('gone', 'No routing rules wait to go back.')
    return null
  })

  const tryFor = async (
    asked: { User: string; UserAgent: Agent; Role?: string | null | undefined },
    { actor, rules }: { actor: Actor; rules?: readonly SentRule[] },
  ) => {
    const readsUsers = holdsAny(actor, userReaders)
    const { User: name, UserAgent: agent, Role: role } = asked
    return tried(await tryRules(read, { name, agent, role, readsUsers }, rules), readsUsers)
  }

  on(app, tenant, 'tryRouting', ({ params, actor }) => tryFor(params, { actor }))

  on(app, tenant, 'tryUnsavedRouting', ({ params, actor }) => tryFor(params, { actor, rules: params.Rules }))

  on(app, tenant, 'getRoutingFindings', async ({ actor }) =>
    told(await routingFindings(tenant, actor, await savedRules(read))),
  )

  on(app, tenant, 'checkRoutingRules', async ({ params, actor }) =>
    told(await routingFindings(tenant, actor, await unsavedRules(read, params.Rules))),
  )

  on(app, tenant, 'getPeopleOfRules', async ({ params, actor }) => {
    const rules = (await savedRules(read)).map((rule) =>
      rule.identityProvider === params.IdentityProvider ? { ...rule, active: true } : rule,
    )
    const gate = await gateBy(read, rules)
    const people = await peopleOfRules(tenant, actor, { gate, rules, pairs: [] })
    const own = rules.filter(({ identityProvider }) => identityProvider === params.IdentityProvider)
    return {
      Rules: own.map((rule) => {
        const some = people.decided(rule)
        return { ID: rule.id, Count: some.count, People: holdsAny(actor, userReaders) ? some.people : [] }
      }),
      Complete: people.complete,
    }
  })

  on(app, tenant, 'compareRouting', async ({ params, actor }) => {
    const { UserAgent: agent, Rules: rules, After: after, Users: names } = params
    // NT-44: the counts of one name are facts of that person
    if (names && !holdsAny(actor, userReaders))
      throw new Problem(
        'forbidden',
        `${actor.name} cannot compare for people by name: that needs ${userReaders.map((right) => rights[right]).join(' or ')}. Leave Users out to compare for everybody.`,
      )
    const part = await whatIf(tenant, actor, { rules, agent, after: after ?? '', names: names ?? undefined })
    const named = (people: string[]) => (holdsAny(actor, userReaders) ? people : [])
    return {
      People: part.people,
      Total: part.total,
      Next: part.next,
      Moves: part.moves.map(({ from, to, count, people }) => ({
        From: from,
        To: to,
        Count: count,
        People: named(people),
      })),
      Kept: part.kept.map(({ obstacle, count, fresh, people }) => ({
        Obstacle: obstacle,
        Count: count,
        New: fresh,
        People: named(people),
      })),
      Unknown: named(part.unknown),
    }
  })
}

const tried = (
  { admitted, decided, misses }: Awaited<ReturnType<typeof tryRules>>,
  accountRead: boolean,
) => ({
  To: admitted.to,
  IdentityProviderName: admitted.to === 'identityProvider' ? admitted.name : null,
  Rule: decided,
  Misses: misses,
  AccountRead: accountRead,
})

const told = (findings: RoutingFinding[]) => ({
  Findings: findings.map(({ key, severity, message, people, confirmBy }) => ({
    Key: key,
    Severity: severity,
    Message: message,
    People: people,
    ConfirmBy: confirmBy,
  })),
})
