import { existsSync, readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { replaceFile } from '#platform/replaceFile.ts'
import type { Tenant } from '../tenant.ts'
import { checkpointNow, readCheckpoint, signCheckpoint, type Checkpoint } from './checkpoint.ts'
import { headOf } from './recordEvents.ts'

/** Milliseconds between two looks at how far the log has come. */
const every = 1000

/**
 * Keeps the newest checkpoint in a file beside the database, for the next start. It is behind the log by a moment and never ahead of it: only what
 * was committed is read.
 */
export function keepCheckpoint(app: FastifyInstance, tenant: Tenant, file: string): void {
  let written = -1
  let timer: NodeJS.Timeout | undefined
  let underWay = Promise.resolve()

  async function write(): Promise<void> {
    const { number } = await headOf(tenant.database.read)
    if (number === written) return
    const checkpoint = await checkpointNow(tenant.database)
    await replaceFile(file, `${signCheckpoint(tenant.keys, checkpoint)}\n`)
    written = checkpoint.number
  }
  const look = () => {
    underWay = write()
      .catch((error: unknown) => tenant.log.error({ err: error }, 'the checkpoint was not written'))
      .finally(() => {
        timer = setTimeout(look, every).unref()
      })
  }
  app.addHook('onReady', (done) => {
    look()
    done()
  })
  app.addHook('onClose', async () => {
    await underWay
    clearTimeout(timer)
    await write()
  })
}

/** What the file says against the database: null when the log has gone on from there, or when there is no such file. */
export async function wentBack(
  { database, keys }: Pick<Tenant, 'database' | 'keys'>,
  file: string,
): Promise<{ kept: Checkpoint | null; now: Checkpoint } | null> {
  if (!existsSync(file)) return null
  const kept = readCheckpoint(keys, readFileSync(file, 'utf8'))
  const now = await checkpointNow(database)
  if (kept?.tenant === now.tenant && kept.number <= now.number) {
    const row = await database.read
      .selectFrom('event')
      .select('hash')
      .where('number', '=', kept.number)
      .executeTakeFirst()
    if (row?.hash === kept.hash) return null
  }
  return { kept, now }
}
