import { expect, test } from 'vitest'
import { askedCategories, nounCategories } from './nounCategories.ts'
import { nouns, objectTypes } from './nouns.ts'
import { settingsReference } from './settingsReference.ts'

test.each(objectTypes)('the settings reference tells of every setting of %s', (type) => {
  const [, after = ''] = settingsReference().split(
    `\n## ${nouns[type].one.replace(/^./, (first) => first.toUpperCase())}\n`,
  )
  const [own = ''] = after.split('\n## ')
  for (const { title, settings } of nounCategories[type]) {
    expect(own).toContain(`### ${title}\n`)
    for (const { label, help } of Object.values(settings)) expect(own).toContain(`**${label}**: ${help}`)
  }
  for (const title of Object.keys(askedCategories[type] ?? {}))
    expect(settingsReference()).toContain(`\n## ${title}\n`)
})

test('no two nouns share a path or a kind of event', () => {
  for (const member of ['path', 'event', 'one'] as const)
    expect(new Set(objectTypes.map((type) => nouns[type][member])).size).toBe(objectTypes.length)
})
