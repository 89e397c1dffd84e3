import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSqlite } from '#platform/database/database.ts'
import { databaseName } from '#platform/database/dataFolder.ts'
import type { Tables } from '#tenant/store/tables.ts'
import { administrator } from '#testing/administrator.ts'
import { signIn, type ApiClient } from '#testing/apiClient.ts'
import { siemReader, tokenOf, type MadeClient } from '#testing/clientSetup.ts'
import { freePort } from '#testing/freePort.ts'
import { startProduct, type Product } from '#testing/product.ts'
import { start } from '#testing/program.ts'
import { longer, numbersFor } from '#testing/soak/longer.ts'

let product: Product
let admin: ApiClient
beforeAll(async () => {
  product = await startProduct()
  admin = await signIn(product.tenantUrl, administrator)
  const request = { key: randomUUID(), recipe: 'siem', setup: siemReader('first') }
  first = await admin.result<MadeClient>('/Gatewright/Setup/CreateClient', request)
})
afterAll(() => product.close())

const moment = numbersFor('kills of the product')

/** What was tried, and what the tenant has said is done. */
const tried: string[] = []
const made: MadeClient[] = []
const users: string[] = []
const tokens: string[] = []
const written = { acknowledged: 0, tried: 0 }
/** The client whose tokens and settings are written; made before the first kill. */
let first: MadeClient

/** One write each; a request without an answer may have been done or not. */
const writers: ((round: number, count: number) => Promise<void>)[] = [
  async (round, count) => {
    const name = `client${round}x${count}`
    tried.push(name)
    const request = { key: randomUUID(), recipe: 'siem', setup: siemReader(name) }
    made.push(await admin.result<MadeClient>('/Gatewright/Setup/CreateClient', request))
  },
  async (round, count) => {
    const user = { Name: `user${round}x${count}@acme.test`, Password: 'quite long sentence 9' }
    users.push(await admin.result<string>('/CDirectoryService/CreateUser', user))
  },
  async () => {
    const Description = String(++written.tried)
    await admin.result('/SaasManage/UpdateApplicationDE', { _RowKey: first.applicationRowKey, Description })
    written.acknowledged = Number(Description)
  },
  async () => {
    const { status, body } = await tokenOf(product.tenantUrl, first, { scope: 'siem' })
    if (status !== 200) throw new Error(`/OAuth2/Token: ${status}`)
    tokens.push(String(body['access_token']))
  },
]

/** Writes in parallel until the process is killed. Gives what ended the writing but the end of the process. */
async function writeUntilKilled(round: number): Promise<unknown[]> {
  const writing = Promise.allSettled(
    writers.map(async (write) => {
      for (let count = 0; ; count++) await write(round, count)
    }),
  )
  await pause(200 + 600 * moment())
  await product.kill()
  const ends = (await writing).map((end) => (end.status === 'rejected' ? (end.reason as unknown) : 'ended'))
  return ends.filter((reason) => !(reason instanceof TypeError))
}

const exists = async (name: string) => ({
  application: await admin.result<string | null>('/SaasManage/GetAppIDByServiceName', { Name: name }),
  user: (await admin.post('/CDirectoryService/GetUserByName', { username: `${name}@acme.test` })).envelope
    .success,
  role: (
    await admin.result<{ Results: unknown[] }>('/Redrock/query', {
      Script: `select ID from Role where Name = '${name} readers'`,
    })
  ).Results.length,
})

test(
  'FT-01 FT-18 ten times killed in the middle of writing: what was acknowledged is there, and nothing is half-made',
  { timeout: longer(120_000) },
  async () => {
    for (let round = 0; round < longer(10); round++) {
      const known = { clients: made.length, tried: tried.length, users: users.length }
      expect(await writeUntilKilled(round)).toEqual([])
      const began = performance.now()
      await product.startAgain()
      expect(performance.now() - began).toBeLessThan(15_000)

      // The session from before the first kill is still good: it was acknowledged too.
      expect((await admin.post('/Security/WhoAmI')).status).toBe(200)
      for (const name of tried.slice(known.tried)) {
        const { application, user, role } = await exists(name)
        expect([name, application !== null, user, role]).toEqual(
          application ? [name, true, true, 1] : [name, false, false, 0],
        )
      }
      for (const client of made.slice(known.clients)) {
        expect((await tokenOf(product.tenantUrl, client, { scope: 'siem' })).status).toBe(200)
        const grants = await admin.result('/Acl/GetRowAces', { RowKey: client.applicationRowKey })
        expect(grants).toMatchObject([{ Principal: client.roleId, GrantStr: 'View + Run' }])
      }
      for (const ID of users.slice(known.users))
        expect(await admin.result('/CDirectoryService/GetUser', { ID })).toMatchObject({ Uuid: ID })
    }
    expect([made.length, users.length, tokens.length, written.acknowledged].every((count) => count > 1)).toBe(
      true,
    )
  },
)

test(
  'FT-01 the last acknowledged update is there, every token has its event, and the chain is intact',
  { timeout: 60_000 },
  async () => {
    const { Description } = await admin.result<{ Description: string }>('/SaasManage/GetApplication', {
      _RowKey: first.applicationRowKey,
    })
    expect(Number(Description)).toBeGreaterThanOrEqual(written.acknowledged)
    expect(Number(Description)).toBeLessThanOrEqual(written.tried)
    await product.stop()

    const database = openSqlite<Tables>(join(product.dataFolder, databaseName))
    const events = await database.read
      .selectFrom('event')
      .select('detail')
      .where('event_type', '=', 'Cloud.OAuth2.Token.Issued')
      .execute()
    await database.close()
    const recorded = new Set(events.map(({ detail }) => (JSON.parse(detail) as { jti: string }).jti))
    expect(tokens.filter((token) => !recorded.has(decodeJwt(token).jti ?? ''))).toEqual([])

    const env = { GATEWRIGHT_DATA: product.dataFolder }
    const verified = await start(['src/server.ts', 'verify'], { ready: /each as it was recorded/, env })
    expect(verified.output).toMatch(/\d events/)
    await verified.stop()
    await product.startAgain()
  },
)

test(
  'FT-18 a second process on the same data folder is refused, and told which one holds it',
  { timeout: 60_000 },
  async () => {
    const [pid = ''] = readFileSync(join(product.dataFolder, 'lock'), 'utf8').split(' ')
    expect(process.kill(Number(pid), 0)).toBe(true)
    const env = {
      GATEWRIGHT_DATA: product.dataFolder,
      PORT: String(await freePort()),
      TENANT_PORT: String(await freePort()),
    }
    await expect(start(['src/server.ts'], { ready: /Ctrl\+C/, env })).rejects.toThrow(
      new RegExp(`is in use by process ${pid}\\b`),
    )
    expect((await admin.post('/Security/WhoAmI')).status).toBe(200)
  },
)
