import { expect, test } from 'vitest'
import { nounCategories } from './nounCategories.ts'
import { objectTypes } from './nouns.ts'
import type { Setting } from './setting.ts'

// Something that each rule about a text of one line accepts.
const candidates = [
  'bank',
  'ada@acme.test',
  'https://bank.acme.test/',
  'https://login.acme.test/.well-known/openid-configuration',
  'de',
  '2099-12-31',
  '+49 30 1234',
  '12',
]

const lines = objectTypes.flatMap((type) =>
  nounCategories[type].flatMap((category) =>
    Object.entries<Setting>(category.settings)
      .filter(([, setting]) => setting.kind === 'text' && !setting.multiline)
      .map(([name, setting]) => [`${type} ${category.id}.${name}`, setting] as const),
  ),
)

test.each(lines)('PB-08 blanks and a line break around %s mean nothing', (_, { schema }) => {
  const accepted = candidates.filter((text) => schema.safeParse(text).success)
  expect(accepted).not.toEqual([])
  for (const text of accepted) expect(schema.parse(` \u00a0${text}\r\n`)).toEqual(schema.parse(text))
})
