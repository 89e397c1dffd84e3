import { expect, test } from 'vitest'
import { translations } from './translation.ts'

const { schema: translationRows } = translations({ label: 'Languages', help: 'Names in other languages.' })

const row = (language: string, name = 'Name') => ({ language, name, description: '' })
const faultsOf = (rows: unknown) =>
  translationRows.safeParse(rows).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)

test.each([
  ['de', 'de'],
  [' DE ', 'de'],
  ['pt-br', 'pt-BR'],
  ['ZH-HANT-tw', 'zh-Hant-TW'],
  ['zh-hant', 'zh-Hant'],
  ['es-419', 'es-419'],
  ['gsw-ch', 'gsw-CH'],
])('%o is the language %s', (typed, language) => {
  expect(translationRows.parse([row(typed)])).toEqual([row(language)])
})

test.each(['', 'german', 'd', 'de_DE', 'de-', '*', 'de-DE-1996', 'de"><script>', 'de\nfr'])(
  '%o is refused as a language, at its row',
  (language) => {
    expect(faultsOf([row('fr'), row(language)])).toEqual([
      '1.language: Give a language tag, such as de, pt-BR or zh-Hant.',
    ])
  },
)

test('a language is there once, whatever its letter case, and has a name', () => {
  expect(faultsOf([row('de-CH'), row('fr'), row('DE-ch')])).toEqual([
    '2.language: de-CH is listed twice. Remove one.',
  ])
  expect(faultsOf([row('de', ' ')])).toEqual(['0.name: Give the name in this language.'])
})
