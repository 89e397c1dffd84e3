import { loginName } from '#schema/loginName.ts'
import { administratorPassword } from '#schema/password.ts'
import { readStored } from '#schema/category.ts'
import { userCategories } from '#schema/user/index.ts'
import type { Author } from '../audit/event.ts'
import { fieldProblem, parsed, Problem } from '../problem.ts'
import type { Tenant } from '../tenant.ts'
import { hashSecret } from './credential.ts'
import { insertUser } from './insertUser.ts'
import {
  closeFirstAdministratorLink,
  hasAdministrator,
  refuseDeadToken,
  takeFirstAdministratorToken,
} from './firstAdministratorToken.ts'
import { looksDeceptive } from '#schema/deceptiveName.ts'

/**
 * Creates the first administrator and, from the part after the @, the first login suffix (D11). With a setup token it is used up in the same
 * transaction; without one (unattended install) nothing but the absence of an administrator is needed.
 */
export async function createAdministrator(
  tenant: Tenant,
  { by, name, password, token }: { by: Author; name: string; password: string; token: string | null },
): Promise<void> {
  const login = parsed(loginName, name, ['user'])
  parsed(administratorPassword, password, ['password'])
  if (looksDeceptive(login))
    throw fieldProblem('invalid_fields', [
      { path: 'user', message: 'This name mixes alphabets or holds invisible characters.' },
    ])
  if (token !== null) await refuseDeadToken(tenant.database.read, tenant, token)
  const suffix = login.slice(login.indexOf('@') + 1).toLowerCase()
  const hash = await hashSecret(tenant, { kind: 'typed', secret: password })
  const config = readStored(userCategories, {
    account: { name: login, displayName: login.slice(0, login.indexOf('@')) },
  })
  await tenant.database.write(async (tx) => {
    await tenant.database.lock(tx, 'first-administrator')
    const already = await hasAdministrator(tx)
    if (token !== null) await takeFirstAdministratorToken(tx, tenant, token)
    if (already) throw new Problem('gone', 'This tenant has an administrator already.')
    if (token === null) await closeFirstAdministratorLink(tx, tenant)
    const at = tenant.clock()
    await tx.insertInto('login_suffix').values({ suffix, created_at: at, is_default: 1 }).execute()
    const id = await insertUser(
      { tx, tenant, by: { ...by, name: by.id === null ? login : by.name } },
      { config, hash, why: 'First administrator' },
    )
    await tx
      .insertInto('role_member')
      .values({ role_id: 'sysadmin', member_type: 'User', member_id: id })
      .execute()
  })
}
