import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { imagePrefix } from '#schema/image.ts'
import { png } from '#testing/png.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

let running: TestTenant
let rowKey = ''
beforeAll(async () => {
  running = await bootTenant()
  const [made] = await running.admin.result<{ _RowKey: string }[]>('/SaasManage/ImportAppFromTemplate', {
    ID: ['OAuth2ServerClient'],
  })
  rowKey = made?._RowKey ?? ''
})
afterAll(() => running.close())

const show = (Logo: string) =>
  running.admin.post('/SaasManage/UpdateApplicationDE', { _RowKey: rowKey, Gatewright: { Logo } })
const shown = async () => {
  type Wire = { Gatewright: { Logo: string; Version: number } }
  return (await running.admin.result<Wire>('/SaasManage/GetApplication', { _RowKey: rowKey })).Gatewright
}

test('FE-04 a logo is kept as its picture alone, and saving it again changes nothing', async () => {
  const loaded = png({ before: [['tEXt', Buffer.from('Comment\0payload')]] })
  expect((await show(loaded)).envelope.success).toBe(true)
  const { Logo, Version } = await shown()
  expect(Logo).toBe(png())
  await show(loaded)
  expect(await shown()).toMatchObject({ Logo: png(), Version })
})

test.each([
  ['javascript:alert(1)'],
  ['data:text/html,<script>alert(1)</script>'],
  ['data:image/svg+xml,<svg onload="alert(1)"/>'],
  ['https://evil.test/logo.png'],
  [imagePrefix + Buffer.from(png().slice(imagePrefix.length), 'base64').subarray(0, 40).toString('base64')],
])('FE-04 NT-08 the tenant refuses %s as a logo, at its field, and keeps the one it has', async (value) => {
  await show(png())
  expect((await show(value)).envelope).toMatchObject({
    success: false,
    ErrorCode: 'invalid_fields',
    Gatewright: { fields: [{ path: 'description.logo' }] },
  })
  expect((await shown()).Logo).toBe(png())
})

test('NT-23 a logo that leads inside is not fetched: the tenant refuses it, and shows the one it has', async () => {
  let asked = 0
  const inside = createServer((_, reply) => {
    asked++
    reply.setHeader('content-type', 'image/svg+xml').end('<svg onload="alert(1)"/>')
  })
  await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve))
  const { port } = inside.address() as AddressInfo
  try {
    await show(png())
    for (const address of [`http://127.0.0.1:${port}/a.png`, `http://localhost:${port}/a.svg`]) {
      expect((await show(address)).envelope).toMatchObject({
        ErrorCode: 'invalid_fields',
        Gatewright: { fields: [{ path: 'description.logo' }] },
      })
      expect((await shown()).Logo).toBe(png())
    }
    expect(asked).toBe(0)
  } finally {
    inside.close()
  }
})

test('a list of applications does not carry the images', async () => {
  await show(png())
  const reply = await running.admin.post('/Redrock/query', { Script: 'select * from Application' })
  expect(JSON.stringify(reply.envelope.Result)).toContain(rowKey)
  expect(JSON.stringify(reply.envelope)).not.toContain(imagePrefix)
})
