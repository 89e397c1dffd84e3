import { sql, type RawBuilder } from 'kysely'
import { description } from '#schema/application/description.ts'
import { templates, type TemplateName } from '#schema/application/index.ts'
import { applicationsSeenBy } from '../../application/seenBy.ts'
import { column, textValue, unknown, type Dialect, type RowFilter, type View } from '../view.ts'
import { inConfig } from './inConfig.ts'

/** The applications of the tenant's administrators; those it makes for itself are left out. */
export function applicationView(dialect: Dialect): View {
  const setting = (key: 'description' | 'category') =>
    inConfig(dialect, 'application', {
      path: ['description', key],
      missing: description.settings[key].default,
    })
  return {
    name: 'Application',
    table: 'application',
    wireTable: 'application',
    columns: [
      column('ID', 'text', sql.ref('application.id')),
      column('Name', 'text', sql.ref('application.name')),
      column('DisplayName', 'text', sql.ref('application.name')),
      column('Description', 'text', setting('description')),
      column('AppType', 'text', textValue('Web')),
      column(
        'WebAppType',
        'text',
        ofTemplate((template) => templates[template].webAppType),
        { nocase: true },
      ),
      column('WebAppTypeDisplayName', 'text', ofTemplate(webAppTypeInWords)),
      column('AppTypeDisplayName', 'text', ofTemplate(appTypeInWords)),
      column('ServiceName', 'text', sql.ref('application.application_id')),
      column('TemplateName', 'text', sql.ref('application.template')),
      column('State', 'text', state),
      column('Category', 'text', setting('category')),
      column('Generic', 'flag', sql`cast(${1} as bigint)`),
      column('CreateDate', 'date', sql.ref('application.created_at')),
      column('LastModified', 'date', sql.ref('application.updated_at')),
      ...unknown('text', 'WebAppLoginType'),
      ...unknown('flag', 'IsScaEnabled', 'IsSwsEnabled'),
    ],
    order: [sql.ref('application.application_id_key')],
    entity: { type: 'Application', key: sql.ref('application.id'), foreign: false },
    rowsFor: (actor) => both(sql`application.built_in = 0`, applicationsSeenBy(actor)),
  }
}

export const webAppTypeInWords = (template: TemplateName) => templates[template].title
export const appTypeInWords = (template: TemplateName) => `Web - ${templates[template].title}`

/** Deployed once somebody has been given a right on it (contract.md 12.2). */
export const stateOf = (granted: boolean) => (granted ? 'Deployed' : 'Ready to deploy')

const state = sql`case when exists (select 1 from application_grant where application_grant.application_id = application.id)
  then ${textValue(stateOf(true))} else ${textValue(stateOf(false))} end`

function both(condition: RawBuilder<unknown>, filter: RowFilter): RowFilter {
  if (filter === 'none') return 'none'
  return filter === 'all' ? condition : sql`${condition} and ${filter}`
}

function ofTemplate(word: (template: TemplateName) => string): RawBuilder<unknown> {
  const cases = (Object.keys(templates) as TemplateName[]).map(
    (template) => sql`when application.template = ${template} then ${textValue(word(template))}`,
  )
  return sql`case ${sql.join(cases, sql` `)} else ${textValue('')} end`
}
