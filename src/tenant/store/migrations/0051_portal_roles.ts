import type { Kysely } from 'kysely'

type Tables = {
  tenant: { id: string; created_at: number }
  role: {
    id: string
    name: string
    name_key: string
    sort_key: string
    description: string
    built_in: number
    version: number
    created_at: number
    updated_at: number
  }
  role_right: { role_id: string; right_file: string }
}

const roles = [
  {
    id: 'supportstaff',
    name: 'Support',
    description: 'Looks at configurations and the audit log to say why something fails. Changes nothing.',
    rights: ['adminportallogin', 'monitor'],
  },
  {
    id: 'securityreviewer',
    name: 'Security Reviewer',
    description: 'Looks at who may do what, and decides in access reviews. Changes nothing else.',
    rights: ['adminportallogin', 'monitor', 'accessreview'],
  },
]

/**
 * The built-in roles Support and Security Reviewer, for a tenant that was made without them, and the right of the second. A role of the tenant that is
 * called so keeps its name, which tokens carry: then the built-in one is told apart by what stands behind it.
 */
export async function up(anyDb: Kysely<unknown>): Promise<void> {
  const db = anyDb.withTables<Tables>()
  const tenant = await db.selectFrom('tenant').select('created_at').executeTakeFirst()
  if (!tenant) return
  await db.insertInto('role_right').values({ role_id: 'sysadmin', right_file: 'accessreview' }).execute()
  const at = Date.now()
  for (const { id, name: wanted, description, rights } of roles) {
    const name = await freeName(db, wanted)
    const key = name.toLowerCase()
    const times = { version: 1, created_at: at, updated_at: at }
    await db
      .insertInto('role')
      .values({
        id,
        name,
        name_key: key,
        sort_key: `${key}\u0001${name}`,
        description,
        built_in: 1,
        ...times,
      })
      .execute()
    await db
      .insertInto('role_right')
      .values(rights.map((right) => ({ role_id: id, right_file: right })))
      .execute()
  }
}

async function freeName(db: Kysely<Tables>, wanted: string): Promise<string> {
  for (let count = 0; ; count++) {
    const name = count === 0 ? wanted : `${wanted} (built in${count === 1 ? '' : ` ${count}`})`
    const taken = await db
      .selectFrom('role')
      .select('id')
      .where('name_key', '=', name.toLowerCase())
      .executeTakeFirst()
    if (!taken) return name
  }
}
