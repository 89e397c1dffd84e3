import { categoriesOf } from './application/categoriesOf.ts'
import { applicationCategories, templates, type TemplateName } from './application/index.ts'
import { confidentialClient } from './application/confidentialClient.ts'
import type { Category } from './category.ts'
import { formatDuration } from './duration.ts'
import { largestImage } from './image.ts'
import { newSecret } from './newSecret.ts'
import { roleCategories } from './role/index.ts'
import { format, type Setting } from './setting.ts'
import { tenantCategories } from './tenant/index.ts'
import { userCategories } from './user/index.ts'

/** The reference of every setting as Markdown, made from the definitions that the product itself runs on. */
export function settingsReference(): string {
  const parts = nouns.map(({ title, categories, sorts = [] }) =>
    [`## ${title}`, ...categories.map((category) => categoryText(category, sorts))].join('\n\n'),
  )
  return `${['# Settings', intro, ...parts].join('\n\n')}\n`
}

const intro =
  'Every setting with its default and what it changes. This page is generated from the definitions in `src/schema`.'

type Sorts = { title: string; categories: readonly Category[] }[]

const nouns: { title: string; categories: readonly Category[]; sorts?: Sorts }[] = [
  {
    title: 'Application',
    categories: applicationCategories,
    sorts: (Object.keys(templates) as TemplateName[]).map((template) => ({
      title: templates[template].title,
      categories: categoriesOf(template),
    })),
  },
  { title: 'Confidential client (guided setup)', categories: [confidentialClient] },
  { title: 'User', categories: userCategories },
  { title: 'Client secret', categories: [newSecret] },
  { title: 'Role', categories: roleCategories },
  { title: 'Tenant', categories: tenantCategories },
]

const categoryText = ({ id, title, summary, settings }: Category, sorts: Sorts) =>
  [
    `### ${title}`,
    summary,
    ...Object.entries(settings).map(([key, setting]) => {
      const said = sorts.map(({ title: sort, categories }) => ({
        sort,
        as: categories.find((each) => each.id === id)?.settings[key],
      }))
      return settingText(setting, { siblings: settings, said })
    }),
  ].join('\n\n')

type Context = { siblings: Record<string, Setting>; said: { sort: string; as: Setting | undefined }[] }

function settingText(setting: Setting, { siblings, said }: Context): string {
  const shownBy = said.filter(({ as }) => as !== undefined)
  const facts = [
    shownBy.length < said.length ? `Only: ${shownBy.map(({ sort }) => sort).join(', ')}` : null,
    setting.kind === 'secret' ? null : `Default: ${format(setting, setting.default)}`,
    boundsOf(setting),
    setting.also ? `Also called: ${setting.also}` : null,
    setting.when
      ? `Shown while ${siblings[setting.when.key]?.label ?? setting.when.key} is ${whenText(setting, siblings)}`
      : null,
    setting.wire ? `Wire name: \`${setting.wire}\`` : null,
    ...shownBy.flatMap(({ sort, as }) => (as && as !== setting ? [otherwise(sort, setting, as)] : [])),
  ].filter((fact) => fact !== null)
  return [`**${setting.label}**: ${setting.help}`, ...facts.map((fact) => `- ${fact}`)].join('\n')
}

/** What a sort of object says in another way than the others. */
function otherwise(sort: string, setting: Setting, as: Setting): string {
  const facts = [
    as.help === setting.help ? null : as.help,
    boundsOf(as) === boundsOf(setting) ? null : `${boundsOf(as)}.`,
    format(as, as.default) === format(setting, setting.default)
      ? null
      : `Default: ${format(as, as.default)}.`,
    as.wire === setting.wire ? null : `Wire name: \`${as.wire}\`.`,
  ].filter((fact) => fact !== null)
  return `${sort}: ${facts.join(' ')}`
}

function boundsOf(setting: Setting): string | null {
  switch (setting.kind) {
    case 'duration':
      return `From ${formatDuration(setting.min)} to ${formatDuration(setting.max)}`
    case 'choice':
    case 'choices':
      return `Options: ${Object.values(setting.options).join(', ')}`
    case 'text':
    case 'code':
    case 'secret':
      return `At most ${setting.maxLength} characters`
    case 'image':
      return `At most ${largestImage.pixels} × ${largestImage.pixels} pixels and ${largestImage.characters / 1024} KB`
    case 'toggle':
    case 'textList':
    case 'uriList':
    case 'scopeList':
    case 'grantList':
    case 'principal':
    case 'translations':
      return null
  }
}

function whenText({ when }: Setting, siblings: Record<string, Setting>): string {
  const other = when && siblings[when.key]
  return when && other ? format(other, other.kind === 'choices' ? [when.is] : when.is) : ''
}
