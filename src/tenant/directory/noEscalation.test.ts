import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aliases, api, type EndpointName } from '#schema/api.ts'
import { toWire } from '#schema/application/wire.ts'
import type { Access } from '#schema/endpoint.ts'
import { applicationRights, hasRight, type ApplicationRight } from '#schema/grant.ts'
import { rightPath, type Right } from '#schema/right.ts'
import { patternOpens } from '#schema/scopePattern.ts'
import type { ApiClient } from '#testing/apiClient.ts'
import { siemReader } from '#testing/clientSetup.ts'
import { oauthOf } from '#testing/oauth.ts'
import { password, peopleOf } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { loadApplication } from '../application/loadApplication.ts'
import { standingOf, type Standing } from './rightsOf.ts'

/**
 * AZ-05, model-based: editors with all kinds of rights do whatever they like to roles, groups, users, applications, scopes, clients and earlier
 * versions. Whatever passes, nobody ends up with a right, and no scope with a call, that the editor did not hold. The model knows only who holds what
 * and the table of calls; it knows none of the rules by which the tenant refuses.
 */

type Editor = { id: string; client: ApiClient }

let running: TestTenant
let editors: Editor[]
let users: string[]
let roles: string[]
let groups: string[]
let applications: string[]
/** What applications once were, as going back to it sends it. */
const earlier = new Map<string, object[]>()
beforeAll(async () => {
  running = await bootTenant()
  const people = peopleOf(running)
  const flow = oauthOf(running)
  const kinds: Right[][] = [
    ['appman'],
    ['roleman'],
    ['dsman'],
    ['appman', 'roleman', 'dsman'],
    ['appman', 'dsman', 'roleman', 'monitor', 'rouserman'],
    [],
  ]
  editors = []
  for (const rights of kinds) editors.push(await people.somebody(rights))
  users = editors.map(({ id }) => id)
  // Works in no role but its own: what Everybody holds is not its own
  const outside = await people.somebody(['dsman'])
  await running.admin.result('/CDirectoryService/ChangeUser', { ID: outside.id, InEverybodyRole: false })
  editors.push(outside)
  for (const name of ['one', 'two']) users.push(await people.addUser(name))
  users.push(await people.addUser('apart', { InEverybodyRole: false }))
  roles = ['sysadmin', 'readonlyadmin', 'everybody']
  for (const rights of [['monitor'], ['vaultman', 'appman'], [], []] as Right[][])
    roles.push(await people.addRole(`Some role ${roles.length}`, rights))
  roles.push('securityreviewer')
  await running.admin.result('/SaasManage/AssignSuperRights', [
    { Role: 'everybody', Path: rightPath('mfaunlock') },
  ])
  groups = [await people.addGroup('First'), await people.addGroup('Second')]
  await people.join(roles[4] ?? '', { Groups: groups.slice(0, 1) })
  applications = []
  for (const name of ['ours', 'theirs', 'widest']) {
    const { rowKey } = await flow.application(name)
    applications.push(rowKey)
    await remember(rowKey)
    if (name !== 'widest')
      await flow.change(rowKey, {
        OAuthProfile: { KnownScopes: [{ Scope: 'siem', AllowedRest: ['Redrock/'] }] },
      })
  }
  await flow.grant(applications[0] ?? '', { type: 'User', id: users[5] ?? '' }, 'View,Grant')
  await flow.grant(applications[1] ?? '', { type: 'Role', id: roles[5] ?? '' }, 'Admin')
  await flow.grant(applications[1] ?? '', { type: 'Group', id: groups[1] ?? '' }, 'Admin')
  await flow.grant(applications[0] ?? '', { type: 'User', id: users[7] ?? '' }, 'Admin')
})
afterAll(() => running.close())

async function remember(rowKey: string) {
  const application = await loadApplication(running.tenant.database.read, rowKey)
  if (application) earlier.set(rowKey, [...(earlier.get(rowKey) ?? []), toWire(application)])
}

const patterns = [
  '.*',
  'Redrock/query',
  'SaasManage/',
  'SaasManage/UpdateApplicationDE',
  'Roles/',
  'UserMgmt/.*',
  'CDirectoryService/GetUser',
  'Gatewright/History',
  'Gatewright/Keys',
  'Gatewright/Setup/CreateClient',
  'Gatewright/Secrets/List',
]
const givenRights: Right[] = ['appman', 'roleman', 'monitor', 'vaultman', 'mfaunlock']
const permissions: ApplicationRight[] = ['View', 'Run', 'Grant', 'ViewDetail', 'Manage', 'Delete']

