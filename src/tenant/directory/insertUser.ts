import { randomUUID } from 'node:crypto'
import { cloudDirectory } from '#schema/directoryService.ts'
import { userCategories, userConfig, withConsequences, type UserConfig } from '#schema/user/index.ts'
import { recordObject } from '../object/recordObject.ts'
import { searchedNames } from '../object/searchedNames.ts'
import { uniqueName } from '../object/uniqueName.ts'
import { parsed, refuseUnseen } from '../problem.ts'
import type { Write } from '../write.ts'
import { refuseSecondBreakGlass } from './breakGlass.ts'
import { replaceCredential } from './credential.ts'
import { refuseProgram } from './refuseCredential.ts'
import { phoneKey } from './phoneKey.ts'
import { suffixOf } from './suffixes.ts'
import { loginNameTaken, refuseMail, refuseName, refuseSigns } from './userName.ts'
import { nameKey } from '#schema/nameKey.ts'
import { sortKey } from '#schema/sortKey.ts'

type NewUser = { config: UserConfig; why: string } & (
  | { hash: string }
  /** Who comes from another directory has no credential here. */
  | { from: { directory: string; externalId: string } }
)

/** Creates a user with its credential, whose hash was made before the transaction (hashSecret). */
export async function insertUser(write: Write, { config, why, ...source }: NewUser): Promise<string> {
  const user = withConsequences(parsed(userConfig, config))
  const { tx, tenant } = write
  const { name } = user.account
  const origin = {
    directory_id: 'from' in source ? source.from.directory : cloudDirectory,
    external_id: 'from' in source ? source.from.externalId : null,
  }
  refuseSigns(name, origin)
  refuseProgram({ name, ...origin }, user)
  refuseUnseen(userCategories, { after: user })
  await refuseName(write, { user, id: null, brought: 'from' in source })
  await refuseMail(write, { user, id: null })
  await refuseSecondBreakGlass(write, { user, id: null })
  const id = randomUUID()
  const at = tenant.clock()
  const dates = { last_login_at: null, password_changed_at: at, created_at: at, updated_at: at }
  await uniqueName(
    () =>
      tx
        .insertInto('user')
        .values({ id, ...userColumns(user), ...origin, version: 1, ...dates })
        .execute(),
    loginNameTaken(name),
  )
  if ('hash' in source) await replaceCredential(tx, { ownerType: 'user', ownerId: id, hash: source.hash, at })
  const detail = { why }
  await recordObject(write, {
    type: 'user',
    id,
    name,
    version: 1,
    before: null,
    after: user,
    why,
    at,
    detail,
  })
  return id
}

/** The columns that are asked for, beside the whole configuration. */
export const userColumns = (user: UserConfig) => ({
  name: user.account.name,
  names: searchedNames(user.account.name, user.account.displayName || user.account.name, user.account.mail),
  name_key: nameKey(user.account.name),
  sort_key: sortKey(user.account.name),
  mail: user.account.mail,
  suffix: suffixOf(nameKey(user.account.name)),
  mail_key: nameKey(user.account.mail),
  phone_key: phoneKey(user.account.mobileNumber),
  display_name: user.account.displayName || user.account.name,
  display_name_key: sortKey(user.account.displayName || user.account.name),
  state: user.status.state,
  oauth_client: user.status.oauthClient ? 1 : 0,
  service_user: user.status.serviceUser ? 1 : 0,
  in_everybody: user.status.inEverybodyRole ? 1 : 0,
  tokens_without_application: user.status.tokensWithoutApplication ? 1 : 0,
  break_glass: user.status.breakGlass ? 1 : 0,
  config: JSON.stringify(user),
})
