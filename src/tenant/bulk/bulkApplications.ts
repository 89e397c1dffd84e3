import { sql } from 'kysely'
import { deleteApplication } from '../application/saveApplication.ts'
import { dayOf } from '../days.ts'
import type { Write } from '../write.ts'
import { dependents, type Bulk } from './bulk.ts'

export const bulkApplications: Bulk<'application'> = {
  find: async (tx, id) =>
    (await tx
      .selectFrom('application')
      .select(['name', 'version'])
      .where('id', '=', id)
      .executeTakeFirst()) ?? null,
  actions: { delete: (write, { id }) => deleteApplication(write, id) },
  follows: async (write, { id }) => [
    ...(await lastToken(write, id)),
    ...(await dependents(write.tx, [
      { rows: sql`application_grant where application_id = ${id}`, one: 'permission' },
      { rows: sql`credential where owner_type = 'application' and owner_id = ${id}`, one: 'client secret' },
    ])),
  ],
}

/** Whoever still gets tokens stops getting them. */
async function lastToken({ tx, tenant }: Write, id: string): Promise<string[]> {
  const row = await tx.selectFrom('application').select('used_day').where('id', '=', id).executeTakeFirst()
  if (!row || row.used_day === 0) return []
  const ago = dayOf(tenant.clock()) - row.used_day
  if (ago <= 0) return ['gave a token today']
  return [ago === 1 ? 'gave its last token yesterday' : `gave its last token ${ago} days ago`]
}
