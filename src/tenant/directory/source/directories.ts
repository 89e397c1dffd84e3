import type { DirectoryKind } from '#schema/directoryService.ts'
import type { Tenant } from '../../tenant.ts'
import { cloudDirectory } from './cloudDirectory.ts'
import type { Directory, OpenDirectory } from './directory.ts'
import { federatedDirectory } from './federatedDirectory.ts'

/** A further kind is a file and a line here. */
export const directoryKinds = new Map<DirectoryKind, OpenDirectory>([
  ['CDS', cloudDirectory],
  ['FDS', federatedDirectory],
])

/** All of them, as they are kept. */
export const listDirectories = ({ database }: Pick<Tenant, 'database'>) =>
  database.read.selectFrom('directory').selectAll().orderBy('created_at').orderBy('id').execute()

/** Those that are enabled, in the order in which a sign-in asks them: the cloud directory, the others by age, federated people last. */
export async function directories(tenant: Tenant): Promise<Directory[]> {
  const rows = await listDirectories(tenant)
  return rows
    .filter(({ enabled }) => enabled === 1)
    .flatMap((row) => directoryKinds.get(row.kind)?.(tenant, row) ?? [])
    .toSorted((a, b) => rankOf(a) - rankOf(b))
}

const rankOf = ({ kind }: Directory) => (kind === 'CDS' ? 0 : kind === 'FDS' ? 2 : 1)
