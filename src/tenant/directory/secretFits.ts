import {
  decoyHash,
  fittedRecently,
  hashPassword,
  isGenerated,
  needsRehash,
  verifySecret,
} from '#platform/password.ts'
import { minutes } from '#schema/duration.ts'
import type { Row } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import type { Reserve } from './oneTry.ts'

type Credential = Row<'credential'>

/**
 * Which of those that are live a secret is, by its ID; null for none. What fails takes one slow comparison, whoever is asked for and whatever there is to
 * compare with: unknown, wrong, expired and generated cannot be told apart by the time it takes (CL-03). An owner has at most one typed secret.
 * The slow comparison may be a guess, and is reserved; nobody guesses a generated secret.
 */
export async function secretFits(
  tenant: Tenant,
  { credentials, secret, reserve }: { credentials: readonly Credential[]; secret: string; reserve: Reserve },
): Promise<string | null | { wait: number }> {
  const { keys } = tenant
  const typed = credentials.find(({ hash }) => !isGenerated(hash))
  const generated = credentials.filter(({ hash }) => isGenerated(hash))
  const found = await fitting(tenant, generated, secret)
  if (found) {
    noteUse(tenant, found)
    return found.id
  }
  const stored = typed?.hash ?? decoyHash
  const refused = await reserve(() => fittedRecently(keys, stored, secret))
  if (refused) return refused
  if (!(await verifySecret(keys, stored, secret)) || !typed) return null
  if (needsRehash(stored)) await rehash(tenant, typed.id, secret)
  noteUse(tenant, typed)
  return typed.id
}

async function fitting(
  tenant: Tenant,
  credentials: readonly Credential[],
  secret: string,
): Promise<Credential | undefined> {
  for (const credential of credentials)
    if (await verifySecret(tenant.keys, credential.hash, secret)) return credential
}

/** CL-02: while the secret is at hand. */
async function rehash(tenant: Tenant, id: string, secret: string): Promise<void> {
  const hash = await hashPassword(secret)
  await tenant.database.write((tx) =>
    tx.updateTable('credential').set({ hash }).where('id', '=', id).execute(),
  )
}

/** A use is written down at most this often, so that asking for tokens does not become writing. Milliseconds. */
const useStep = minutes(1) * 1000
/** The secrets whose use is being written. */
const noting = new Set<string>()

/** Writes the use of a secret down, which nobody waits for: a last use that is lost is told by the next one. */
function noteUse(tenant: Tenant, { id, last_used_at: before }: Credential): void {
  const at = tenant.clock()
  if ((before !== null && before + useStep > at) || noting.has(id)) return
  noting.add(id)
  void tenant.database
    .write((tx) => tx.updateTable('credential').set({ last_used_at: at }).where('id', '=', id).execute())
    .catch((error: unknown) =>
      tenant.log.warn({ err: error }, 'the last use of a secret was not written down'),
    )
    .finally(() => noting.delete(id))
}
