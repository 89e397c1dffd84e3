import { theTenant } from '../audit/event.ts'
import type { Tenant } from '../tenant.ts'
import { updateAtStart } from './saveApplication.ts'

/** Takes issuers away that belong to an older application, as a change that everybody can see (AS-20). */
export async function settleIssuers(tenant: Tenant): Promise<void> {
  const rows = await tenant.database.read
    .selectFrom('application')
    .select('id')
    .where('issuer_key', 'is not', null)
    // What the migration 0011_issuers.ts writes. No real issuer begins like that.
    .where('issuer_key', 'like', 'duplicate %')
    .execute()
  for (const { id } of rows)
    await tenant.database.write((tx) =>
      updateAtStart(
        { tx, tenant, by: theTenant },
        {
          id,
          change: (config) => ({ ...config, generalUsage: { ...config.generalUsage, issuer: '' } }),
          why: 'An older application has the same issuer, so this one has its own address again',
        },
      ),
    )
}
