import type { Transaction } from 'kysely'
import type { ApplicationConfig, TemplateName } from '#schema/application/index.ts'
import { opensTenantApis } from '#schema/application/ofTemplate.ts'
import { sortKey } from '#schema/sortKey.ts'
import type { Tables } from '../store/tables.ts'

type Of = { id: string; template: TemplateName; config: ApplicationConfig; builtIn: boolean }

/** The scopes of an application, beside its settings, so that all that there are can be looked through. */
export async function replaceScopes(tx: Transaction<Tables>, application: Of): Promise<void> {
  await tx.deleteFrom('application_scope').where('application_id', '=', application.id).execute()
  const rows = rowsOf(application)
  if (rows.length > 0) await tx.insertInto('application_scope').values(rows).execute()
}

function rowsOf({ id, template, config: { description: of, scope }, builtIn }: Of) {
  if (builtIn) return []
  return scope.scopes.map(({ name, description, patterns }) => ({
    application_id: id,
    name,
    sort_key: sortKey(name),
    description,
    patterns: JSON.stringify(patterns),
    opens: opensTenantApis({ template }) ? 1 : 0,
    text: [name, description, ...patterns, of.name, of.applicationId].join('\n').toLowerCase(),
  }))
}
