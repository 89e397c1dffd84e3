import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { firstAdministrator } from '#schema/user/firstAdministrator.ts'
import { siemReader } from '#testing/clientSetup.ts'
import { password, peopleOf } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

let running: TestTenant
beforeAll(async () => {
  running = await bootTenant()
  await peopleOf(running).addUser('neil')
})
afterAll(() => running.close())

const allowed = /Use letters, digits and \+ - _ \. only/

describe.each(["o'neil", 'o’neil', 'o`neil', 'neil!', 'ne il'])('PB-16 the login name %s', (name) => {
  const refused = async (path: string, body: object) => {
    const { status, envelope } = await running.admin.post(path, body)
    expect([status, envelope.success]).toEqual([200, false])
    expect(JSON.stringify(envelope)).toMatch(allowed)
  }

  test('is refused with what is allowed wherever a name is chosen', async () => {
    await refused('/CDirectoryService/CreateUser', { Name: `${name}@acme.test`, Password: password })
    const [id] = await running.tenant.database.read
      .selectFrom('user')
      .select('id')
      .where('name', '=', 'neil@acme.test')
      .execute()
    await refused('/CDirectoryService/ChangeUser', { ID: id?.id, Name: `${name}@acme.test` })
    const setup = siemReader('reader')
    await refused('/Gatewright/Setup/CreateClient', {
      key: crypto.randomUUID(),
      recipe: 'siem',
      setup: { ...setup, confidentialClient: { ...setup.confidentialClient, loginName: name } },
    })
    const first = firstAdministrator.schema.safeParse({ loginName: name, suffix: 'acme.test', password })
    expect(JSON.stringify(first.error?.issues)).toMatch(allowed)
  })
})
