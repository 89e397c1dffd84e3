import type { Kysely } from 'kysely'
import { prepared } from '#platform/database/prepared.ts'
import { readApplication, readBuiltIn } from '#schema/application/applicationConfig.ts'
import type { ApplicationConfig, TemplateName } from '#schema/application/index.ts'
import { isTemplate, type Application } from '#schema/application/wire.ts'
import { fromBits, inOrder } from '#schema/grant.ts'
import { Recent } from '#schema/recent.ts'
import type { Row, Tables } from '../store/tables.ts'

/** An application by its row key, or null. */
export const loadApplication = async (db: Kysely<Tables>, id: string) => withGrants(db, await rowById(db, id))

/** By Application ID, in exactly this case (trouble T3), or null. */
export const loadByApplicationId = async (db: Kysely<Tables>, applicationId: string) =>
  withGrants(db, await rowByApplicationId(db, applicationId))

/** All but the settings, which are read only when they are not known yet. */
const columns = ['id', 'template', 'built_in', 'version', 'created_at', 'updated_at'] as const
type Head = Pick<Row<'application'>, (typeof columns)[number]>

const rowById = prepared((db: Kysely<Tables>, id) =>
  db.selectFrom('application').select(columns).where('id', '=', id),
)

const rowByApplicationId = prepared((db: Kysely<Tables>, applicationId) =>
  db.selectFrom('application').select(columns).where('application_id', '=', applicationId),
)

const withSettings = prepared((db: Kysely<Tables>, id) =>
  db.selectFrom('application').selectAll().where('id', '=', id),
)

const grantsOf = prepared((db: Kysely<Tables>, id) =>
  db.selectFrom('application_grant').selectAll().where('application_id', '=', id),
)

async function withGrants(db: Kysely<Tables>, [row]: Head[]): Promise<Application | null> {
  if (!row) return null
  const known = parsed.get(keyOf(row)) ?? (await parse(db, row.id))
  return known && toApplication(known, await grantsOf(db, row.id))
}

function toApplication({ row, template, config }: Parsed, grants: Row<'application_grant'>[]): Application {
  return {
    id: row.id,
    template,
    version: row.version,
    builtIn: row.built_in === 1,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    config: {
      ...config,
      userAccess: {
        grants: inOrder(
          grants.map((grant) => ({
            type: grant.principal_type,
            id: grant.principal_id,
            name: grant.principal_name,
            rights: fromBits(grant.bits),
          })),
        ),
      },
    },
  }
}

type Parsed = { row: Head; template: TemplateName; config: ApplicationConfig }

const parsed = new Recent<Parsed>(500)
const keyOf = ({ id, version, updated_at }: Head) => `${id} ${version} ${updated_at}`

/** Reading and parsing the settings costs more than the rest, and a version never changes: the last ones are kept. Null when it is gone. */
async function parse(db: Kysely<Tables>, id: string): Promise<Parsed | null> {
  const [row] = await withSettings(db, id)
  if (!row) return null
  const { config: json, ...head } = row
  const { template } = head
  if (!isTemplate(template)) throw new Error(`Application ${id} has the unknown template ${template}`)
  const read = row.built_in === 1 ? readBuiltIn : readApplication
  const config = read(template, JSON.parse(json) as Record<string, unknown>)
  const known = { row: head, template, config }
  parsed.set(keyOf(head), known)
  return known
}
