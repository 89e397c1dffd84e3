import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { theTenant } from '#tenant/audit/event.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { verify } from './verify.ts'

let running: TestTenant
let other: TestTenant
const folder = mkdtempSync(join(tmpdir(), 'gatewright-checkpoints-'))
beforeAll(async () => {
  running = await bootTenant()
  other = await bootTenant()
})
afterAll(async () => {
  await running.close()
  await other.close()
  rmSync(folder, { recursive: true })
})

const say = (...args: string[]) => verify(running.tenant, args)
const against = (text: string) => {
  const file = join(folder, 'checkpoints')
  writeFileSync(file, text)
  return say('--against', file)
}

test('X-04 checkpoints are made line by line, and the log is held against all of them', async () => {
  const lines = ['> gatewright@0.1.0 verify', '']
  for (let count = 0; count < 3; count++) {
    lines.push((await say('checkpoint')).text)
    await running.tenant.events.record(theTenant, { type: 'Cloud.Core.Login' })
  }
  expect(await against(lines.join('\n'))).toEqual({
    text: expect.stringMatching(
      /^ {2}\d+ events and \d+ versions, each as it was recorded, and those of 3 checkpoints among them\.$/,
    ),
    well: true,
  })
  expect((await say()).text).toMatch(/^ {2}\d+ events and \d+ versions, each as it was recorded\.$/)
})

test('X-04 a checkpoint of another tenant is of another database', async () => {
  const { text } = await verify(other.tenant, ['checkpoint'])
  expect(await against(text)).toEqual({
    text: expect.stringContaining(`of the tenant ${other.tenant.id}, and this is ${running.tenant.id}`),
    well: false,
  })
})

test('X-04 what is asked wrongly is said in words', async () => {
  await expect(say('everything')).rejects.toThrow(/everything is not known.*--against FILE/)
  await expect(say('--against')).rejects.toThrow(/--against FILE/)
  await expect(say('checkpoint', 'more')).rejects.toThrow(/--against FILE/)
  await expect(say('--against', join(folder, 'nothing'))).rejects.toThrow(/cannot be read/)
  await expect(against('nothing like it')).rejects.toThrow(/holds no checkpoint/)
  const { text } = await say('checkpoint')
  await expect(against(`${text}\n${text.slice(0, -6)}`)).rejects.toThrow(/Checkpoint 2 in .* was not signed/)
})

test.each(['an earlier version of Gatewright', 'nothing yet'])(
  'X-04 a database that %s left is brought up to date by a start first',
  async (left) => {
    const earlier = await bootTenant()
    const gone = left === 'nothing yet' ? 'drop table event_head' : 'alter table event_head drop column seal'
    await earlier.tenant.database.write((tx) => sql.raw(gone).execute(tx))
    await expect(verify(earlier.tenant, [])).rejects.toThrow(/Start Gatewright once/)
    await earlier.close()
  },
)

test('X-04 the public half of the audit key is there for others', async () => {
  expect(JSON.parse((await say('key')).text)).toMatchObject({ kty: 'OKP', crv: 'Ed25519' })
})
