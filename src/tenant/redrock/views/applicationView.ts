import { sql, type RawBuilder } from 'kysely'
import { applicationTable } from '#schema/redrockColumns.ts'
import { description } from '#schema/application/description.ts'
import { templates, type TemplateName } from '#schema/application/index.ts'
import { applicationsSeenBy, onWhichHolds } from '../../application/seenBy.ts'
import { columnsOf, nameOf, textValue, wordValue, type Dialect, type RowFilter, type View } from '../view.ts'
import { inConfig } from './inConfig.ts'
import { usedInWords } from './lastUse.ts'
import { applicationsWhoseSecretEnds, secretInWords } from './secretState.ts'

/** The applications of the tenant's administrators; those it makes for itself are left out. */
export function applicationView(dialect: Dialect, now: number): View {
  const setting = (key: 'description' | 'category') =>
    inConfig(dialect, 'application', {
      path: ['description', key],
      missing: description.settings[key].default,
    })
  return {
    name: applicationTable.table,
    table: 'application',
    wireTable: 'application',
    columns: columnsOf(applicationTable, {
      ID: sql.ref('application.id'),
      Name: nameOf('application'),
      DisplayName: nameOf('application'),
      Description: setting('description'),
      AppType: textValue('Web'),
      WebAppType: {
        value: ofTemplate((template) => templates[template].webAppType),
        nocase: true,
        of: 'template',
      },
      WebAppTypeDisplayName: { value: ofTemplate(webAppTypeInWords), of: 'template' },
      AppTypeDisplayName: inOrder(ofTemplate(appTypeInWords), 'template'),
      ServiceName: {
        value: sql.ref('application.application_id'),
        order: { key: sql.ref('application.application_id_key'), alone: true },
      },
      TemplateName: { value: sql.ref('application.template'), of: 'template' },
      State: inOrder(state, 'granted'),
      Category: setting('category'),
      Generic: sql`cast(${1} as bigint)`,
      CreateDate: sql.ref('application.created_at'),
      LastModified: sql.ref('application.updated_at'),
      WebAppLoginType: null,
      IsScaEnabled: null,
      IsSwsEnabled: null,
      AuthMethods: { value: sql.ref('application.auth_methods'), of: 'auth_methods' },
      ClientIdType: { value: sql.ref('application.client_id_type'), of: 'client_id_type' },
      TokenType: { value: sql.ref('application.token_type'), of: 'token_type' },
      LastUsed: { value: usedInWords(sql.ref('application.used_day'), now), of: 'used_day' },
      SecretState: secretInWords(sql.ref('application.id'), { whose: applicationsWhoseSecretEnds, now }),
    }),
    names: { held: sql.ref('application.names'), of: ['Name', 'DisplayName', 'ServiceName'] },
    order: [sql.ref('application.application_id_key')],
    entity: { type: 'Application', key: sql.ref('application.id'), foreign: false },
    rowsFor: (actor) => both(sql`application.built_in = 0`, applicationsSeenBy(actor)),
  }
}

/** The same of those that the caller may run, whether or not it may see them in lists. */
export const runnableView = (dialect: Dialect, now: number): View => ({
  ...applicationView(dialect, now),
  rowsFor: (actor) => both(sql`application.built_in = 0`, onWhichHolds(actor, 'Run')),
})

export const webAppTypeInWords = (template: TemplateName) => templates[template].title
export const appTypeInWords = (template: TemplateName) => `Web - ${templates[template].title}`

/** Deployed once somebody has been given a right on it (contract.md 12.2). */
export const stateOf = (granted: boolean) => (granted ? 'Deployed' : 'Ready to deploy')

/** Words of ours are sorted as they are: a key of each would be computed for every row. Indexes have these (migration 0061). */
const inOrder = (value: RawBuilder<unknown>, of: string) => ({
  value,
  of,
  order: { key: value, alone: false },
})

const state = sql`case when application.granted = 1 then ${wordValue(stateOf(true))} else ${wordValue(stateOf(false))} end`

function both(condition: RawBuilder<unknown>, filter: RowFilter): RowFilter {
  if (filter === 'none') return 'none'
  return filter === 'all' ? condition : sql`${condition} and ${filter}`
}

function ofTemplate(word: (template: TemplateName) => string): RawBuilder<unknown> {
  const cases = (Object.keys(templates) as TemplateName[]).map(
    (template) => sql`when application.template = ${sql.lit(template)} then ${wordValue(word(template))}`,
  )
  return sql`case ${sql.join(cases, sql` `)} else ${wordValue('')} end`
}
