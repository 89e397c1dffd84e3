import { sql } from 'kysely'
import { redirectsOf } from '#schema/application/ofTemplate.ts'
import type { Standing } from '../directory/rightsOf.ts'
import type { Tenant } from '../tenant.ts'
import { loadApplication } from './loadApplication.ts'
import { onWhichHolds } from './seenBy.ts'

/** Applications that name the same address. */
const most = 20

/** Whether an address is registered, letter by letter, for an application that somebody may run: as where a sign-in begins, or is answered. */
export async function startedAt(
  { database: { read, kind } }: Pick<Tenant, 'database'>,
  { standing, address }: { standing: Standing; address: string },
): Promise<boolean> {
  if (!/^https?:\/\/[\x21\x23-\x5b\x5d-\x7e]+$/.test(address)) return false
  const position = sql.raw(kind === 'sqlite' ? 'instr' : 'strpos')
  const named = await read
    .selectFrom('application')
    .select('id')
    .where(onWhichHolds({ id: standing.user.id, ...standing }, 'Run'))
    // As the stored JSON has it; what it stands for is looked at below
    .where(sql<boolean>`${position}(config, ${JSON.stringify(address)}) > 0`)
    .orderBy('id')
    .limit(most)
    .execute()
  for (const { id } of named) {
    const application = await loadApplication(read, id)
    if (!application) continue
    const { trust } = application.config
    const starts = trust.serviceProviderConfiguration === 'Portal' ? [trust.resourceApplicationUrl] : []
    if ([...starts, ...redirectsOf(application)].includes(address)) return true
  }
  return false
}
