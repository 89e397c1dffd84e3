import { deriveKeys } from '#platform/key.ts'
import { createLog } from '#platform/log.ts'
import { theTenant } from '#tenant/audit/event.ts'
import { keyLives } from '#tenant/oauth/keys/changeKeys.ts'
import { stateAt } from '#tenant/oauth/keys/keyLife.ts'
import { rotateKeys } from '#tenant/oauth/keys/rotateKeys.ts'
import { startTenant } from '#tenant/start.ts'
import type { Tables } from '#tenant/store/tables.ts'
import type { Tenant } from '#tenant/tenant.ts'
import { testKey } from './bff.ts'
import type { TestEngine } from './database.ts'

export const by = { ...theTenant, name: 'ada@acme.test', correlationId: 'test' }

/** Two nodes on one database, which read one clock. */
export async function twoNodes(engine: TestEngine, clock: () => number): Promise<[Tenant, Tenant]> {
  const address = await engine.create()
  const node = async () => {
    const { tenant } = await startTenant({
      database: await engine.open<Tables>(address),
      keys: deriveKeys(testKey),
      log: createLog({ level: 'silent' }),
      url: 'http://localhost:7081',
      consoleUrl: 'http://localhost:7080',
      clock,
    })
    return tenant
  }
  return [await node(), await node()]
}

export const signer = async (node: Tenant) => (await node.keyRing.signing()).kid
export const published = async (node: Tenant) => (await node.keyRing.published()).map(({ kid }) => kid)
export const isAccepted = async (node: Tenant, kid: string) =>
  (await node.keyRing.verifying(kid)) !== undefined

/** What is done with the keys of the nodes, and what becomes of it. */
export function keysOf(running: () => { nodes: [Tenant, Tenant]; now: number }) {
  const database = () => running().nodes[0].database.read
  return {
    rotate: (node = running().nodes[0], signsFrom: number | null = null) =>
      rotateKeys(node, { by, signsFrom }),
    states: async () => {
      const lives = await keyLives(database())
      return Object.fromEntries(lives.map((life) => [life.kid, stateAt(life, running().now)]))
    },
    events: async () => {
      const rows = await database()
        .selectFrom('event')
        .select(['event_type', 'object_id', 'actor_name'])
        .where('event_type', 'like', 'Cloud.Core.Key.%')
        .orderBy('number')
        .execute()
      return rows.map(({ event_type, object_id, actor_name }) => [event_type, object_id, actor_name])
    },
  }
}
