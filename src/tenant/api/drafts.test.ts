import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { everyCategory } from '#schema/nounCategories.ts'
import { isSecret } from '#schema/setting.ts'
import type { ApiClient } from '#testing/apiClient.ts'
import { peopleOf, refusal } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

let running: TestTenant
let ada: ApiClient
let bob: ApiClient
beforeAll(async () => {
  running = await bootTenant()
  const people = peopleOf(running)
  ada = (await people.somebody()).client
  bob = (await people.somebody(['monitor'])).client
})
afterAll(() => running.close())

const draft = (id: string, body: object = { description: { name: 'Half' } }) => ({
  id,
  kind: 'clientSetup',
  title: 'Half a client',
  body,
})
const save = (client: ApiClient, values: object) => client.result('/Gatewright/Drafts/Save', values)
const get = (client: ApiClient, id: string) =>
  client.result<{ body: object } | null>('/Gatewright/Drafts/Get', { id })
const list = (client: ApiClient) => client.result<{ id: string }[]>('/Gatewright/Drafts/List')

test('a draft comes back as it was typed, replaced by the next one, and can be deleted', async () => {
  await save(ada, draft('one'))
  await save(ada, draft('one', { description: { name: 'More', odd: [1, null, { a: '<b>' }] } }))
  expect(await get(ada, 'one')).toMatchObject({
    body: { description: { name: 'More', odd: [1, null, { a: '<b>' }] } },
  })
  await ada.result('/Gatewright/Drafts/Delete', { id: 'one' })
  expect(await get(ada, 'one')).toBeNull()
})

test('the draft of an identity provider that is deleted says so, and no other does', async () => {
  const id = await peopleOf(running).addIdentityProvider('Begun')
  const goneOf = async () =>
    (await ada.result<{ id: string; gone: boolean }[]>('/Gatewright/Drafts/List')).filter(({ gone }) => gone)
  await save(ada, draft('without'))
  await save(ada, { ...draft(id), kind: 'identityProvider/setup' })
  expect(await goneOf()).toEqual([])
  await running.admin.result('/Gatewright/IdentityProviders/Delete', { ID: id })
  expect((await goneOf()).map((each) => each.id)).toEqual([id])
})

describe('AZ-02 a draft is seen by whoever typed it, and by no administrator', () => {
  test('reading, listing, replacing and deleting reach one’s own only', async () => {
    await save(ada, draft('mine'))
    for (const other of [bob, running.admin]) {
      expect(await get(other, 'mine')).toBeNull()
      expect((await list(other)).map(({ id }) => id)).not.toContain('mine')
      await other.result('/Gatewright/Drafts/Delete', { id: 'mine' })
      await save(other, draft('mine', { description: { name: 'Theirs' } }))
    }
    expect(await get(ada, 'mine')).toMatchObject({ body: { description: { name: 'Half' } } })
  })

  test('a draft names no owner that it could be given', async () => {
    const me = await bob.result<{ UserId: string }>('/Security/WhoAmI')
    await save(ada, { ...draft('given'), user_id: me.UserId, userId: me.UserId, User: me.UserId })
    expect(await get(bob, 'given')).toBeNull()
  })
})

const secrets = everyCategory()
  .flatMap(({ settings }) => Object.entries(settings))
  .flatMap(([name, setting]) => (isSecret(setting) ? [name] : []))

test('CL-01 there are secret settings that a form may hold', () => {
  expect(secrets).toEqual(expect.arrayContaining(['secret', 'secretAgain', 'password', 'passwordAgain']))
})

test.each([...secrets, 'Secret', 'SECRETAGAIN'])(
  'CL-01 what is typed as %s is not kept, however deep it stands',
  async (name) => {
    const canary = `canary-${name}-in-draft`
    await save(
      ada,
      draft('secret', { [name]: canary, a: { [name]: canary, b: [{ [name]: canary, kept: 1 }] } }),
    )
    expect(await get(ada, 'secret')).toMatchObject({ body: { a: { b: [{ kept: 1 }] } } })
    const rows = await running.tenant.database.read.selectFrom('draft').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(canary)
  },
)

test('what is chosen about a secret is no secret', async () => {
  const body = {
    confidentialClient: { secretOrigin: 'typed', loginName: 'svc' },
    tokens: { tokenLifetime: 60 },
  }
  await save(ada, draft('kept', body))
  expect(await get(ada, 'kept')).toMatchObject({ body })
})

describe('bounds', () => {
  test.each<[string, object]>([
    ['more than 200,000 letters', draft('big', { text: 'x'.repeat(200_001) })],
    ['a list as body', { ...draft('list'), body: [] }],
    ['no title', { ...draft('title'), title: undefined }],
    ['a long ID', draft('i'.repeat(101))],
    ['a NUL in the ID', draft('a\0b')],
    ['a NUL in the body', draft('nul', { text: 'a\0' })],
  ])('%s is refused', async (_, values) => {
    expect((await refusal(ada, '/Gatewright/Drafts/Save', values)).status).toBe(200)
  })

  test('the oldest of more than 50 go', async () => {
    for (let index = 0; index < 52; index++) await save(bob, draft(`many${index}`))
    const ids = (await list(bob)).map(({ id }) => id)
    expect(ids).toHaveLength(50)
    expect(ids).toContain('many51')
    expect(ids).not.toContain('many0')
  })
})
