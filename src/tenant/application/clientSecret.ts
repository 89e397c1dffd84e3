import { verifySecret } from '#platform/password.ts'
import { clientSecretIn } from '#schema/application/wire.ts'
import { typedSecret, userPassword } from '#schema/password.ts'
import { hashSecret, replaceCredential } from '../directory/credential.ts'
import { recordSecretChange, takeOwner } from '../directory/secretOwner.ts'
import { parsed } from '../problem.ts'
import type { Tenant } from '../tenant.ts'
import type { Write } from '../write.ts'
import { loadApplication } from './loadApplication.ts'

/** `hash` is null when the application has this secret already: clients that write everything back send it each time. */
export type SentSecret = { hash: string | null }

/** The secret that an update brings for an application which is its own client, judged and hashed before any transaction (CL-06); null for none. */
export async function sentClientSecret(
  tenant: Tenant,
  { id, sent, inConsole }: { id: string; sent: Record<string, unknown>; inConsole: boolean },
): Promise<SentSecret | null> {
  const application = await loadApplication(tenant.database.read, id)
  if (!application || application.builtIn) return null
  const value = clientSecretIn(sent, application)
  if (value === undefined) return null
  const policy = inConsole ? typedSecret : userPassword
  const secret = parsed(policy, value, ['OAuthProfile', 'ClientSecret'])
  if (await isHeld(tenant, id, secret)) return { hash: null }
  return { hash: await hashSecret(tenant, { kind: 'typed', secret }) }
}

/** Makes this the only secret of the application. Gives the version that is current afterwards. */
export async function replaceClientSecret(
  write: Write,
  { id, hash }: { id: string; hash: string },
): Promise<number> {
  const owner = await takeOwner(write, { type: 'application', id })
  await replaceCredential(write.tx, {
    ownerType: 'application',
    ownerId: id,
    hash,
    at: write.tenant.clock(),
  })
  await recordSecretChange(write, owner, {
    type: 'Cloud.Core.Secret.Create',
    why: 'Client secret replaced',
    detail: { label: '' },
  })
  return owner.version + 1
}

async function isHeld(tenant: Tenant, id: string, secret: string): Promise<boolean> {
  const now = tenant.clock()
  const rows = await tenant.database.read
    .selectFrom('credential')
    .select(['hash', 'expires_at'])
    .where('owner_type', '=', 'application')
    .where('owner_id', '=', id)
    .execute()
  for (const { hash, expires_at: expiry } of rows)
    if ((expiry === null || expiry > now) && (await verifySecret(tenant.keys, hash, secret))) return true
  return false
}
