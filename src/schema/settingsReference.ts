import { applicationCategories } from './application/index.ts'
import { confidentialClient } from './application/confidentialClient.ts'
import type { Category } from './category.ts'
import { formatDuration } from './duration.ts'
import { largestImage } from './image.ts'
import { roleCategories } from './role/index.ts'
import { format, type Setting } from './setting.ts'
import { userCategories } from './user/index.ts'

/** The reference of every setting as Markdown, made from the definitions that the product itself runs on. */
export function settingsReference(): string {
  const parts = nouns.map(({ title, categories }) =>
    [`## ${title}`, ...categories.map(categoryText)].join('\n\n'),
  )
  return `${['# Settings', intro, ...parts].join('\n\n')}\n`
}

const intro =
  'Every setting with its default and what it changes. This page is generated from the definitions in `src/schema`.'

const nouns: { title: string; categories: readonly Category[] }[] = [
  { title: 'Application', categories: applicationCategories },
  { title: 'Confidential client (guided setup)', categories: [confidentialClient] },
  { title: 'User', categories: userCategories },
  { title: 'Role', categories: roleCategories },
]

const categoryText = ({ title, summary, settings }: Category) =>
  [`### ${title}`, summary, ...Object.values(settings).map((setting) => settingText(setting, settings))].join(
    '\n\n',
  )

function settingText(setting: Setting, siblings: Record<string, Setting>): string {
  const facts = [
    setting.kind === 'secret' ? null : `Default: ${format(setting, setting.default)}`,
    boundsOf(setting),
    setting.also ? `Also called: ${setting.also}` : null,
    setting.when
      ? `Shown while ${siblings[setting.when.key]?.label ?? setting.when.key} is ${whenText(setting, siblings)}`
      : null,
    setting.wire ? `Wire name: \`${setting.wire}\`` : null,
  ].filter((fact) => fact !== null)
  return [`**${setting.label}**: ${setting.help}`, ...facts.map((fact) => `- ${fact}`)].join('\n')
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
