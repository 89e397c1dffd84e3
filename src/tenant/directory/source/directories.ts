import type { DirectoryKind } from '#schema/directoryService.ts'
import type { Tenant } from '../../tenant.ts'
import { cloudDirectory } from './cloudDirectory.ts'
import type { Row } from '../../store/tables.ts'
import { Unreachable, type Directory, type OpenDirectory } from './directory.ts'
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

/** Whether a directory can be asked now: it is enabled, of a kind that this program has, and answers in time. */
export async function isOnline(tenant: Tenant, row: Row<'directory'>): Promise<boolean> {
  const directory = row.enabled === 1 ? directoryKinds.get(row.kind)?.(tenant, row) : undefined
  if (!directory) return false
  const signal = AbortSignal.timeout(probeLasts)
  const late = new Promise<false>((resolve) =>
    signal.addEventListener('abort', () => resolve(false), { once: true }),
  )
  const answers = directory.probe(signal).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Unreachable || signal.aborted) return false
      throw error
    },
  )
  return Promise.race([answers, late])
}

/** Milliseconds; a list of directories waits no longer for one. */
const probeLasts = 2000

const rankOf = ({ kind }: Directory) => (kind === 'CDS' ? 0 : kind === 'FDS' ? 2 : 1)
