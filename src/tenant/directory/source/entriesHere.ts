import { readStored } from '#schema/category.ts'
import { nameKey } from '#schema/nameKey.ts'
import { userCategories } from '#schema/user/index.ts'
import type { Row } from '../../store/tables.ts'
import type { Tenant } from '../../tenant.ts'
import { phoneKey } from '../phoneKey.ts'
import type { Directory, Entry } from './directory.ts'

/** Finds people of a directory that is kept in our tables. */
export const entriesHere =
  (tenant: Tenant, directory: string): Directory['find'] =>
  async ({ attribute, value }) => {
    const people = tenant.database.read.selectFrom('user').selectAll().where('directory_id', '=', directory)
    const key = nameKey(value)
    if (key === '' || (attribute === 'phone' && phoneKey(value) === '')) return []
    const found = {
      name: () => people.where('name_key', '=', key),
      uuid: () => people.where('id', '=', value.toLowerCase()),
      mail: () => people.where('mail_key', '=', key),
      phone: () => people.where('phone_key', '=', phoneKey(value)),
      // Letter by letter: nothing else tells people of similar names apart
      displayName: () => people.where('display_name', '=', value),
    }[attribute]()
    return (await found.limit(2).execute()).map(entryOf)
  }

/** A directory that is kept in our tables answers while the database does. */
export const probeHere =
  ({ database }: Pick<Tenant, 'database'>): Directory['probe'] =>
  async () => {
    await database.read.selectFrom('directory').select('id').limit(1).execute()
  }

function entryOf(row: Row<'user'>): Entry {
  const { account } = readStored(userCategories, JSON.parse(row.config) as Record<string, unknown>)
  return {
    directory: row.directory_id,
    externalId: row.external_id ?? row.id,
    userId: row.id,
    name: row.name,
    mail: account.mail,
    displayName: row.display_name,
    phone: account.mobileNumber,
    state: row.state,
  }
}
