import { expect, test } from 'vitest'
import { migrate } from '#platform/database/migrate.ts'
import { testDatabases } from '#testing/database.ts'
import { migrations } from './migrations/index.ts'
import type { Row, Tables } from './tables.ts'

/** As the version before had them. */
type Earlier = {
  user: Omit<
    Row<'user'>,
    | 'display_name_key'
    | 'suffix'
    | 'phone_key'
    | 'directory_id'
    | 'external_id'
    | 'mail'
    | 'names'
    | 'break_glass'
    | 'signed_in'
    | 'last_login_day'
  >
  login_suffix: Omit<Row<'login_suffix'>, 'is_default'>
}

test.each(testDatabases())(
  'users of the version before have directory, suffix and phone ($kind)',
  async ({ open }) => {
    const database = await open<Tables>()
    const before = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0028'))
    await migrate(database, { name: 'tenant', migrations: before })
    const numbers = ['', '+49 (30) 12-34/5.6']
    await database.withTables<Earlier>().write(async (tx) => {
      for (const [at, mobileNumber] of numbers.entries())
        await tx
          .insertInto('user')
          .values({
            id: String(at),
            name: `U${at}@Acme.test`,
            name_key: `u${at}@acme.test`,
            sort_key: '',
            mail_key: '',
            display_name: '',
            state: 'None',
            oauth_client: 0,
            service_user: 0,
            in_everybody: 1,
            tokens_without_application: 1,
            config: JSON.stringify({ account: mobileNumber === '' ? {} : { mobileNumber } }),
            version: 1,
            last_login_at: null,
            password_changed_at: 1,
            created_at: 1,
            updated_at: 1,
          })
          .execute()
      for (const [at, suffix] of ['b.test', 'a.test'].entries())
        await tx
          .insertInto('login_suffix')
          .values({ suffix, created_at: 2 - at })
          .execute()
    })
    await migrate(database, { name: 'tenant', migrations })
    const cloud = '09B9A9B0-6CE8-465F-AB03-65766D33B05E'
    expect(
      await database.read
        .selectFrom('user')
        .select(['suffix', 'phone_key', 'directory_id', 'external_id'])
        .orderBy('id')
        .execute(),
    ).toEqual([
      { suffix: 'acme.test', phone_key: '', directory_id: cloud, external_id: null },
      { suffix: 'acme.test', phone_key: '+4930123456', directory_id: cloud, external_id: null },
    ])
    expect(
      await database.read.selectFrom('login_suffix').select('suffix').where('is_default', '=', 1).execute(),
    ).toEqual([{ suffix: 'a.test' }])
    await database.close()
  },
)
