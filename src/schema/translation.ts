import { z } from 'zod'
import type { Spec } from './kinds/kind.ts'
import { rows, type Rows } from './kinds/rows.ts'
import { text } from './kinds/text.ts'

/** BCP 47: a language, perhaps a script, perhaps a region: de, pt-BR, zh-Hant-TW. */
const tag = /^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?$/i

const columns = {
  language: text({
    label: 'Language',
    help: 'A language tag, such as de, pt-BR or zh-Hant.',
    maxLength: 20,
    example: 'de',
    check: z
      .string()
      .regex(tag, 'Give a language tag, such as de, pt-BR or zh-Hant.')
      .transform(writtenAsUsual),
  }),
  name: text({
    label: 'Name',
    help: 'The name in this language.',
    maxLength: 200,
    check: z.string().min(1, 'Give the name in this language.'),
  }),
  description: text({
    label: 'Description',
    help: 'The description in this language.',
    maxLength: 2000,
    multiline: true,
  }),
}

/** What something is called for people who read another language. */
export const translations = (spec: Pick<Spec<Rows>, 'label' | 'help' | 'wire'>) =>
  rows({
    ...spec,
    columns,
    nameOf: 'language',
    itemLabel: 'language',
    none: 'Everybody sees the name above.',
    most: 60,
  })

/** RFC 5646 §2.1.1: letter case says nothing, but has a custom: zh-Hant-TW. */
function writtenAsUsual(language: string): string {
  return language
    .toLowerCase()
    .replace(/-([a-z])([a-z]{3})\b/, (_, first: string, rest: string) => `-${first.toUpperCase()}${rest}`)
    .replace(/-[a-z]{2}$/, (region) => region.toUpperCase())
}
