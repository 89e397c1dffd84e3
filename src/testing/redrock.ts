import { cloudDirectory } from '#schema/directoryService.ts'
import type { Database } from '#platform/database/database.ts'
import { migrate } from '#platform/database/migrate.ts'
import type { RedrockArgs } from '#schema/redrock.ts'
import type { Right } from '#schema/right.ts'
import type { Actor } from '#tenant/actor.ts'
import { Problem } from '#tenant/problem.ts'
import { runQuery } from '#tenant/redrock/runQuery.ts'
import { sortKey } from '#schema/sortKey.ts'
import { migrations } from '#tenant/store/migrations/index.ts'
import type { Row, Tables } from '#tenant/store/tables.ts'
import type { TestEngine } from './database.ts'

/** A small tenant to query: Ada, Bob and a service user, four roles, four events, three applications and one of the tenant's own. */
export async function redrockTenant(engine: TestEngine, options?: { longestRead: number }) {
  const database = await engine.open<Tables>(undefined, options)
  await migrate(database, { name: 'tenant', migrations })
  await database.write(async (tx) => {
    await tx.insertInto('user').values(users).execute()
    await tx.insertInto('role').values(roles).execute()
    await tx.insertInto('event').values(events).execute()
    await tx.insertInto('application').values(applications).execute()
    await tx.insertInto('application_search').values(applications.filter(isListed).map(searchRow)).execute()
    await tx.insertInto('application_grant').values(grants).execute()
  })
  return askerOf(database)
}

export const now = Date.UTC(2026, 10, 21, 12, 0)
export const hour = 3_600_000
export const day = 24 * hour

export const actor = (rights: Right[], change: Partial<Actor> = {}): Actor => ({
  id: 'ada',
  name: 'ada@acme.test',
  displayName: 'Ada',
  rights: new Set(rights),
  systemAdministrator: false,
  roleIds: [],
  groupIds: [],
  administrativeRoleIds: [],
  scopes: null,
  powers: null,
  sessionMac: null,
  client: null,
  throughConsole: false,
  proofIsOld: false,
  sessionHash: '',
  ...change,
})

export type Asker = ReturnType<typeof askerOf>

function askerOf(database: Database<Tables>) {
  const query = (Script: string, options: { as?: Actor; args?: RedrockArgs; notes?: string[] } = {}) =>
    runQuery(
      { database, clock: () => now, id: 'ABC0123' },
      options.as ?? actor(['monitor']),
      { Script, Args: options.args },
      (note) => options.notes?.push(note),
    )
  const rows = async (...call: Parameters<typeof query>) =>
    (await query(...call)).Results.map(({ Row }) => Row)
  return {
    database,
    query,
    rows,
    /** One column of all rows. */
    column: async (name: string, ...call: Parameters<typeof query>) =>
      (await rows(...call)).map((row) => row[name]),
    refusal: async (...call: Parameters<typeof query>) => {
      const fault: unknown = await query(...call).catch((error: unknown) => error)
      if (!(fault instanceof Problem))
        throw new Error(`Not refused: ${JSON.stringify(call[0])}`, { cause: fault })
      return fault
    },
  }
}

const users: Row<'user'>[] = [
  { id: 'ada', state: 'None', client: 0, login: now - hour, mail: 'ada@mail.test' },
  { id: 'bob', state: 'Disabled', client: 0, login: now - day, mail: 'bob@mail.test' },
  { id: 'svc', state: 'None', client: 1, login: null, mail: '' },
].map(({ id, state, client, login, mail }) => ({
  id,
  name: `${id}@acme.test`,
  name_key: `${id}@acme.test`,
  sort_key: sortKey(`${id}@acme.test`),
  mail,
  mail_key: mail,
  names: `${id}@acme.test\n${id}\n${mail}`,
  suffix: 'acme.test',
  phone_key: '',
  directory_id: cloudDirectory,
  external_id: null,
  display_name: id,
  display_name_key: sortKey(id),
  state: state as Row<'user'>['state'],
  oauth_client: client,
  service_user: client,
  in_everybody: 1 - client,
  break_glass: 0,
  signed_in: login === null ? 0 : 1,
  last_login_day: login === null ? 0 : Math.floor(login / day),
  tokens_without_application: 1,
  config: JSON.stringify({ account: { name: `${id}@acme.test`, mail } }),
  version: 1,
  last_login_at: login,
  password_changed_at: 1,
  created_at: 1,
  updated_at: 1,
}))

