import { cloudDirectory } from '#schema/directoryService.ts'
import { describe, expect, test, beforeEach } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { migrate } from '#platform/database/migrate.ts'
import { testDatabases } from '#testing/database.ts'
import { migrations } from '../store/migrations/index.ts'
import type { Row, Tables } from '../store/tables.ts'
import { standingOf } from './rightsOf.ts'

describe.each(testDatabases())('$kind', ({ open }) => {
  let database: Database<Tables>

  beforeEach(async () => {
    database = await open<Tables>()
    await migrate(database, { name: 'tenant', migrations })
    await database.write(async (tx) => {
      for (const id of ['sysadmin', 'everybody', 'a', 'b', 'c'])
        await tx
          .insertInto('role')
          .values({
            id,
            name: id,
            name_key: id,
            sort_key: id,
            description: '',
            built_in: 0,
            version: 1,
            created_at: 1,
            updated_at: 1,
          })
          .execute()
    })
  })

  const addUser = (id: string, change: Partial<Row<'user'>> = {}) =>
    database.write((tx) =>
      tx
        .insertInto('user')
        .values({
          id,
          name: id,
          name_key: id,
          sort_key: id,
          mail: '',
          mail_key: '',
          names: '',
          suffix: '',
          phone_key: '',
          directory_id: cloudDirectory,
          external_id: null,
          display_name: id,
          state: 'None',
          oauth_client: 0,
          service_user: 0,
          in_everybody: 0,
          tokens_without_application: 1,
          config: '{}',
          version: 1,
          last_login_at: null,
          password_changed_at: 1,
          created_at: 1,
          updated_at: 1,
          ...change,
        })
        .execute(),
    )
  const put = (role: string, type: 'User' | 'Group' | 'Role', member: string) =>
    database.write((tx) =>
      tx.insertInto('role_member').values({ role_id: role, member_type: type, member_id: member }).execute(),
    )
  const putIntoGroup = (group: string, user: string) =>
    database.write(async (tx) => {
      const row = {
        id: group,
        directory_id: cloudDirectory,
        name: group,
        name_key: group,
        sort_key: group,
        description: '',
        version: 1,
      }
      await tx
        .insertInto('group')
        .values({ ...row, created_at: 1, updated_at: 1 })
        .execute()
      await tx.insertInto('group_member').values({ group_id: group, user_id: user }).execute()
    })
  const give = (role: string, right: string) =>
    database.write((tx) => tx.insertInto('role_right').values({ role_id: role, right_file: right }).execute())
  const standing = async (id: string) => {
    const found = await standingOf(database.read, id)
    return (
      found && {
        roles: found.roleIds.sort(),
        rights: [...found.rights].sort(),
        admin: found.systemAdministrator,
      }
    )
  }

  test('nobody has no standing, and a user without roles may do nothing', async () => {
    await addUser('ada')
    expect(await standing('bob')).toBeNull()
    expect(await standing('ada')).toEqual({ roles: [], rights: [], admin: false })
  })

  test('rights come through nested roles, each once, and roles that contain each other end', async () => {
    await addUser('ada')
    await put('a', 'User', 'ada')
    await put('b', 'Role', 'a')
    await put('c', 'Role', 'b')
    await put('a', 'Role', 'c')
    await give('a', 'monitor')
    await give('c', 'appman')
    await give('c', 'monitor')
    expect(await standing('ada')).toEqual({
      roles: ['a', 'b', 'c'],
      rights: ['appman', 'monitor'],
      admin: false,
    })
  })

  test('a member id counts only for its own type', async () => {
    await addUser('a')
    await put('b', 'Role', 'a')
    await put('b', 'Group', 'a')
    expect(await standing('a')).toEqual({ roles: [], rights: [], admin: false })
  })

  test('rights come through groups and the roles that they are in, and not through a role of the same id', async () => {
    await addUser('ada')
    await addUser('bob')
    await putIntoGroup('a', 'ada')
    await putIntoGroup('staff', 'ada')
    await putIntoGroup('others', 'bob')
    await put('b', 'Group', 'a')
    await put('c', 'Role', 'b')
    await put('sysadmin', 'Group', 'others')
    await give('a', 'appman')
    await give('c', 'monitor')
    expect(await standing('ada')).toEqual({ roles: ['b', 'c'], rights: ['monitor'], admin: false })
    expect((await standingOf(database.read, 'ada'))?.groupIds.sort()).toEqual(['a', 'staff'])
    expect(await standing('bob')).toEqual({ roles: ['sysadmin'], rights: [], admin: true })
  })

  test('Everybody follows from the user, with the roles that contain it', async () => {
    await addUser('ada', { in_everybody: 1 })
    await addUser('svc')
    await put('a', 'Role', 'everybody')
    await give('a', 'adminportallogin')
    expect(await standing('ada')).toEqual({
      roles: ['a', 'everybody'],
      rights: ['adminportallogin'],
      admin: false,
    })
    expect(await standing('svc')).toEqual({ roles: [], rights: [], admin: false })
  })

  test('a member of a role inside System Administrator is one', async () => {
    await addUser('ada')
    await put('a', 'User', 'ada')
    await put('sysadmin', 'Role', 'a')
    expect(await standing('ada')).toMatchObject({ admin: true })
  })

  test('CL-04 a confidential client is never a System Administrator, whatever the tables say', async () => {
    await addUser('svc', { oauth_client: 1 })
    await put('sysadmin', 'User', 'svc')
    await give('sysadmin', 'appman')
    await put('a', 'User', 'svc')
    await give('a', 'monitor')
    expect(await standing('svc')).toEqual({ roles: ['a'], rights: ['monitor'], admin: false })
  })

  test('a right that this version does not know gives nothing', async () => {
    await addUser('ada')
    await put('a', 'User', 'ada')
    await give('a', 'toString')
    expect(await standing('ada')).toMatchObject({ rights: [] })
  })
})
