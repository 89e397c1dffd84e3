import { categoriesOf } from './application/categoriesOf.ts'
import { templates, type TemplateName } from './application/index.ts'
import { capital } from './capital.ts'
import { lookedAt, type Category } from './category.ts'
import { askedCategories, nounCategories } from './nounCategories.ts'
import { nouns, objectTypes } from './nouns.ts'
import { boundsOf, format, isSecret, type Setting } from './setting.ts'
import { tenantCategories } from './tenant/index.ts'

/** The reference of every setting as Markdown, made from the definitions that the product itself runs on. */
export function settingsReference(): string {
  const texts = parts.map(({ title, categories, sorts = [] }) =>
    [`## ${title}`, ...categories.map((category) => categoryText(category, categories, sorts))].join('\n\n'),
  )
  return `${['# Settings', intro, ...texts].join('\n\n')}\n`
}

const intro =
  'Every setting with its default and what it changes. This page is generated from the definitions in `src/schema`.'

type Sorts = { title: string; categories: readonly Category[] }[]

const templateSorts: Sorts = (Object.keys(templates) as TemplateName[]).map((template) => ({
  title: templates[template].title,
  categories: categoriesOf(template),
}))

/** Nouns in their order, each with what its forms ask for besides. */
const parts: { title: string; categories: readonly Category[]; sorts?: Sorts }[] = [
  ...objectTypes.flatMap((type) => [
    {
      title: capital(nouns[type].one),
      categories: nounCategories[type],
      sorts: type === 'application' ? templateSorts : [],
    },
    ...Object.entries(askedCategories[type] ?? {}).map(([title, categories]) => ({ title, categories })),
  ]),
  { title: 'Tenant', categories: tenantCategories },
]

const categoryText = (
  { id, title, also, summary, settings }: Category,
  categories: readonly Category[],
  sorts: Sorts,
) =>
  [
    `### ${title}`,
    also === undefined ? summary : `${summary} Also called ${also}.`,
    ...Object.entries(settings).map(([key, setting]) => {
      const said = sorts.map(({ title: sort, categories }) => ({
        sort,
        as: categories.find((each) => each.id === id)?.settings[key],
      }))
      return settingText(setting, { master: masterOf(setting, id, categories), said })
    }),
  ].join('\n\n')

type Context = { master: Setting | undefined; said: { sort: string; as: Setting | undefined }[] }

function settingText(setting: Setting, { master, said }: Context): string {
  const shownBy = said.filter(({ as }) => as !== undefined)
  const facts = [
    shownBy.length < said.length ? `Only: ${shownBy.map(({ sort }) => sort).join(', ')}` : null,
    isSecret(setting) ? null : `Default: ${format(setting, setting.default)}`,
    boundsOf(setting),
    setting.also ? `Also called: ${setting.also}` : null,
    setting.when && master
      ? `Shown while ${master.label} is ${format(master, master.kind === 'choices' ? [setting.when.is] : setting.when.is)}`
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

/** The setting on which it depends whether this one shows. */
function masterOf({ when }: Setting, own: string, categories: readonly Category[]): Setting | undefined {
  if (!when) return undefined
  const at = lookedAt(when, own)
  return categories.find(({ id }) => id === at.category)?.settings[at.setting]
}