const roles: Row<'role'>[] = [
  ['sysadmin', 'System Administrator'],
  ['everybody', 'Everybody'],
  ['r1', 'Readers'],
  ['r2', '100%'],
].map(([id = '', name = '']) => ({
  id,
  name,
  name_key: name.toLowerCase(),
  sort_key: sortKey(name),
  description: '',
  requires_federation: 0,
  built_in: id.startsWith('r') ? 0 : 1,
  version: 1,
  created_at: 1,
  updated_at: 1,
}))

const events: Row<'event'>[] = [
  { type: 'Cloud.Core.Login', at: now - 40 * day, who: 'ada' },
  { type: 'Cloud.Core.LoginFail', at: now - 10 * day, who: 'bob' },
  { type: 'Cloud.Core.Login', at: now - day, who: 'ada' },
  { type: 'Cloud.OAuth2.Token.Issued', at: now - 60_000, who: 'svc' },
].map(({ type, at, who }, index) => ({
  number: index + 1,
  id: `e${index + 1}`,
  event_type: type,
  at,
  level: type.endsWith('Fail') ? 'Warning' : 'Info',
  actor_id: who,
  actor_name: `${who}@acme.test`,
  application_id: null,
  application_name: null,
  object_type: null,
  object_id: null,
  object_name: null,
  ip: '10.0.0.1',
  correlation_id: 'c',
  detail: '{}',
  hash: 'secret-hash',
}))

const applications: Row<'application'>[] = [
  {
    id: 'a1',
    name: 'Events',
    config: { description: { description: 'For the SIEM', category: 'Security' } },
  },
  { id: 'a2', name: 'Ledger', config: {} },
  {
    id: 'a3',
    name: 'Signing',
    template: 'Generic OpenID Connect',
    config: { description: { category: 'Sign-in' } },
  },
  { id: 'own', name: 'Console', builtIn: 1, config: {} },
].map(({ id, name, config, template = 'OAuth2ServerClient', builtIn = 0 }) => ({
  id,
  application_id: name.toLowerCase(),
  application_id_key: name.toLowerCase(),
  issuer_key: null,
  name,
  sort_key: sortKey(name),
  template,
  names: `${name}\n${name}`.toLowerCase(),
  granted: id === 'a1' || id === 'a2' ? 1 : 0,
  auth_methods: id === 'a1' ? 'ClientCreds,ResourceCreds' : id === 'a2' ? 'ClientCreds' : '',
  client_id_type: id === 'a3' ? '' : 'Confidential',
  token_type: 'JwtRS256',
  owner_id: '',
  used_day: id === 'a1' ? Math.floor((now - 40 * day) / day) : 0,
  config: JSON.stringify(config),
  built_in: builtIn,
  version: 1,
  created_at: 1,
  updated_at: 1,
}))

const grants: Row<'application_grant'>[] = [
  { application_id: 'a1', principal_type: 'Role', principal_id: 'r1', principal_name: 'Readers', bits: 132 },
  { application_id: 'a2', principal_type: 'User', principal_id: 'ada', principal_name: 'Ada', bits: 128 },
]

const isListed = ({ built_in: builtIn }: Row<'application'>) => builtIn === 0
const searchRow = ({ id, name }: Row<'application'>) => ({
  application_id: id,
  name_key: sortKey(name),
  text: name.toLowerCase(),
})
