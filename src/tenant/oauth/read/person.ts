import { readUser } from '../../directory/readUser.ts'
import type { Tenant } from '../../tenant.ts'
import type { Person } from '../issue/person.ts'

/** A user as an application may see it, or null. */
export async function readPerson(tenant: Tenant, userId: string): Promise<Person | null> {
  const user = await readUser(tenant.database.read, { id: userId })
  if (user === null) return null
  const { row, config } = user
  return {
    name: row.name,
    displayName: row.display_name,
    mail: config.account.mail,
    phone: config.account.mobileNumber,
  }
}
