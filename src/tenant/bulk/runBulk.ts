import type { BulkResult } from '#schema/calls/bulkCalls.ts'
import type { BulkAction, BulkType } from '#schema/bulk.ts'
import type { ObjectType } from '#schema/nouns.ts'
import type { Actor } from '../actor.ts'
import type { Author } from '../audit/event.ts'
import { Problem } from '../problem.ts'
import type { Tenant } from '../tenant.ts'
import type { Write } from '../write.ts'
import type { Bulk, Settings } from './bulk.ts'

type Item = { id: string; from?: number | null | undefined; to?: number | null | undefined }

type Asked<Type extends BulkType> = {
  type: Type
  bulk: Bulk<Type>
  action: BulkAction<Type> | 'restore'
  dryRun: boolean
  value?: string | null | undefined
  items: readonly Item[]
  by: Author
  actor: Actor
  /** Told of each refusal that an event is due for (AU-04). */
  refused: (problem: Problem) => Promise<void>
}

/**
 * Does the same to several objects, each in a transaction of its own, and says for each what became of it. A dry run does it too, and undoes it: what it
 * says is what would happen.
 */
export async function runBulk<Type extends BulkType>(
  tenant: Tenant,
  asked: Asked<Type>,
): Promise<BulkResult[]> {
  const results: BulkResult[] = []
  const seen = new Set<string>()
  for (const item of asked.items) {
    if (seen.has(item.id)) continue
    seen.add(item.id)
    const first = results.every(({ outcome }) => outcome !== 'done') || asked.dryRun
    results.push(await one(tenant, { ...asked, item, mayAsk: first }))
  }
  return results
}

/** Who has done some already is told of the rest instead of being asked for the password: the same request would find those done. */
type One<Type extends BulkType> = Asked<Type> & { item: Item; mayAsk: boolean }

async function one<Type extends BulkType>(tenant: Tenant, asked: One<Type>): Promise<BulkResult> {
  const { item, by, dryRun } = asked
  const result: BulkResult = {
    id: item.id,
    name: '',
    outcome: 'gone',
    message: '',
    follows: [],
    from: null,
    to: null,
  }
  const undone = new Error('Nothing of a dry run stays')
  try {
    await tenant.database.write(async (tx) => {
      await become({ tx, tenant, by }, asked, result)
      if (dryRun) throw undone
    })
  } catch (error) {
    if (error === undone) return result
    if (!(error instanceof Problem)) throw error
    if (error.code === 'reauthentication_required' && asked.mayAsk) throw error
    // Of a dry run too: it says who may not be changed, and nobody asks again for what it refuses
    if (error.code === 'forbidden') await asked.refused(error)
    return { ...result, outcome: 'refused', message: error.message, to: result.from }
  }
  return result
}

/** Fills in as much of the result as is known when something is refused. */
async function become<Type extends BulkType>(
  write: Write,
  { type, bulk, action, actor, item, dryRun, value }: One<Type>,
  result: BulkResult,
): Promise<void> {
  const { tx } = write
  const { id } = item
  const before = await bulk.find(tx, id)
  if (!before) return
  Object.assign(result, { name: before.name, from: before.version })
  if (action === 'restore') await restored(write, { type, bulk, actor, item })
  else {
    if (dryRun) result.follows = await bulk.follows(write, { id, action })
    await bulk.actions[action](write, { id, actor, value: value ?? '' })
  }
  const after = await bulk.find(tx, id)
  result.to = after?.version ?? null
  result.outcome = after?.version === before.version ? 'same' : 'done'
}

async function restored<Type extends BulkType>(
  write: Write,
  { type, bulk, actor, item: { id, from, to } }: Pick<One<Type>, 'type' | 'bulk' | 'actor' | 'item'>,
): Promise<void> {
  if (!bulk.restore || typeof from !== 'number' || typeof to !== 'number')
    throw new Problem(
      'invalid_request',
      'To restore, say from which version to which, of what can be restored here.',
    )
  const settings = await settingsOf(write, { type, id, version: to })
  if (!settings) throw new Problem('not_found', `There is no version ${to} of it.`)
  await bulk.restore(write, { id, actor, value: '', settings, from })
}

async function settingsOf(
  { tx }: Write,
  { type, id, version }: { type: ObjectType; id: string; version: number },
): Promise<Settings | null> {
  const row = await tx
    .selectFrom('object_version')
    .select('after')
    .where('object_type', '=', type)
    .where('object_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return row?.after ? (JSON.parse(row.after) as Settings) : null
}
