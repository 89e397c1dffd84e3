import { afterAll, beforeAll, expect, test } from 'vitest'
import { hours } from '#schema/duration.ts'
import { applicationWire } from '#schema/application/wire.ts'
import { siemReader } from '#testing/clientSetup.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { fromReply, toRequest } from './savedApplication.ts'

let running: TestTenant
let rowKey: string
beforeAll(async () => {
  running = await bootTenant()
  const made = await running.admin.result<{ applicationRowKey: string }>('/Gatewright/Setup/CreateClient', {
    key: crypto.randomUUID(),
    recipe: 'siem',
    setup: siemReader('round-trip'),
  })
  rowKey = made.applicationRowKey
})
afterAll(() => running.close())

const read = async () =>
  fromReply(
    applicationWire.parse(await running.admin.result('/SaasManage/GetApplication', { _RowKey: rowKey })),
  )
const save = (edit: Omit<Parameters<typeof toRequest>[0], 'rowKey'>) =>
  running.admin.post('/SaasManage/UpdateApplicationDE', toRequest({ rowKey, ...edit }), {
    'if-match': `"${edit.saved.version}"`,
  })

test('what is read and saved unchanged is no change', async () => {
  const saved = await read()
  await save({ saved, values: saved.values })
  expect(await read()).toEqual(saved)
})

test('settings and permissions are saved in one call, which the version guards', async () => {
  const saved = await read()
  const values = {
    ...saved.values,
    tokens: { ...saved.values.tokens, tokenLifetime: hours(1) },
    userAccess: {
      grants: saved.values.userAccess.grants.map((grant) => ({ ...grant, rights: ['Run' as const] })),
    },
  }
  await save({ saved, values })
  expect((await read()).values).toEqual(values)
  const late = await save({ saved, values: saved.values })
  expect(late).toMatchObject({ status: 412, envelope: { success: false, ErrorCode: 'stale' } })
})
