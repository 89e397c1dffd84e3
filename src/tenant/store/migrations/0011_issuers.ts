import type { Kysely } from 'kysely'

type Tables = {
  application: { id: string; template: string; config: string; created_at: number; issuer_key: string | null }
}

/**
 * An issuer that an application names itself belongs to it alone (AS-20). Of several that name the same one the oldest keeps it; the others are marked,
 * and lose it with a version and an event when the tenant starts (application/settleIssuers.ts).
 */
export async function up(anyDb: Kysely<unknown>): Promise<void> {
  await anyDb.schema.alterTable('application').addColumn('issuer_key', 'text').execute()
  const db = anyDb.withTables<Tables>()
  const rows = await db
    .selectFrom('application')
    .select(['id', 'template', 'config'])
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const taken = new Set<string>()
  for (const { id, template, config } of rows) {
    // The issuer of this template was always fixed
    const key = template === 'Generic OpenID Connect' ? null : keyIn(config)
    if (key === null) continue
    const issuer_key = taken.has(key) ? `duplicate ${id}` : key
    taken.add(key)
    await db.updateTable('application').set({ issuer_key }).where('id', '=', id).execute()
  }
  await anyDb.schema
    .createIndex('application_issuer_key')
    .on('application')
    .column('issuer_key')
    .unique()
    .execute()
}

function keyIn(config: string): string | null {
  const { generalUsage } = JSON.parse(config) as { generalUsage?: { issuer?: unknown } }
  const issuer = generalUsage?.issuer
  if (typeof issuer !== 'string' || !URL.canParse(issuer)) return null
  let { href } = new URL(issuer)
  while (href.endsWith('/')) href = href.slice(0, -1)
  return href
}
