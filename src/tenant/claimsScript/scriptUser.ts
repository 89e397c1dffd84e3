import type { Kysely } from 'kysely'
import type { Setting } from '#schema/setting.ts'
import { account } from '#schema/user/index.ts'
import { readUser } from '../directory/readUser.ts'
import { standingOfUser } from '../directory/rightsOf.ts'
import type { Tables } from '../store/tables.ts'
import type { ScriptUser } from './script.ts'

/** The user as scripts see it; null when there is none. Role names are those of direct and nested roles, Everybody included. */
export async function scriptUser(db: Kysely<Tables>, userId: string): Promise<ScriptUser | null> {
  const user = await readUser(db, { id: userId })
  if (!user) return null
  const { roleIds } = await standingOfUser(db, user.row)
  const roles = await db
    .selectFrom('role')
    .select('name')
    .where('id', 'in', ['', ...roleIds])
    .orderBy('sort_key')
    .execute()
  const held = user.config.account
  return {
    uuid: user.row.id,
    username: user.row.name,
    displayName: held.displayName,
    mail: held.mail,
    roleNames: roles.map(({ name }) => name),
    attributes: Object.fromEntries(attributes.map(([name, key]) => [name, held[key]])),
  }
}

type AccountKey = keyof typeof account.settings

/** Each attribute of the directory under its wire name, and under what LDAP directories and SAML mappings call it (contract.md 4.2, 7.1). */
const attributes: [name: string, key: AccountKey][] = [
  ...Object.entries<Setting>(account.settings).map(
    ([key, { wire }]) => [(wire ?? key).toLowerCase(), key] as [string, AccountKey],
  ),
  ['userprincipalname', 'name'],
  ['loginname', 'name'],
  ['email', 'mail'],
  ['emailaddress', 'mail'],
  ['mobile', 'mobileNumber'],
  ['telephonenumber', 'officeNumber'],
  ['homephone', 'homeNumber'],
]
