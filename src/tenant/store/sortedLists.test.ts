import { sql, type RawBuilder } from 'kysely'
import { expect, test } from 'vitest'
import { migrate } from '#platform/database/migrate.ts'
import { cloudDirectory } from '#schema/directoryService.ts'
import { sortKey } from '#schema/sortKey.ts'
import { testDatabases } from '#testing/database.ts'
import { actor } from '#testing/redrock.ts'
import { foundBy } from '../redrock/listApplications.ts'
import { parse } from '../redrock/parse.ts'
import { select } from '../redrock/select.ts'
import { applicationView } from '../redrock/views/applicationView.ts'
import { viewNamed } from '../redrock/views/views.ts'
import { migrations } from './migrations/index.ts'
import type { Row, Tables } from './tables.ts'

type Earlier = { user: Omit<Row<'user'>, 'display_name_key'> }

const names = ['Zoë', 'zoe', 'Émile', 'émile', 'Adam', 'Ärzte', '한글']

test.each(testDatabases())(
  'PB-07 display names that were there before get the key of new ones ($kind)',
  async ({ open }) => {
    const database = await open<Tables>()
    const before = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0061'))
    await migrate(database, { name: 'tenant', migrations: before })
    await database.withTables<Earlier>().write((tx) =>
      tx
        .insertInto('user')
        .values(names.map((name, index) => person(name, index)))
        .execute(),
    )
    await migrate(database, { name: 'tenant', migrations })
    const users = await database.read
      .selectFrom('user')
      .select(['display_name', 'display_name_key'])
      .execute()
    for (const { display_name, display_name_key } of users)
      expect(display_name_key).toBe(sortKey(display_name))
    await database.close()
  },
)

test.each(testDatabases())(
  'PB-07 lists come from an index in each order, both ways ($kind)',
  async ({ open, kind }) => {
    const database = await open<Tables>()
    // Without rows from before: PostgreSQL leaves an index alone while an older transaction could see them otherwise
    await migrate(database, { name: 'tenant', migrations })
    const planOf = (found: RawBuilder<unknown>, order: RawBuilder<unknown>) =>
      database.write(async (tx) => {
        // Tables of a few rows are read whole and sorted otherwise
        if (kind === 'postgres')
          for (const way of ['seqscan', 'sort', 'bitmapscan'])
            await sql`set local ${sql.ref(`enable_${way}`)} = off`.execute(tx)
        const explain = kind === 'postgres' ? sql`explain` : sql`explain query plan`
        return JSON.stringify((await sql`${explain} ${found} order by ${order} limit 2`.execute(tx)).rows)
      })
    const expectIndex = (plan: string, index: string) => {
      expect(plan).toContain(index)
      expect(plan).not.toMatch(kind === 'sqlite' ? /TEMP B-TREE/ : /Sort/)
    }

    for (const descending of [false, true]) {
      for (const [name, index] of [
        ['Name', 'user_sort_key'],
        ['DisplayName', 'user_display_name_key'],
        ['Status', 'user_status'],
        ['LastLogin', 'user_last_login'],
      ] as const) {
        const query = parse(
          'select ID, Username as Name, DisplayName, Status, LastLogin from User order by Username',
        )
        const view = viewNamed({ database, clock: () => 0, id: 'ABC0123' }, query.table)
        const given = { sortBy: { name, descending }, filter: null }
        const { rows, found, order } = select(query, given, { view, rows: 'all', dialect: kind, now: 0 })
        expectIndex(await planOf(rows, order), index)
        expectIndex(await planOf(found, order), index)
      }
      for (const [name, index] of [
        ['Name', 'application_sort_key'],
        ['State', 'application_state'],
        ['AppTypeDisplayName', 'application_type'],
      ] as const) {
        const { found, order } = foundBy(applicationView(kind, 0), {
          dialect: kind,
          actor: actor(['appman']),
          text: '',
          facets: [],
          sort: { name, descending },
        })
        expectIndex(await planOf(found, order), index)
      }
    }
    await database.close()
  },
)

const person = (displayName: string, index: number): Earlier['user'] => ({
  id: String(index),
  name: `u${index}@acme.test`,
  name_key: `u${index}@acme.test`,
  sort_key: sortKey(`u${index}@acme.test`),
  mail: '',
  mail_key: '',
  names: '',
  suffix: 'acme.test',
  phone_key: '',
  directory_id: cloudDirectory,
  external_id: null,
  display_name: displayName,
  state: 'None',
  oauth_client: 0,
  service_user: 0,
  in_everybody: 1,
  tokens_without_application: 0,
  break_glass: 0,
  signed_in: 0,
  last_login_day: 0,
  config: '{}',
  version: 1,
  last_login_at: null,
  password_changed_at: 1,
  created_at: 1,
  updated_at: 1,
})
