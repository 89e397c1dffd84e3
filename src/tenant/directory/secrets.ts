import { randomUUID } from 'node:crypto'
import { hashGenerated } from '#platform/password.ts'
import { deriveSecret } from '#platform/secret.ts'
import { days } from '#schema/duration.ts'
import { isLive, mostLiveSecrets, type SecretHead, type SecretOwner } from '#schema/secret.ts'
import type { Actor } from '../actor.ts'
import type { Author } from '../audit/event.ts'
import { madeOnce } from '../madeOnce.ts'
import { fieldProblem, notThere, Problem } from '../problem.ts'
import type { Tenant } from '../tenant.ts'
import type { Write } from '../write.ts'
import { refuseAdministratorAccount } from './administrators.ts'
import { readOwner, recordSecretChange, takeOwner } from './secretOwner.ts'
import { secretsOf } from './secretsOf.ts'

type NewSecret = { owner: SecretOwner; key: string; label: string; expiresAt: number | null }
type Caller<Request> = { actor: Actor; by: Author; request: Request }

/** Milliseconds. Further ahead is the same as never, and no date that every program can read. */
const latestExpiry = days(3650) * 1000
/** Expired ones are shown so long, for whoever looks why a client is refused. */
const expiredShownFor = days(90) * 1000

/** What may be known of the secrets of an owner, oldest first; expired ones are among them. */
export async function listSecrets(tenant: Tenant, owner: SecretOwner): Promise<SecretHead[]> {
  await readOwner(tenant.database.read, owner)
  return secretsOf(tenant.database.read, owner)
}

/**
 * Gives a client another secret, which works beside the first one (CL-02). It is generated, given this once, and derived from the server's
 * key, so that a repeated request gets the same one although it is stored nowhere (CL-01).
 */
export async function addSecret(
  tenant: Tenant,
  { actor, by, request }: Caller<NewSecret>,
): Promise<SecretHead & { secret: string }> {
  const { owner, key, label, expiresAt } = request
  const secretOf = (id: string) => deriveSecret(tenant.keys, 'client secret', key, actor.id, id)
  const once = {
    actor,
    key,
    request: ['secret', owner.type, owner.id, label, expiresAt],
    otherwise: 'This secret was already added with other values. Look for it in the list.',
  }
  const head = await tenant.database.write(async (tx) => {
    const write = { tx, tenant, by }
    await refuseForeign(write, actor, owner)
    const { reply, again } = await madeOnce(write, once, () => insert(write, request, secretOf))
    if (again) await refuseRevoked(write, owner, reply.id)
    return reply
  })
  return { ...head, secret: secretOf(head.id) }
}

/** Ends a secret at once. The last one too: the client then gets no tokens. */
export async function revokeSecret(
  tenant: Tenant,
  { actor, by, request: { owner, id } }: Caller<{ owner: SecretOwner; id: string }>,
): Promise<void> {
  await tenant.database.write(async (tx) => {
    const write = { tx, tenant, by }
    await refuseForeign(write, actor, owner)
    const taken = await takeOwner(write, owner)
    const row = (await secretsOf(tx, owner)).find((each) => each.id === id)
    if (!row) throw notThere('secret', 'It may have been revoked already.')
    await tx.deleteFrom('credential').where('id', '=', id).execute()
    const { label } = row
    await recordSecretChange(write, taken, {
      type: 'Cloud.Core.Secret.Revoke',
      why: `Secret ${inWords(label)} revoked`,
      detail: { secretId: id, label },
    })
  })
}

async function insert(
  write: Write,
  { owner, label, expiresAt }: NewSecret,
  secretOf: (id: string) => string,
): Promise<SecretHead> {
  const { tx, tenant } = write
  const taken = await takeOwner(write, owner)
  const at = tenant.clock()
  if (expiresAt !== null) refuseExpiry(expiresAt, at)
  await tx
    .deleteFrom('credential')
    .where('owner_type', '=', owner.type)
    .where('owner_id', '=', owner.id)
    .where('expires_at', '<', at - expiredShownFor)
    .execute()
  const live = (await secretsOf(tx, owner)).filter((each) => isLive(each, at))
  if (live.length >= mostLiveSecrets)
    throw new Problem('invalid_request', 'Two secrets are live. Revoke one first.')
  const id = randomUUID()
  await tx
    .insertInto('credential')
    .values({
      id,
      owner_type: owner.type,
      owner_id: owner.id,
      hash: hashGenerated(tenant.keys, secretOf(id)),
      label,
      created_at: at,
      expires_at: expiresAt,
      last_used_at: null,
    })
    .execute()
  await recordSecretChange(write, taken, {
    type: 'Cloud.Core.Secret.Create',
    why: `Secret ${inWords(label)} added`,
    detail: { secretId: id, label, expiresAt },
  })
  return { id, label, createdAt: at, expiresAt, lastUsedAt: null }
}

function refuseExpiry(expiresAt: number, now: number): void {
  const message =
    expiresAt <= now
      ? 'This moment is over. Choose a later one.'
      : expiresAt > now + latestExpiry
        ? 'Choose a day within ten years, or never.'
        : undefined
  if (message) throw fieldProblem('invalid_fields', [{ path: 'expiresAt', message }])
}

/** A repeated request must not hand out what has been ended since. */
async function refuseRevoked({ tx }: Write, owner: SecretOwner, id: string): Promise<void> {
  if ((await secretsOf(tx, owner)).some((each) => each.id === id)) return
  throw new Problem('gone', 'This secret was added and has been revoked since. Add another one.')
}

async function refuseForeign({ tx }: Write, actor: Actor, owner: SecretOwner): Promise<void> {
  if (owner.type === 'user') await refuseAdministratorAccount(tx, actor, owner.id)
}

/** One that was set as the account's password has no label. */
const inWords = (label: string) => (label === '' ? 'without a label' : `“${label}”`)