const at = <Item>(list: readonly Item[], index: number): Item => list[index % list.length] as Item

/** One of each thing that an editor can try, picked by numbers. */
const attempts: Record<string, (n: number[]) => [path: string, body: unknown]> = {
  'a right for a role': ([a = 0, b = 0]) => [
    '/SaasManage/AssignSuperRights',
    [{ Role: at(roles, a), Path: rightPath(at(givenRights, b)) }],
  ],
  'a new role with a right': ([, b = 0]) => [
    '/SaasManage/StoreRole',
    { Name: `New ${randomUUID()}`, Gatewright: { Rights: [rightPath(at(givenRights, b))] } },
  ],
  'a user in a role': ([a = 0, b = 0]) => [
    '/SaasManage/AddUsersAndGroupsToRole',
    { Name: at(roles, a), Users: [at(users, b)] },
  ],
  'a group in a role': ([a = 0, b = 0]) => [
    '/Roles/UpdateRole',
    { Name: at(roles, a), Groups: { Add: [at(groups, b)] } },
  ],
  'a role in a role': ([a = 0, b = 0]) => [
    '/SaasManage/AddUsersAndGroupsToRole',
    { Name: at(roles, a), Roles: [at(roles, b)] },
  ],
  'a user in a group': ([a = 0, b = 0]) => [
    '/Gatewright/Groups/AddMembers',
    { ID: at(groups, a), Users: [at(users, b)] },
  ],
  'a user in Everybody': ([a = 0, b = 0]) => [
    '/CDirectoryService/ChangeUser',
    { ID: at(users, a), InEverybodyRole: b % 2 === 0 },
  ],
  'a new user': () => [
    '/CDirectoryService/CreateUser',
    { Name: `u${randomUUID()}@acme.test`, Password: password },
  ],
  'a pattern for a scope': ([a = 0, b = 0, c = 0]) => [
    '/SaasManage/UpdateApplicationDE',
    {
      _RowKey: at(applications, a),
      OAuthProfile: { KnownScopes: [{ Scope: at(['siem', 'all'], c), AllowedRest: [at(patterns, b)] }] },
    },
  ],
  'an earlier version': ([a = 0, b = 0]) => {
    const rowKey = at(applications, a)
    return ['/SaasManage/UpdateApplicationDE', { ...at(earlier.get(rowKey) ?? [{}], b), _RowKey: rowKey }]
  },
  'an application from the catalogue': ([a = 0]) => [
    '/SaasManage/ImportAppFromTemplate',
    { ID: [at(['OAuth2ServerClient', 'Generic OpenID Connect'], a)] },
  ],
  'a permission': ([a = 0, b = 0, c = 0, d = 0]) => [
    '/SaasManage/SetApplicationPermissions',
    {
      ID: at(applications, a),
      Grants: [
        c % 2 === 0
          ? { PType: 'User', PrincipalId: at(users, b), Rights: applicationRights[at(permissions, d)].wire }
          : { PType: 'Role', PrincipalId: at(roles, b), Rights: applicationRights[at(permissions, d)].wire },
      ],
    },
  ],
  'a client with its role and scope': ([a = 0, b = 0, c = 0, d = 0]) => {
    const name = `c${randomUUID()}`
    const setup = siemReader(name)
    setup.scope.scopes = [{ name: 'siem', description: '', patterns: [at(patterns, a)] }]
    setup.confidentialClient.rights = [at(givenRights, b)]
    if (d % 2 === 0) Object.assign(setup.confidentialClient, { role: 'existing', existingRole: at(roles, c) })
    return [
      '/Gatewright/Setup/CreateClient',
      { key: randomUUID(), recipe: 'siem', template: 'OAuth2ServerClient', setup },
    ]
  },
}

type State = {
  standings: Map<string, Standing>
  scopes: Map<string, Set<string>>
  held: Map<string, Set<string>>
}

