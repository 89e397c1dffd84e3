import type { Kysely } from 'kysely'
import { prepared } from '#platform/database/prepared.ts'
import { readApplication } from '#schema/application/applicationConfig.ts'
import type { ApplicationConfig, TemplateName } from '#schema/application/index.ts'
import { isTemplate, type Application } from '#schema/application/wire.ts'
import { fromBits, inOrder } from '#schema/grant.ts'
import type { Row, Tables } from '../store/tables.ts'

/** An application by its row key, or null. */
export const loadApplication = async (db: Kysely<Tables>, id: string) => withGrants(db, await rowById(db, id))

/** By Application ID, in exactly this case (trouble T3), or null. */
export const loadByApplicationId = async (db: Kysely<Tables>, applicationId: string) =>
  withGrants(db, await rowByApplicationId(db, applicationId))

const rowById = prepared((db: Kysely<Tables>, id) =>
  db.selectFrom('application').selectAll().where('id', '=', id),
)

const rowByApplicationId = prepared((db: Kysely<Tables>, applicationId) =>
  db.selectFrom('application').selectAll().where('application_id', '=', applicationId),
)

const grantsOf = prepared((db: Kysely<Tables>, id) =>
  db.selectFrom('application_grant').selectAll().where('application_id', '=', id),
)

async function withGrants(db: Kysely<Tables>, [row]: Row<'application'>[]): Promise<Application | null> {
  return row ? toApplication(row, await grantsOf(db, row.id)) : null
}

function toApplication(row: Row<'application'>, grants: Row<'application_grant'>[]): Application {
  const { template } = row
  if (!isTemplate(template)) throw new Error(`Application ${row.id} has the unknown template ${template}`)
  const config = storedConfig(row, template)
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

const parsedConfigs = new Map<string, ApplicationConfig>()
const mostParsed = 500

/** Parsing costs more than reading, and a version never changes: the last ones are kept. */
function storedConfig(row: Row<'application'>, template: TemplateName): ApplicationConfig {
  const key = `${row.id} ${row.version} ${row.updated_at}`
  const held = parsedConfigs.get(key)
  if (held) return held
  const config = readApplication(template, JSON.parse(row.config) as Record<string, unknown>)
  if (parsedConfigs.size >= mostParsed) parsedConfigs.clear()
  parsedConfigs.set(key, config)
  return config
}
