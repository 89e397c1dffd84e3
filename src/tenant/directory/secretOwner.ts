import type { Kysely } from 'kysely'
import { templates } from '#schema/application/index.ts'
import { isOwnClient } from '#schema/application/ofTemplate.ts'
import type { SecretOwner } from '#schema/secret.ts'
import { loadApplication } from '../application/loadApplication.ts'
import type { EventType } from '#schema/events.ts'
import { recordChange } from '../audit/recordChange.ts'
import { lockObject } from '../object/takeObject.ts'
import { notThere, Problem } from '../problem.ts'
import type { Tables } from '../store/tables.ts'
import type { Write } from '../write.ts'
import { readUser } from './readUser.ts'

/** Somebody who has secrets, as it is now. */
export type OwnerOfSecrets = SecretOwner & {
  name: string
  version: number
  config: unknown
}

/** Finds who has secrets. A person has one password, and most applications none of their own: they are refused in words. */
export const readOwner = (db: Kysely<Tables>, { type, id }: SecretOwner): Promise<OwnerOfSecrets> =>
  type === 'user' ? client(db, id) : application(db, id)

/** The same, about to be changed: until the transaction ends nobody else changes it or its secrets. */
export async function takeOwner(
  write: Pick<Write, 'tx' | 'tenant'>,
  owner: SecretOwner,
): Promise<OwnerOfSecrets> {
  await lockObject(write, owner)
  return readOwner(write.tx, owner)
}

type SecretChange = { type: EventType; why: string; detail: Record<string, unknown> }

/** The version and the event of a change to the secrets of an owner. What changed is told by `why`: secrets are no settings. */
export async function recordSecretChange(
  { tx, tenant, by }: Write,
  owner: OwnerOfSecrets,
  { type, why, detail }: SecretChange,
): Promise<void> {
  const at = tenant.clock()
  const version = owner.version + 1
  const { id, name, config } = owner
  const next = { version, updated_at: at }
  if (owner.type === 'user') await tx.updateTable('user').set(next).where('id', '=', id).execute()
  else await tx.updateTable('application').set(next).where('id', '=', id).execute()
  const object = { type: owner.type, id, name }
  const application = owner.type === 'application' ? { application: { id, name } } : {}
  await recordChange(
    { tx, tenant, by },
    { type: owner.type, id, version, before: config, after: config, why, at },
    { type, object, ...application, detail },
  )
}

async function client(db: Kysely<Tables>, id: string): Promise<OwnerOfSecrets> {
  const user = await readUser(db, { id })
  if (!user) throw notThere(`user ${id}`)
  const { row, config } = user
  if (row.oauth_client !== 1)
    throw new Problem(
      'invalid_request',
      `${row.name} has one password. Only a confidential client has secrets: turn on Is OAuth confidential client first, or reset the password.`,
    )
  return { type: 'user', id, name: row.name, version: row.version, config }
}

async function application(db: Kysely<Tables>, id: string): Promise<OwnerOfSecrets> {
  const found = await loadApplication(db, id)
  if (!found) throw notThere(`application ${id}`)
  const { template, builtIn, version, config } = found
  if (builtIn)
    throw new Problem('forbidden', 'This application belongs to the tenant itself and cannot be changed.')
  if (!isOwnClient({ template }))
    throw new Problem(
      'invalid_request',
      `An application of the kind ${templates[template].title} has no secret of its own: its clients are service users, and theirs are the secrets.`,
    )
  return { type: 'application', id, name: config.description.name, version, config }
}
