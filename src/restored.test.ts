import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { copyFileSync, cpSync, existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { databaseName } from '#platform/database/dataFolder.ts'
import { administrator } from '#testing/administrator.ts'
import { signIn, type ApiClient } from '#testing/apiClient.ts'
import { siemReader, tokenOf, type MadeClient } from '#testing/clientSetup.ts'
import { startProduct, type Product } from '#testing/product.ts'

let product: Product
let admin: ApiClient
let client: MadeClient
beforeAll(async () => {
  product = await startProduct()
  admin = await signIn(product.tenantUrl, administrator)
  const request = { key: randomUUID(), recipe: 'siem', setup: siemReader('reader') }
  client = await admin.result<MadeClient>('/Gatewright/Setup/CreateClient', request)
}, 60_000)
afterAll(() => product.close())

const inFolder = (name: string) => join(product.dataFolder, name)
const said = /A copy from before was put back/

const newToken = async () =>
  String((await tokenOf(product.tenantUrl, client, { scope: 'siem' })).body['access_token'])
const opens = async (token: string) => {
  const reply = await fetch(`${product.tenantUrl}/Redrock/query`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ Script: 'select ID from Event' }),
  })
  return reply.status
}

/** What `npm run verify -- …` prints. */
function verify(...args: string[]): Promise<string> {
  return new Promise((resolve) => {
    const options = { env: { ...process.env, GATEWRIGHT_DATA: product.dataFolder } }
    execFile(process.execPath, ['src/server.ts', 'verify', ...args], options, (_, out, fault) =>
      resolve(out + fault),
    )
  })
}

test(
  'BK-02 X-20 yesterday’s file that is copied back is noticed, and revives nothing',
  { timeout: 120_000 },
  async () => {
    await product.stop()
    expect(existsSync(inFolder('checkpoint'))).toBe(true)
    copyFileSync(inFolder(databaseName), inFolder('yesterday'))
    await product.startAgain()
    expect(product.output).not.toMatch(said)

    const token = await newToken()
    expect(await opens(token)).toBe(200)
    await admin.result('/CDirectoryService/SetUserState', { ID: client.userId, state: 'Disabled' })
    expect(await opens(token)).toBe(401)
    const today = (await verify('checkpoint')).trim()
    writeFileSync(inFolder('checkpoints'), `> gatewright@0.1.0 verify\n\n${today}\n`)
    expect(await verify('--against', inFolder('checkpoints'))).toMatch(
      /each as it was recorded, and those of 1/,
    )

    await product.stop()
    copyFileSync(inFolder('yesterday'), inFolder(databaseName))
    for (const rest of ['-wal', '-shm']) rmSync(inFolder(databaseName + rest), { force: true })
    await product.startAgain()
    expect(product.output).toMatch(said)
    // The client is what it was yesterday, but nothing that was issued since is alive
    expect(await opens(token)).toBe(401)
    expect((await admin.post('/Security/WhoAmI')).status).toBe(401)
    expect(await opens(await newToken())).toBe(200)
    admin = await signIn(product.tenantUrl, administrator)
    const { Results } = await admin.result<{ Results: { Row: { Level: string } }[] }>('/Redrock/query', {
      Script: "select Level from Event where EventType = 'Cloud.Core.Tenant.Restored'",
    })
    expect(Results.map(({ Row }) => Row.Level)).toEqual(['Warning'])
    expect(await verify()).toMatch(/each as it was recorded/)
    expect(await verify('--against', inFolder('checkpoints'))).toMatch(/put back to an earlier state/)

    // Once is enough
    await product.stop()
    await product.startAgain()
    expect(product.output).not.toMatch(said)
    expect((await admin.post('/Security/WhoAmI')).status).toBe(200)
  },
)

test(
  'X-20 a crash is no copy from before: what is beside the database is behind it, never ahead',
  { timeout: 120_000 },
  async () => {
    for (let round = 0; round < 2; round++) {
      const writing = Promise.all(Array.from({ length: 40 }, () => newToken().catch(() => '')))
      await pause(round * 700 + 300)
      await product.kill()
      await writing
      await product.startAgain()
      expect(product.output).not.toMatch(said)
    }
    expect((await admin.post('/Security/WhoAmI')).status).toBe(200)
  },
)

test(
  'X-20 a whole folder that is copied back only shows against an exported checkpoint',
  { timeout: 120_000 },
  async () => {
    await product.stop()
    const copy = `${product.dataFolder}-copy`
    cpSync(product.dataFolder, copy, { recursive: true })
    await product.startAgain()
    await newToken()
    writeFileSync(`${copy}-checkpoint`, await verify('checkpoint'))
    await product.stop()
    rmSync(product.dataFolder, { recursive: true })
    cpSync(copy, product.dataFolder, { recursive: true })
    await product.startAgain()
    expect(product.output).not.toMatch(said)
    expect(await verify()).toMatch(/each as it was recorded/)
    expect(await verify('--against', `${copy}-checkpoint`)).toMatch(/put back to an earlier state/)
    for (const path of [copy, `${copy}-checkpoint`]) rmSync(path, { recursive: true })
  },
)
