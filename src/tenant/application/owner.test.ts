import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { siemReader, type MadeClient } from '#testing/clientSetup.ts'
import { testDatabases } from '#testing/database.ts'
import { peopleOf } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

type Wire = { Gatewright: { Owner: string; Version: number } }

describe.each(testDatabases())('$kind', (engine) => {
  let running: TestTenant
  let people: ReturnType<typeof peopleOf>
  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open() })
    people = peopleOf(running)
  })
  afterAll(() => running.close())

  const ownerOf = async (rowKey: string) =>
    (await running.admin.result<Wire>('/SaasManage/GetApplication', { _RowKey: rowKey })).Gatewright.Owner
  const own = (rowKey: string, Owner: string) =>
    running.admin.post('/SaasManage/UpdateApplicationDE', { _RowKey: rowKey, Gatewright: { Owner } })
  const add = async () => {
    const [made] = await running.admin.result<{ _RowKey: string }[]>('/SaasManage/ImportAppFromTemplate', {
      ID: ['OAuth2ServerClient'],
    })
    return made?._RowKey ?? ''
  }
  const createClient = (setup: ReturnType<typeof siemReader>) =>
    running.admin.post('/Gatewright/Setup/CreateClient', { key: randomUUID(), recipe: 'siem', setup })

  test('whoever adds an application owns it, from the catalogue and by guided setup', async () => {
    const { UserId } = await running.admin.result<{ UserId: string }>('/Security/WhoAmI', {})
    const made = (await createClient(siemReader('mine'))).envelope.Result as MadeClient
    expect([await ownerOf(await add()), await ownerOf(made.applicationRowKey)]).toEqual([UserId, UserId])
  })

  test('guided setup keeps an owner that was chosen, and refuses one that there is not at the field', async () => {
    const owner = await people.addUser('keeper')
    const setup = siemReader('theirs')
    const of = (id: string) => ({ ...setup, description: { ...setup.description, owner: id } })
    const refused = (await createClient(of('nobody'))).envelope
    expect(refused).toMatchObject({
      success: false,
      ErrorCode: 'invalid_fields',
      Gatewright: {
        fields: [{ path: 'description.owner', message: expect.stringContaining('no such user') }],
      },
    })
    const made = (await createClient(of(owner))).envelope.Result as MadeClient
    expect(await ownerOf(made.applicationRowKey)).toBe(owner)
  })

  test('another owner is saved, an unknown one refused, and a deleted one stays until another is chosen', async () => {
    const rowKey = await add()
    const leaver = await people.addUser('leaver')
    expect((await own(rowKey, leaver)).envelope.success).toBe(true)
    expect((await own(rowKey, randomUUID())).envelope).toMatchObject({
      success: false,
      ErrorCode: 'invalid_fields',
      Gatewright: { fields: [{ path: 'description.owner' }] },
    })
    await running.admin.result('/UserMgmt/RemoveUser', { ID: leaver })
    const again = await running.admin.post('/SaasManage/UpdateApplicationDE', {
      _RowKey: rowKey,
      Description: 'Changed after the owner left',
      Gatewright: { Owner: leaver },
    })
    expect(again.envelope.success).toBe(true)
    expect(await ownerOf(rowKey)).toBe(leaver)
    expect((await own(rowKey, '')).envelope.success).toBe(true)
    expect((await own(rowKey, leaver)).envelope.success).toBe(false)
  })
})
