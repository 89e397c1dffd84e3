import { expect, test } from 'vitest'
import { cloudDirectory } from '#schema/directoryService.ts'
import { migrate } from '#platform/database/migrate.ts'
import { testDatabases } from '#testing/database.ts'
import { actor } from '#testing/redrock.ts'
import { listApplications } from '../redrock/listApplications.ts'
import { runQuery } from '../redrock/runQuery.ts'
import { migrations } from './migrations/index.ts'
import type { Row, Tables } from './tables.ts'

type Earlier = Omit<Tables, 'application' | 'user'> & {
  application: Omit<
    Row<'application'>,
    'granted' | 'names' | 'auth_methods' | 'client_id_type' | 'token_type' | 'used_day' | 'owner_id'
  >
  user: Omit<
    Row<'user'>,
    | 'display_name_key'
    | 'suffix'
    | 'phone_key'
    | 'mail'
    | 'names'
    | 'break_glass'
    | 'signed_in'
    | 'last_login_day'
  >
}

const times = { version: 1, created_at: 1, updated_at: 1 }
const application = (id: string, builtIn = 0): Earlier['application'] => ({
  id,
  application_id: `${id}-ID`,
  application_id_key: `${id}-id`,
  issuer_key: null,
  name: `Name of ${id}`,
  sort_key: `name of ${id}\u0001Name of ${id}`,
  template: 'OAuth2Server',
  config:
    '{"tokens":{"authMethods":["ClientCreds","Implicit"],"tokenType":"Opaque"},"description":{"owner":"0"}}',
  built_in: builtIn,
  ...times,
})

test.each(testDatabases())(
  'lists show, count and find what was there before as they do what is new ($kind)',
  async ({ open, kind }) => {
    const database = await open<Tables>()
    const before = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0029'))
    await migrate(database, { name: 'tenant', migrations: before })
    await database.withTables<Earlier>().write(async (tx) => {
      const applications = [application('one'), application('two'), application('own', 1)]
      await tx.insertInto('application').values(applications).execute()
      await tx
        .insertInto('application_search')
        .values(
          applications.map(({ id, sort_key }) => ({ application_id: id, name_key: sort_key, text: id })),
        )
        .execute()
      await tx
        .insertInto('application_grant')
        .values({
          application_id: 'two',
          principal_type: 'User',
          principal_id: 'u',
          principal_name: 'u',
          bits: 4,
        })
        .execute()
      const user = {
        state: 'None' as const,
        directory_id: cloudDirectory,
        external_id: null,
        mail_key: '',
        oauth_client: 0,
        service_user: 0,
        in_everybody: 1,
        tokens_without_application: 0,
        last_login_at: null,
        password_changed_at: 1,
        ...times,
      }
      const users = ['{"account":{"mail":"Zoe@Mail.test"}}', '{"account":{}}'].map((config, at) => ({
        ...user,
        id: String(at),
        name: `Login${at}@acme.test`,
        name_key: `login${at}@acme.test`,
        sort_key: `login${at}@acme.test`,
        display_name: `Zoë ${at}`,
        config,
      }))
      await tx.insertInto('user').values(users).execute()
    })
    await migrate(database, { name: 'tenant', migrations })

    const admin = actor(['appman', 'dsman'])
    const shown = async (as = admin, FilterValue = '') => {
      const { Results, FullCount } = await listApplications({ database, clock: () => 0 }, as, { FilterValue })
      return { FullCount, rows: Results.map(({ Row }) => [Row['ID'], Row['State']]) }
    }
    const [one, two] = [
      ['one', 'Ready to deploy'],
      ['two', 'Deployed'],
    ]
    expect(await shown()).toEqual({ FullCount: 2, rows: [one, two] })
    expect(await shown(admin, 'w')).toEqual({ FullCount: 1, rows: [two] })
    expect(await shown(actor([], { id: 'u' }))).toEqual({ FullCount: 1, rows: [two] })
    const having = (FilterQuery: Record<string, string>) =>
      listApplications({ database, clock: () => 0 }, admin, { FilterQuery }).then(
        ({ FullCount }) => FullCount,
      )
    expect(await having({ AuthMethods: 'Implicit', TokenType: 'Opaque' })).toBe(2)
    expect(await having({ ClientIdType: 'Confidential', LastUsed: 'Never' })).toBe(2)
    // By who looks after them
    expect((await shown(admin, 'zoe@mail')).FullCount).toBe(2)
    // The tenant's own is found by nobody
    expect(await shown(admin, 'own')).toEqual({ FullCount: 0, rows: [] })

    const query = async (Script: string, FilterBy: string[], FilterValue: string) => {
      const asked = { Script, Args: { FilterBy, FilterValue } }
      const { Results } = await runQuery({ database, clock: () => 0, id: 'ABC0123' }, admin, asked)
      return Results.map(({ Row }) => Row['ID'])
    }
    const users = 'select ID, Username, DisplayName, Email from User order by Username'
    for (const [text, found] of [
      ['zoe@mail', ['0']],
      ['LOGIN', ['0', '1']],
      ['Zoë', ['0', '1']],
      // In no single one of them
      ['test\nzoe', []],
    ] as const)
      expect(await query(users, ['Username', 'DisplayName', 'Email'], text), `${kind} ${text}`).toEqual(found)
    expect(
      await query('select ID, Name, ServiceName from Application', ['Name', 'ServiceName'], 'two-id'),
    ).toEqual(['two'])
  },
)
