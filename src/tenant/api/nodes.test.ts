import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ApiClient, signIn } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { oauthOf } from '#testing/oauth.ts'
import { password, peopleOf } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'

// Nodes of one tenant: changes are made at the first, and the requests after them are sent to all. An SQLite file belongs to one process.

describe.each(testDatabases())('$kind', ({ kind, create, open }) => {
  let nodes: TestTenant[]
  /** The ways in which the person calls: by session and by token. */
  let bearers: string[]
  let issuer: string | undefined
  let changes: Record<
    string,
    { go: () => Promise<unknown>; back: () => Promise<unknown>; ends: 401 | 403; token?: true }
  >

  beforeAll(async () => {
    const address = await create()
    const first = await bootTenant({ database: await open<Tables>(address) })
    nodes = [first]
    if (kind === 'postgres')
      nodes.push(await bootTenant({ database: await open<Tables>(address), joins: true }))
    const { admin, url } = first
    const flow = oauthOf(first)
    const people = peopleOf(first)
    const id = await people.addUser('person')
    const [inner, outer] = [await people.addRole('Inner'), await people.addRole('Outer', ['monitor'])]
    const group = await people.addGroup('Team')
    await people.join(outer, { Roles: [inner] })
    await people.join(inner, { Groups: [group] })
    const inGroup = (call: 'AddMembers' | 'RemoveMembers') =>
      admin.result(`/Gatewright/Groups/${call}`, { ID: group, Users: [id] })
    await inGroup('AddMembers')
    // One name for both nodes, whose addresses differ here
    const app = await flow.application('portal', { profile: { Issuer: 'https://nodes.example/' } })
    const { bearer } = await signIn(url, { user: 'person@acme.test', password })
    const code = await flow.code(app, { bearer, others: { scope: 'all' } })
    const { body } = await flow.token('portal', flow.redemption(code), { client: app.client })
    bearers = [bearer ?? '', String(body['access_token'])]
    issuer = decodeJwt(bearers[1] ?? '').iss

    const leave = (role: string, members: object) =>
      admin.result('/SaasManage/RemoveUsersAndGroupsFromRole', { Name: role, ...members })
    const right = (call: 'AssignSuperRights' | 'UnAssignSuperRights') =>
      admin.result(`/SaasManage/${call}`, [{ Role: outer, Path: '/lib/rights/monitor.json' }])
    const scope = (...AllowedRest: string[]) =>
      flow.change(app.rowKey, { OAuthProfile: { KnownScopes: [{ Scope: 'all', AllowedRest }] } })
    const run = (rights: string) => flow.grant(app.rowKey, { type: 'Role', id: 'everybody' }, rights)
    changes = {
      'a role loses a right': {
        go: () => right('UnAssignSuperRights'),
        back: () => right('AssignSuperRights'),
        ends: 403,
      },
      'a role leaves a role': {
        go: () => leave(outer, { Roles: [inner] }),
        back: () => people.join(outer, { Roles: [inner] }),
        ends: 403,
      },
      'a group leaves a role': {
        go: () => leave(inner, { Groups: [group] }),
        back: () => people.join(inner, { Groups: [group] }),
        ends: 403,
      },
      'somebody leaves a group': {
        go: () => inGroup('RemoveMembers'),
        back: () => inGroup('AddMembers'),
        ends: 403,
      },
      'a scope loses its patterns': {
        go: () => scope('Security/'),
        back: () => scope('.*'),
        ends: 403,
        token: true,
      },
      'Run is withdrawn': { go: () => run('None'), back: () => run('Execute'), ends: 401, token: true },
    }
  })
  afterAll(() => Promise.all(nodes.map(({ app }) => app.close())))

  const statuses = () =>
    Promise.all(
      nodes.map(({ url }) =>
        Promise.all(
          bearers.map(
            async (bearer) =>
              (await new ApiClient(url, bearer).post('/Acl/GetRowAces', { RowKey: 'x' })).status,
          ),
        ),
      ),
    )

  test('AZ-09 a permission change counts on the next request, on all nodes', async () => {
    expect(issuer).toBe('https://nodes.example/')
    const all = (session: number, token: number) => nodes.map(() => [session, token])
    expect(await statuses()).toEqual(all(200, 200))
    for (const [name, { go, back, ends, token }] of Object.entries(changes)) {
      await go()
      expect([name, await statuses()]).toEqual([name, all(token ? 200 : ends, ends)])
      await back()
      expect([name, await statuses()]).toEqual([name, all(200, 200)])
    }
  })
})
