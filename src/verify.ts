import { readFileSync } from 'node:fs'
import type { Database } from '#platform/database/database.ts'
import type { Keys } from '#platform/key.ts'
import {
  auditKey,
  checkpointNow,
  readCheckpoint,
  signCheckpoint,
  type Checkpoint,
} from '#tenant/audit/checkpoint.ts'
import { verifyEvents } from '#tenant/audit/verify.ts'
import type { Tables } from '#tenant/store/tables.ts'

type Store = { database: Database<Tables>; keys: Keys }

/** What `npm run verify -- …` prints, and whether all is well. */
export type Said = { text: string; well: boolean }

const usage = 'npm run verify takes nothing, checkpoint, key, or --against FILE.'

export async function verify(store: Store, [what, file, ...more]: readonly string[]): Promise<Said> {
  if (more.length > 0 || (file !== undefined) !== (what === '--against')) throw new Error(usage)
  switch (what) {
    case undefined:
      return judge(store, [])
    case '--against':
      return judge(store, checkpointsOf(store.keys, file ?? ''))
    case 'checkpoint':
      return { text: signCheckpoint(store.keys, await checkpointNow(store.database)), well: true }
    case 'key':
      return { text: JSON.stringify(auditKey(store.keys)), well: true }
    default:
      throw new Error(`${what} is not known. ${usage}`)
  }
}

async function judge(store: Store, checkpoints: readonly Checkpoint[]): Promise<Said> {
  const verdict = await verifyEvents(store, checkpoints).catch((cause: unknown) => {
    throw isOfEarlierVersion(cause)
      ? new Error(
          'An earlier version of Gatewright left this database. Start Gatewright once, which brings it up to date.',
          { cause },
        )
      : cause
  })
  if (!verdict.intact) return { text: `  Event ${verdict.number}: ${verdict.fault}`, well: false }
  const { events, versions } = verdict
  const since =
    checkpoints.length === 0 ? '' : `, and those of ${count(checkpoints.length, 'checkpoint')} among them`
  return {
    text: `  ${count(events, 'event')} and ${count(versions, 'version')}, each as it was recorded${since}.`,
    well: true,
  }
}

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`

/** The words of both databases for a column that the latest migrations add. */
const isOfEarlierVersion = (error: unknown) =>
  error instanceof Error && /no such (column|table)|does not exist/.test(error.message)

/** One to a line. What else is in the file, such as what npm prints, is left out; a checkpoint that does not fit is not. */
function checkpointsOf(keys: Keys, file: string): Checkpoint[] {
  const lines = readLines(file).filter((line) => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(line))
  if (lines.length === 0)
    throw new Error(
      `${file} holds no checkpoint. Make one with: npm run --silent verify -- checkpoint >> FILE`,
    )
  return lines.map((line, index) => {
    const checkpoint = readCheckpoint(keys, line)
    if (checkpoint) return checkpoint
    throw new Error(
      `Checkpoint ${index + 1} in ${file} was not signed with the key of this installation, or was changed.`,
    )
  })
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/)
  } catch (cause) {
    throw new Error(`${file} cannot be read. Give the path of a file with checkpoints.`, { cause })
  }
}
