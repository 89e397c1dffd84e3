import { randomUUID } from 'node:crypto'
import { signIn } from '../apiClient.ts'
import { siemReader, type MadeClient } from '../clientSetup.ts'
import { freePort } from '../freePort.ts'
import { administrator } from '../administrator.ts'
import { rates } from './load.ts'
import type { Product } from '../product.ts'
import { start } from '../program.ts'
import type { Row } from './table.ts'

const connections = 64

/** A client-credentials token with database, permission check and recorded event, against signing alone. */
export async function tokenRate({ tenantUrl }: Product): Promise<Row> {
  const admin = await signIn(tenantUrl, administrator)
  const made = await admin.result<MadeClient>('/Gatewright/Setup/CreateClient', {
    key: randomUUID(),
    recipe: 'bench',
    setup: siemReader('bench'),
  })
  const port = await freePort()
  const bare = await start(['src/testing/bench/bareSigner.ts', String(port)], { ready: /ready/ })
  const request = {
    method: 'POST' as const,
    connections,
    headers: {
      authorization: `Basic ${Buffer.from(`${made.clientId}:${made.secret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials&scope=siem',
  }
  try {
    const { medians, ratio } = await rates(
      { ...request, url: `http://127.0.0.1:${port}/` },
      { ...request, url: made.tokenEndpoint },
    )
    return {
      what: 'Client-credentials tokens, of the rate of signing alone',
      figure: `${Math.round(medians.ours)}/s of ${Math.round(medians.floor)}/s`,
      ratio: ratio('ours', 'floor'),
      bar: { atLeast: 0.6 },
      goal: { atLeast: 0.75 },
    }
  } finally {
    await bare.stop()
  }
}
