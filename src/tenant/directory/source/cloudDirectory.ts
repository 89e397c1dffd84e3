import { readStored } from '#schema/category.ts'
import { userCategories } from '#schema/user/index.ts'
import type { Tenant } from '../../tenant.ts'
import { secretFits } from '../secretFits.ts'
import type { Directory, Entry, OpenDirectory, Verdict } from './directory.ts'
import { entriesHere, probeHere } from './entriesHere.ts'
import { opened } from './opened.ts'

/** The people whose passwords are kept here. */
export const cloudDirectory: OpenDirectory = (tenant, row) => ({
  ...opened(row),
  find: entriesHere(tenant, row.id),
  probe: probeHere(tenant),
  verify: (entry, password, asked) => verify(tenant, entry, password, asked),
  foresee: (entry) => foresee(tenant, entry),
})

const verify = async (
  tenant: Tenant,
  ...[{ userId }, password, { reserve }]: Parameters<NonNullable<Directory['verify']>>
): ReturnType<NonNullable<Directory['verify']>> => {
  const { user, credential } = await keptOf(tenant, userId)
  if (!user || (user.oauth_client === 0 && !credential)) return 'noPassword'
  const credentials = credential ? [credential] : []
  const fitting = await secretFits(tenant, { credentials, secret: password, reserve })
  if (fitting === null) return 'wrong'
  if (typeof fitting === 'object') return fitting
  return hasToChange(user) ? 'mustChange' : 'right'
}

/** The secrets of a client are not even looked at (CL-04). */
async function keptOf(tenant: Tenant, userId: string | null) {
  const user = await tenant.database.read
    .selectFrom('user')
    .select(['id', 'oauth_client', 'config'])
    .where('id', '=', userId)
    .executeTakeFirst()
  return { user, credential: user?.oauth_client === 0 ? await passwordOf(tenant, user.id) : undefined }
}

async function foresee(tenant: Tenant, { userId }: Entry): Promise<Verdict> {
  const { user, credential } = await keptOf(tenant, userId)
  if (!user || (user.oauth_client === 0 && !credential)) return 'noPassword'
  return hasToChange(user) ? 'mustChange' : 'right'
}

const hasToChange = ({ config }: { config: string }) =>
  readStored(userCategories, JSON.parse(config) as Record<string, unknown>).status.forcePasswordChange

/** While it is valid: somebody who was a client once may hold expired secrets beside it. */
export const passwordOf = (tenant: Tenant, userId: string) =>
  tenant.database.read
    .selectFrom('credential')
    .selectAll()
    .where('owner_type', '=', 'user')
    .where('owner_id', '=', userId)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', tenant.clock())]))
    .executeTakeFirst()
