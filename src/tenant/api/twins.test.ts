import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { categoriesOf } from '#schema/application/categoriesOf.ts'
import { namesIn, type Setting } from '#schema/setting.ts'
import { signIn } from '#testing/apiClient.ts'
import { oauthOf } from '#testing/oauth.ts'
import { password, peopleOf, refusal, type People } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

// NT-36: nobody gets a name that looks like another's, and every spelling of a name is the same person.

let running: TestTenant
let people: People
beforeAll(async () => {
  running = await bootTenant()
  people = peopleOf(running)
  await people.addUser('victim')
})
afterAll(() => running.close())

const invisible = [
  '\u3164',
  '\uffa0',
  '\u115f',
  '\u1160',
  '\ufe0f',
  '\u034f',
  '\u2800',
  '\u200b',
  '\u00ad',
  '\u180e',
]
const twinsOf = (name: string) =>
  invisible.flatMap((each) => [name + each, name.slice(0, 3) + each + name.slice(3)])

const create = '/CDirectoryService/CreateUser'

test('NT-36 X-09 no user gets a twin’s login name', async () => {
  for (const name of twinsOf('victim')) {
    const refused = await refusal(running.admin, create, { Name: `${name}@acme.test`, Password: password })
    expect({ name, field: refused.field }).toEqual({ name, field: 'account.name' })
  }
})

test('NT-36 X-09 no role and no group gets a twin’s name, made or renamed', async () => {
  await people.addRole('Night shift')
  await people.addGroup('Early shift')
  for (const twin of [
    ...twinsOf('System Administrator'),
    'System  Administrator',
    'System\u00a0Administrator',
  ])
    for (const [path, body] of [
      ['/SaasManage/StoreRole', { Name: twin }],
      ['/Roles/UpdateRole', { Name: 'Night shift', NewName: twin }],
      ['/Gatewright/Groups/Create', { Name: twin }],
      ['/Gatewright/Groups/Update', { ID: 'Early shift', Name: twin }],
    ] as const)
      expect({ path, twin, field: (await refusal(running.admin, path, body)).field }).toEqual({
        path,
        twin,
        field: 'description.name',
      })
})

const spellings = [
  'victim',
  'Victim',
  'VICTIM',
  ' victim',
  'ｖictim',
  'vıctim',
  '𝐯ictim',
  ...twinsOf('victim'),
]

test('NT-36 RP-08 whoever signs in under another spelling is the same person, or nobody', async () => {
  for (const name of spellings) {
    const client = await signIn(running.url, { user: `${name}@acme.test`, password }).catch(() => null)
    const { User } = client ? await client.result<{ User: string }>('/Security/WhoAmI') : { User: null }
    expect([null, 'victim@acme.test']).toContain(User)
    await running.tenant.database.write((tx) => tx.deleteFrom('failed_login').execute())
  }
})

test('NT-36 RP-08 the tries of all spellings of a name count together', async () => {
  const tries = ['victim', 'Victim', 'VICTIM', 'ｖictim', 'vıctim', '𝐯ictim', 'victim'].map(
    (each) => `${each}@acme.test`,
  )
  const seen: boolean[] = []
  for (const user of tries)
    seen.push(
      await signIn(running.url, { user, password: 'wrong' }).then(
        () => false,
        (error: unknown) => String(error).includes('Too many'),
      ),
    )
  expect(seen.at(-1)).toBe(true)
  await running.tenant.database.write((tx) => tx.deleteFrom('failed_login').execute())
})

test('NT-36 X-09 no setting of an application that is a name takes what nobody sees', async () => {
  const { rowKey } = await oauthOf(running).application('portal')
  const update = '/SaasManage/UpdateApplicationDE'
  // Which have a text of one line in them, by their kind
  const names = categoriesOf('OAuth2ServerClient').flatMap(({ settings }) =>
    Object.entries<Setting>(settings).filter(
      ([, setting]) => setting.kind === 'text' && namesIn(setting, 'x').length > 0,
    ),
  )
  expect(names.length).toBeGreaterThan(3)
  for (const [key, setting] of names) {
    const [first = '', ...inner] = (setting.wire ?? '').split('.')
    if (first === '') continue
    const value = inner.reduceRight((held: unknown, name) => ({ [name]: held }), 'twin\u3164')
    const refused = await refusal(running.admin, update, { _RowKey: rowKey, [first]: value })
    expect({ key, field: refused.field }).toEqual({ key, field: expect.stringContaining(key) })
  }
})

test('X-09 no secret gets a label with something invisible in it', async () => {
  const { client } = await oauthOf(running).application('labels')
  const refused = await refusal(running.admin, '/Gatewright/Secrets/Add', {
    owner: { type: 'user', id: client.id },
    key: randomUUID(),
    label: 'Production\u3164',
  })
  expect(refused.message).toContain('Character 11 is invisible')
})

test('X-09 an account whose name held something invisible before can still be disabled', async () => {
  const id = await people.addUser('older')
  const config = (
    await running.tenant.database.read
      .selectFrom('user')
      .select('config')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  ).config
  const held = config.replace('"displayName":""', '"displayName":"Zo\u00eb \u2764\ufe0f"')
  expect(held).not.toBe(config)
  await running.tenant.database.write((tx) =>
    tx.updateTable('user').set({ config: held }).where('id', '=', id).execute(),
  )
  await running.admin.result('/CDirectoryService/SetUserState', { ID: id, state: 'Disabled' })
  expect(await people.attributes(id)).toMatchObject({
    State: 'Disabled',
    DisplayName: 'Zo\u00eb \u2764\ufe0f',
  })
  const renamed = { ID: id, DisplayName: 'Zo\u00eb \u2764\ufe0f\ufe0f' }
  expect((await refusal(running.admin, '/CDirectoryService/ChangeUser', renamed)).field).toBe(
    'account.displayName',
  )
})
