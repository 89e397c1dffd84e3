import { expect, test } from 'vitest'
import { applicationCategories } from '#schema/application/index.ts'
import { readStored } from '#schema/category.ts'
import { localName } from './localName.ts'

const { description } = readStored(applicationCategories, {
  description: {
    applicationId: 'reader',
    name: 'Reader',
    languages: [
      { language: 'de', name: 'Leser', description: '' },
      { language: 'de-CH', name: 'Läser', description: '' },
      { language: 'pt-BR', name: 'Leitor', description: '' },
      { language: 'zh-Hant', name: '閱讀器', description: '' },
    ],
  },
})

test.each([
  [undefined, 'Reader'],
  ['', 'Reader'],
  ['*', 'Reader'],
  ['fr', 'Reader'],
  ['de', 'Leser'],
  ['DE-ch', 'Läser'],
  ['de-AT,de;q=0.9', 'Leser'],
  ['de-AT;q=0.5, de-CH;q=0.9', 'Läser'],
  ['en;q=0.5,de;q=0.9', 'Leser'],
  ['en-US,en;q=0.9,de;q=0.8', 'Reader'],
  ['de;q=0', 'Reader'],
  ['de;q=x', 'Reader'],
  ['zh-Hant-TW', '閱讀器'],
  ['zh-TW', 'Reader'],
  ['pt', 'Reader'],
  [`${'x'.repeat(600)},de`, 'Reader'],
])('for Accept-Language %o it is called %s', (header, name) => {
  expect(localName(description, header)).toBe(name)
})
