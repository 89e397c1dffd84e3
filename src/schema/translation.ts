import { z } from 'zod'

/** What something is called for people who read another language. */
export type Translation = z.output<typeof translationRow>

const mostLanguages = 60

/** BCP 47: a language, perhaps a script, perhaps a region: de, pt-BR, zh-Hant-TW. */
const tag = /^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?$/i

const translationRow = z.strictObject({
  language: z
    .string()
    .trim()
    .regex(tag, 'Give a language tag, such as de, pt-BR or zh-Hant.')
    .transform(writtenAsUsual),
  name: z.string().trim().min(1, 'Give the name in this language.').max(200, 'Use at most 200 characters.'),
  description: z.string().trim().max(2000, 'Use at most 2000 characters.').default(''),
})

export const translationRows = z
  .array(translationRow)
  .max(mostLanguages, `At most ${mostLanguages} languages.`)
  .check((context) => {
    const seen = new Set<string>()
    context.value.forEach(({ language }, index) => {
      if (seen.has(language))
        context.issues.push({
          code: 'custom',
          input: language,
          path: [index, 'language'],
          message: `${language} is listed twice. Remove one.`,
        })
      seen.add(language)
    })
  }) as z.ZodType<Translation[]>

/** Rows as they are while somebody types them. */
export const translationShapes = z
  .array(z.object({ language: z.string(), name: z.string(), description: z.string().default('') }))
  .max(mostLanguages)

/** RFC 5646 §2.1.1: letter case says nothing, but has a custom: zh-Hant-TW. */
function writtenAsUsual(language: string): string {
  return language
    .toLowerCase()
    .replace(/-([a-z])([a-z]{3})\b/, (_, first: string, rest: string) => `-${first.toUpperCase()}${rest}`)
    .replace(/-[a-z]{2}$/, (region) => region.toUpperCase())
}
