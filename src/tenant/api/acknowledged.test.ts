import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { oauthOf } from '#testing/oauth.ts'
import { peopleOf } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'

/**
 * D10, model-based: several programs change parts of the same objects, one after another, at once, and from versions that are not the present one.
 * The model knows what was acknowledged last for each field. Whatever the order, every field reads as it was acknowledged, and what was refused has
 * changed nothing.
 */

type Field = {
  object: string
  name: string
  /** The edit that sets this field and no other. */
  write: (value: string) => [path: string, body: object]
  read: (objects: Record<string, Record<string, unknown>>) => unknown
  values: readonly string[]
}

const texts = ['one', 'two words', 'Ünï ☂', '']
const rightsOf = (value: string) =>
  value === '' ? [] : value.split(',').map((file) => `/lib/rights/${file}.json`)

describe.each(testDatabases())('$kind', (engine) => {
  let running: TestTenant
  let fields: Field[]
  let readAll: () => Promise<Record<string, Record<string, unknown>>>
  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open<Tables>() })
    const { admin } = running
    const people = peopleOf(running)
    const { rowKey } = await oauthOf(running).application('kept')
    const [user, role, group] = [
      await people.addUser('kept'),
      await people.addRole('Kept role'),
      await people.addGroup('Kept group'),
    ]
    const text = (
      object: string,
      name: string,
      path: string,
      key: object,
      values: readonly string[] = texts,
    ): Field => ({
      object,
      name,
      write: (value) => [path, { ...key, [name]: value }],
      read: (objects) => objects[object]?.[name],
      values,
    })
    const [changeUser, changeApplication] = [
      '/CDirectoryService/ChangeUser',
      '/SaasManage/UpdateApplicationDE',
    ]
    fields = [
      // Without one the login name is shown
      text('user', 'DisplayName', changeUser, { ID: user }, ['One', 'Two words', 'Ünï ☂']),
      text('user', 'Description', changeUser, { ID: user }),
      text('user', 'OfficeNumber', changeUser, { ID: user }, ['+41 1', '+41 2', '']),
      text('application', 'Description', changeApplication, { _RowKey: rowKey }),
      text('application', 'Name', changeApplication, { _RowKey: rowKey }, ['Kept one', 'Kept two']),
      {
        object: 'application',
        name: 'OAuthProfile.TokenLifetimeString',
        write: (value) => [
          changeApplication,
          { _RowKey: rowKey, OAuthProfile: { TokenLifetimeString: value } },
        ],
        read: ({ application = {} }) =>
          (application['OAuthProfile'] as Record<string, unknown>)['TokenLifetimeString'],
        values: ['1:00:00', '2:30:00', '5:00:00'],
      },
      text('role', 'Description', '/Roles/UpdateRole', { Name: role }),
      {
        object: 'role',
        name: 'Gatewright.Rights',
        write: (value) => ['/Roles/UpdateRole', { Name: role, Gatewright: { Rights: rightsOf(value) } }],
        read: ({ role = {} }) =>
          (role['Gatewright'] as { Rights: string[] }).Rights.map((path) => path.slice(12, -5))
            .sort()
            .join(','),
        values: ['', 'monitor', 'monitor,reportman'],
      },
      text('group', 'Description', '/Gatewright/Groups/Update', { ID: group }),
    ]
    const readers: Record<string, [path: string, body: object]> = {
      user: ['/UserMgmt/GetUserAttributes', { ID: user }],
      application: ['/SaasManage/GetApplication', { _RowKey: rowKey }],
      role: ['/SaasManage/GetRole', { Name: role, suppressPrincipalsList: true }],
      group: ['/Gatewright/Groups/Get', { ID: group }],
    }
    readAll = async () =>
      Object.fromEntries(
        await Promise.all(
          Object.entries(readers).map(
            async ([object, [path, body]]) =>
              [object, await admin.result<Record<string, unknown>>(path, body)] as const,
          ),
        ),
      )
  })
  afterAll(() => running.close())

  test.each(['user', 'application', 'role', 'group'])(
    'D10 no sequence of edits of a %s loses a field that was acknowledged, and none that was refused changes one',
    async (object) => {
      const edit = fc.record({ field: fc.nat(100), value: fc.nat(100), stale: fc.boolean() })
      const sequence = fc.array(fc.array(edit, { minLength: 1, maxLength: 3 }), {
        minLength: 1,
        maxLength: 6,
      })
      const edited = fields.filter((field) => field.object === object)
      let acknowledged = 0
      let refused = 0
      await fc.assert(
        fc.asyncProperty(sequence, async (steps) => {
          const seen = await readAll()
          const model = new Map(fields.map((field) => [field, field.read(seen)]))
          for (const atOnce of steps) {
            const done = await Promise.all(
              atOnce.map(async ({ field: index, value: choice, stale }) => {
                const field = edited[index % edited.length] as Field
                const value = field.values[choice % field.values.length] ?? ''
                const [path, body] = field.write(value)
                const { envelope } = await running.admin.post(path, body, stale ? { 'if-match': '"0"' } : {})
                return { field, value, passed: envelope.success, stale }
              }),
            )
            for (const { passed, stale } of done) {
              if (stale) expect(passed).toBe(false)
              if (passed) acknowledged++
              else refused++
            }
            const now = await readAll()
            for (const field of fields) {
              const possible = done
                .filter((each) => each.field === field && each.passed)
                .map(({ value }) => value)
              const before = model.get(field)
              expect(possible.length > 0 ? possible : [before]).toContain(field.read(now))
              model.set(field, field.read(now))
            }
          }
        }),
        { numRuns: 8 },
      )
      expect(acknowledged).toBeGreaterThan(5)
      expect(refused).toBeGreaterThan(3)
    },
  )
})
