import type { FastifyInstance } from 'fastify'
import { everyCategory } from '#schema/nounCategories.ts'
import { isSecret, type Setting } from '#schema/setting.ts'
import { Problem } from '../problem.ts'
import type { Tenant } from '../tenant.ts'
import { on } from './on.ts'

const largestBody = 200_000
const mostDrafts = 50

/** Unfinished forms, each seen by the person who typed it and nobody else. Secrets are never kept. */
export function draftRoutes(app: FastifyInstance, tenant: Tenant): void {
  const { database } = tenant

  on(app, tenant, 'draftsSave', async ({ params, actor }) => {
    const body = JSON.stringify(withoutSecrets(params.body, secretNames()))
    if (body.length > largestBody) throw new Problem('invalid_request', 'This draft is too large to be kept.')
    const updatedAt = tenant.clock()
    const values = {
      id: params.id,
      user_id: actor.id,
      kind: params.kind,
      title: params.title,
      body,
      updated_at: updatedAt,
    }
    await database.write(async (tx) => {
      const { kind, title, updated_at } = values
      await tx
        .insertInto('draft')
        .values(values)
        .onConflict((conflict) =>
          conflict.columns(['user_id', 'id']).doUpdateSet({ kind, title, body, updated_at }),
        )
        .execute()
      const surplus = await tx
        .selectFrom('draft')
        .select('id')
        .where('user_id', '=', actor.id)
        .orderBy('updated_at', 'desc')
        .offset(mostDrafts)
        .limit(mostDrafts)
        .execute()
      if (surplus.length > 0)
        await tx
          .deleteFrom('draft')
          .where('user_id', '=', actor.id)
          .where(
            'id',
            'in',
            surplus.map((draft) => draft.id),
          )
          .execute()
    })
    return { updatedAt }
  })

  on(app, tenant, 'draftsGet', async ({ params, actor }) => {
    const row = await database.read
      .selectFrom('draft')
      .selectAll()
      .where('user_id', '=', actor.id)
      .where('id', '=', params.id)
      .executeTakeFirst()
    if (!row) return null
    return {
      id: row.id,
      kind: row.kind,
      title: row.title,
      updatedAt: row.updated_at,
      body: JSON.parse(row.body) as Record<string, unknown>,
    }
  })

  on(app, tenant, 'draftsList', async ({ actor }) => {
    const rows = await database.read
      .selectFrom('draft')
      .leftJoin('identity_provider', 'identity_provider.id', 'draft.id')
      .select(['draft.id', 'kind', 'title', 'draft.updated_at', 'identity_provider.id as provider'])
      .where('user_id', '=', actor.id)
      .orderBy('draft.updated_at', 'desc')
      .limit(mostDrafts)
      .execute()
    return rows.map(({ id, kind, title, updated_at, provider }) => ({
      id,
      kind,
      title,
      updatedAt: updated_at,
      // That of an identity provider has its id
      gone: kind === 'identityProvider/setup' && provider === null,
    }))
  })

  on(app, tenant, 'draftsDelete', async ({ params, actor }) => {
    await database.write((tx) =>
      tx.deleteFrom('draft').where('user_id', '=', actor.id).where('id', '=', params.id).execute(),
    )
    return null
  })
}

const secretNames = () =>
  new Set(
    everyCategory().flatMap(({ settings }) =>
      Object.entries<Setting>(settings)
        .filter(([, setting]) => isSecret(setting))
        .map(([name]) => name.toLowerCase()),
    ),
  )

/** Whatever the console sends, a setting of a secret kind is not stored (CL-01). */
function withoutSecrets(value: unknown, secrets: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((each) => withoutSecrets(each, secrets))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !secrets.has(name.toLowerCase()))
      .map(([name, member]) => [name, withoutSecrets(member, secrets)]),
  )
}
