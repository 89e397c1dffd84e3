import { randomUUID } from 'node:crypto'
import { applicationConfigOf } from '#schema/application/applicationConfig.ts'
import type { ApplicationConfig, TemplateName } from '#schema/application/index.ts'
import type { Application } from '#schema/application/wire.ts'
import { equal } from '#schema/change.ts'
import type { Grant } from '#schema/grant.ts'
import type { Actor } from '../actor.ts'
import type { Write } from '../write.ts'
import { recordDeletion, recordObject } from '../object/recordObject.ts'
import { lockObject, refuseStale } from '../object/takeObject.ts'
import { uniqueName } from '../object/uniqueName.ts'
import { parsed, Problem } from '../problem.ts'
import { columnsOf, replaceGrants, replaceSearch } from './applicationRows.ts'
import { acceptedConfig } from './acceptedConfig.ts'
import { loadApplication } from './loadApplication.ts'
import { replaceScopes } from './scopeRows.ts'
import { refuseMore } from './refuseMore.ts'

/** Whose rights bound what an application may be given. Null for the tenant itself at start, which is bound by none. */
type Editor = Actor | null

/** Makes an application: the row, its grants, its search text, version 1 and the event. */
export async function insertApplication(
  write: Write,
  {
    template,
    why,
    id = randomUUID(),
    builtIn = false,
    editor,
    ...asked
  }: {
    template: TemplateName
    config: ApplicationConfig
    why: string
    id?: string
    builtIn?: boolean
    editor: Editor
  },
): Promise<string> {
  const { tx, tenant } = write
  const config = await acceptedConfig(write, { template, config: asked.config })
  if (editor) await refuseMore(tx, editor, { id, template, config, held: undefined })
  const at = tenant.clock()
  await uniqueName(
    () =>
      tx
        .insertInto('application')
        .values({
          id,
          ...columnsOf({ template, config }),
          template,
          built_in: builtIn ? 1 : 0,
          version: 1,
          created_at: at,
          updated_at: at,
        })
        .execute(),
    idTaken(config),
  )
  await replaceGrants(tx, id, config)
  await replaceSearch(tx, { id, template, config, builtIn })
  await replaceScopes(tx, { id, template, config, builtIn })
  await recordObject(write, {
    type: 'application',
    id,
    name: config.description.name,
    version: 1,
    before: null,
    after: config,
    why,
    at,
    detail: { why },
  })
  return id
}

/**
 * Saves another configuration. With `expectedVersion` a stale edit is refused with the current version (CF-01); without, the last
 * write wins and leaves a version. Nothing is written when nothing changed. Gives the version that is current afterwards.
 */
export async function updateApplication(
  write: Write,
  {
    id,
    change,
    expectedVersion,
    why,
    editor,
  }: {
    id: string
    editor: Actor
    change: (current: Application) => unknown
    expectedVersion?: number | undefined
    why: string
  },
): Promise<number> {
  await lockObject(write, { type: 'application', id })
  const current = await loadApplication(write.tx, id)
  if (!current) throw new Problem('not_found', 'The provided RowKey  is not valid.')
  if (current.builtIn)
    throw new Problem('forbidden', 'This application belongs to the tenant itself and cannot be changed.')
  refuseStale(current.version, expectedVersion)
  return storeChange(write, {
    current,
    config: parsed(applicationConfigOf(current.template), change(current)),
    why,
    editor,
  })
}

/** Brings an application up to date at start, also one of the tenant itself. */
export async function updateAtStart(
  write: Write,
  { id, change, why }: { id: string; change: (current: ApplicationConfig) => ApplicationConfig; why: string },
): Promise<void> {
  const current = await loadApplication(write.tx, id)
  if (current) await storeChange(write, { current, config: change(current.config), why, editor: null })
}

async function storeChange(
  write: Write,
  {
    current,
    why,
    editor,
    ...asked
  }: { current: Application; config: ApplicationConfig; why: string; editor: Editor },
): Promise<number> {
  const { id, template, config: held } = current
  const config = await acceptedConfig(write, { template, config: asked.config, held })
  if (equal(config, held)) return current.version
  if (editor) await refuseMore(write.tx, editor, { id, template, config, held })
  return storeVersion(write, { current, config, why })
}

/** Takes a principal that is about to be deleted out of every application's permissions. */
export async function withdrawGrants(
  write: Write,
  { type, id, why }: Pick<Grant, 'type' | 'id'> & { why: string },
): Promise<void> {
  const { tx } = write
  const rows = await tx
    .selectFrom('application_grant')
    .select('application_id')
    .where('principal_type', '=', type)
    .where('principal_id', '=', id)
    .orderBy('application_id')
    .execute()
  for (const { application_id } of rows) {
    await lockObject(write, { type: 'application', id: application_id })
    const current = await loadApplication(tx, application_id)
    if (!current) continue
    const { config } = current
    const grants = config.userAccess.grants.filter((grant) => grant.type !== type || grant.id !== id)
    await storeVersion(write, { current, config: { ...config, userAccess: { grants } }, why })
  }
}

async function storeVersion(
  write: Write,
  { current, config, why }: { current: Application; config: ApplicationConfig; why: string },
): Promise<number> {
  const { tx, tenant } = write
  const { id, template, builtIn } = current
  const at = tenant.clock()
  const version = current.version + 1
  await uniqueName(
    () =>
      tx
        .updateTable('application')
        .set({ ...columnsOf({ template, config }), version, updated_at: at })
        .where('id', '=', id)
        .execute(),
    idTaken(config),
  )
  await replaceGrants(tx, id, config)
  await replaceSearch(tx, { id, template, config, builtIn })
  await replaceScopes(tx, { id, template, config, builtIn })
  await recordObject(write, {
    type: 'application',
    id,
    name: config.description.name,
    version,
    before: current.config,
    after: config,
    why,
    at,
    detail: { why },
  })
  return version
}

/** Deletes an application with everything that hangs on it; its versions and events stay. False when there was none. */
export async function deleteApplication(write: Write, id: string): Promise<boolean> {
  const { tx } = write
  await lockObject(write, { type: 'application', id })
  const current = await loadApplication(tx, id)
  if (!current) return false
  if (current.builtIn)
    throw new Problem('forbidden', 'This application belongs to the tenant itself and cannot be deleted.')
  await tx.deleteFrom('application').where('id', '=', id).execute()
  await tx
    .deleteFrom('credential')
    .where('owner_type', '=', 'application')
    .where('owner_id', '=', id)
    .execute()
  const { name } = current.config.description
  // What it is restored from
  const detail = { template: current.template }
  await recordDeletion(write, { type: 'application', id, name, detail, stored: current })
  return true
}

const idTaken =
  ({ description: { applicationId } }: ApplicationConfig) =>
  (broken: (column: string) => boolean) =>
    broken('application.issuer_key')
      ? {
          path: 'generalUsage.issuer',
          message:
            'Another application has this issuer, and its tokens would pass for those of that one. Leave it empty, or give one of its own.',
        }
      : {
          path: 'description.applicationId',
          message: `The Application ID ${applicationId} is already used, whatever the case of its letters. Choose another.`,
        }
