import { nouns, type ObjectType } from '#schema/nouns.ts'
import { recordChange } from '../audit/recordChange.ts'
import type { Write } from '../write.ts'

type Change = {
  type: ObjectType
  id: string
  name: string
  version: number
  /** Null for one that was made. */
  before: unknown
  /** Null for one that was deleted. */
  after: unknown
  why: string
  at: number
  detail?: Record<string, unknown>
}

/** Keeps a version of an object with its one event: Create, Modify or Delete. */
export async function recordObject(write: Write, { name, detail, ...change }: Change): Promise<void> {
  const { type, id, before, after } = change
  const what = before === null ? 'Create' : after === null ? 'Delete' : 'Modify'
  await recordChange(write, change, {
    type: `${nouns[type].event}.${what}`,
    ...(type === 'application' ? { application: { id, name } } : {}),
    object: { type, id, name },
    ...(detail === undefined ? {} : { detail }),
  })
}

type Deleted = Pick<Change, 'type' | 'id' | 'name' | 'detail'> & {
  stored: { version: number; config: unknown }
}

/** Keeps the last version of an object that was just deleted, with its event. */
export const recordDeletion = (write: Write, { stored, ...object }: Deleted): Promise<void> =>
  recordObject(write, {
    ...object,
    version: stored.version + 1,
    before: stored.config,
    after: null,
    why: 'Deleted',
    at: write.tenant.clock(),
  })
