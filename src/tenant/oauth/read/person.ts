import type { Kysely } from 'kysely'
import { prepared } from '#platform/database/prepared.ts'
import { readStored } from '#schema/category.ts'
import { account } from '#schema/user/index.ts'
import type { Row, Tables } from '../../store/tables.ts'
import type { Tenant } from '../../tenant.ts'
import { claimsOfPerson, tellsOfPerson, type Person } from '../issue/person.ts'

/** A user as an application may see it, and whether the account is active; null when there is none. */
export async function readPerson(
  tenant: Tenant,
  userId: string,
): Promise<(Person & Pick<Row<'user'>, 'state'>) | null> {
  const [row] = await byId(tenant.database.read, userId)
  if (!row) return null
  const { mail, mobileNumber } = readStored(
    [contact],
    JSON.parse(row.config) as Record<string, unknown>,
  ).account
  return { name: row.name, displayName: row.display_name, mail, phone: mobileNumber, state: row.state }
}

/** What the scopes tell of a person. */
export async function personClaims(
  tenant: Tenant,
  { userId, scopes }: { userId: string; scopes: readonly string[] },
): Promise<Record<string, unknown>> {
  const person = tellsOfPerson(scopes) ? await readPerson(tenant, userId) : null
  return person === null ? {} : claimsOfPerson(person, scopes)
}

const { mail, mobileNumber } = account.settings
/** Of the many settings of a user, those that applications may see. */
const contact = { id: account.id, settings: { mail, mobileNumber } }

const byId = prepared((db: Kysely<Tables>, id) =>
  db.selectFrom('user').select(['name', 'display_name', 'state', 'config']).where('id', '=', id),
)
