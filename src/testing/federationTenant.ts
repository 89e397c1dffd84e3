import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import type { TestEngine } from './database.ts'
import { externalIdp } from './externalIdp.ts'
import { federationOf } from './federation.ts'
import { peopleOf } from './people.ts'
import { addressOf, answerIn, pageOf, plainBrowser } from './plainBrowser.ts'
import { bootTenant } from './tenant.ts'
import type { Tables } from '#tenant/store/tables.ts'

type Options = {
  /** A temporary SQLite file unless one is given. */
  engine?: TestEngine
  /** Whose people the rule sends to the identity provider. */
  domain?: string
  /** Settings of the identity provider beside those that lead to it. */
  settings?: Record<string, unknown>
}

/**
 * A tenant, an identity provider called Partner to which a rule sends the people of one domain, and an application, for the tests of the file or group
 * that calls this. It can be used once they begin. Before each the identity provider behaves again.
 */
export function federationTenant(options: Options = {}): FederationTenant {
  const at = {} as FederationTenant
  beforeAll(async () => {
    Object.assign(at, await boot(options))
  })
  beforeEach(() => {
    at.idp.state.behaviour = {}
    at.idp.state.skew = 0
  })
  afterAll(async () => {
    await at.running.close()
    await at.idp.close()
  })
  return at
}

export type FederationTenant = Awaited<ReturnType<typeof boot>>

async function boot({ engine, domain = 'partner.test', settings = {} }: Options) {
  const idp = await externalIdp()
  const database = await engine?.open<Tables>()
  const running = await bootTenant({ ...(database && { database }), allow: [idp.issuer] })
  const federation = federationOf(running)
  const people = peopleOf(running)
  const link = federation.link(await federation.flow.openIdConnect('bank'))
  const id = await people.addIdentityProvider('Partner', idp.settings(settings))
  await federation.route({ IdentityProvider: id, Domain: domain })
  const anybody = `ada@${domain}`
  let count = 0

  const update = (change: Record<string, unknown>) =>
    running.admin.result('/Gatewright/IdentityProviders/Update', { ID: id, ...change })

  return {
    idp,
    running,
    federation,
    people,
    /** The link by which the application lets somebody sign in. */
    link,
    /** ID of the identity provider. */
    id,
    update,

    /** Another version of the identity provider, so that nothing that was read before counts. */
    readAnew: () =>
      update({ Authentication: { SignInAgainAfter: `0.01:00:${String(++count % 60).padStart(2, '0')}` } }),

    /** True when whom the identity provider names is signed in. */
    async arrives(name = anybody): Promise<boolean> {
      const sight = await federation.signIn(name, link)
      return sight.kind === 'answer' && addressOf(answerIn(sight)).startsWith('https://app.test/cb?code=')
    },

    /** Why nobody is sent there, or let in: as the administrator reads it, and the page that the person sees. */
    async refusedBy(name = anybody) {
      const browser = plainBrowser(running.url)
      const typed = await federation.typeName(browser, link, name)
      const sight = federation.leadsTo(typed) ? await browser.open(await federation.back(typed)) : typed
      const { status, html } = pageOf(sight)
      expect(status).toBe(400)
      return { ...(await federation.refused()), page: html }
    },

    async groupId(name: string): Promise<string> {
      const row = await running.tenant.database.read
        .selectFrom('group')
        .select('id')
        .where('name', '=', name)
        .executeTakeFirstOrThrow()
      return row.id
    },

    /** The groups of somebody, by name. */
    async groupsOf(name: string): Promise<string[]> {
      const rows = await running.tenant.database.read
        .selectFrom('group_member')
        .innerJoin('group', 'group.id', 'group_member.group_id')
        .innerJoin('user', 'user.id', 'group_member.user_id')
        .where('user.name', '=', name)
        .select('group.name')
        .orderBy('group.sort_key')
        .execute()
      return rows.map((row) => row.name)
    },
  }
}