/** Who holds which right, which scope opens which path, and who may do more than use which application. */
async function stateNow(): Promise<State> {
  const db = running.tenant.database.read
  const state: State = { standings: new Map(), scopes: new Map(), held: new Map() }
  for (const { id } of await db.selectFrom('user').select('id').execute()) {
    const standing = await standingOf(db, id)
    if (standing) state.standings.set(id, standing)
  }
  for (const { id } of await db.selectFrom('application').select('id').where('built_in', '=', 0).execute()) {
    const application = await loadApplication(db, id)
    for (const { name, patterns: each } of application?.config.scope.scopes ?? [])
      state.scopes.set(
        `${id} ${name}`,
        new Set(paths.filter((path) => each.some((one) => patternOpens(one, path)))),
      )
  }
  const grants = await db.selectFrom('application_grant').selectAll().execute()
  for (const [id, { roleIds, groupIds }] of state.standings) {
    const mine = grants.filter(({ principal_id }) => [id, ...roleIds, ...groupIds].includes(principal_id))
    const strong = mine.flatMap(({ application_id, bits }) =>
      (Object.keys(applicationRights) as ApplicationRight[])
        .filter((right) => !['View', 'Run', 'Automatic'].includes(right) && hasRight(bits, right))
        .map((right) => `${right} on ${application_id}`),
    )
    state.held.set(id, new Set(strong))
  }
  return state
}

const accesses = new Map<string, Access>(
  (Object.keys(api) as EndpointName[]).flatMap((name) =>
    [api[name].path, ...(aliases[name] ?? [])].map((path): [string, Access] => [
      path.slice(1),
      api[name].access,
    ]),
  ),
)
const paths = [...accesses.keys()]

function mayCall({ rights, systemAdministrator }: Standing, access: Access | undefined): boolean {
  if (systemAdministrator || access === undefined) return true
  if (access.kind === 'byOwner')
    return mayCall({ rights } as Standing, access.user) && mayCall({ rights } as Standing, access.application)
  if (access.kind === 'rights') return access.anyOf.some((right) => rights.has(right))
  if (access.kind === 'allRights') return access.allOf.every((right) => rights.has(right))
  return true
}

/** What somebody has afterwards that the editor did not have before, in words. */
function gains(before: State, after: State, by: Standing, editor: string): string[] {
  const found: string[] = []
  for (const [id, now] of after.standings) {
    const then = before.standings.get(id)
    for (const right of now.rights)
      if (!then?.rights.has(right) && !by.rights.has(right)) found.push(`${now.user.name} got ${right}`)
    if (now.systemAdministrator && !then?.systemAdministrator) found.push(`${now.user.name} got everything`)
    if (by.rights.has('appman')) continue
    for (const each of after.held.get(id) ?? [])
      if (!before.held.get(id)?.has(each) && !before.held.get(editor)?.has(each))
        found.push(`${now.user.name} got ${each}`)
  }
  for (const [scope, open] of after.scopes)
    for (const path of open)
      if (!before.scopes.get(scope)?.has(path) && !mayCall(by, accesses.get(path)))
        found.push(`the scope ${scope} got ${path}`)
  return found
}

test('AZ-05 on no path does anybody end up with what the editor lacks', { timeout: 120_000 }, async () => {
  let passed = 0
  const kinds = Object.keys(attempts)
  const step = fc.record({
    kind: fc.constantFrom(...kinds),
    editor: fc.nat(50),
    numbers: fc.array(fc.nat(200), { minLength: 4, maxLength: 4 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 40, size: 'max' }), async (steps) => {
      let before = await stateNow()
      for (const { kind, editor, numbers } of steps) {
        const { id, client } = at(editors, editor)
        const by = before.standings.get(id)
        const [path, body] = attempts[kind]?.(numbers) ?? ['', {}]
        if (!by) throw new Error('The editor is gone')
        const { envelope } = await client.post(path, body)
        if (!envelope.success) continue
        passed += 1
        const after = await stateNow()
        expect(
          gains(before, after, by, id),
          `${kind}: ${JSON.stringify(body)} by ${[...by.rights].join(' ')}`,
        ).toEqual([])
        before = after
      }
    }),
    { numRuns: 8, endOnFailure: true },
  )
  expect(passed).toBeGreaterThan(20)
})

test('each of these attempts is one that can succeed', async () => {
  for (const [kind, attempt] of Object.entries(attempts)) {
    const [path, body] = attempt([4, 1, 1, 1])
    const { envelope } = await running.admin.post(path, body)
    expect(envelope.Message, kind).toBeNull()
  }
})
