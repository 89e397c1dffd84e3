import { expect, test } from 'vitest'
import { categoriesOf } from './application/categoriesOf.ts'
import { templates, type TemplateName } from './application/index.ts'
import { anyClientSetup, clientSetupCategories } from './clientSetup.ts'
import { changes } from './change.ts'
import { lookedAt, readStored, type Category } from './category.ts'
import { everyCategory } from './nounCategories.ts'
import { roleCategories, roleConfig } from './role/index.ts'
import { format, isSecret, shapeOf, type Setting } from './setting.ts'
import { userCategories, userConfig } from './user/index.ts'

const everything: readonly Category[] = everyCategory()

const ofTemplates = (Object.keys(templates) as TemplateName[]).map(categoriesOf)

/** Each setting once, and once more where a template says it otherwise. */
const settings = [...new Set([...everything, ...ofTemplates.flat()])].flatMap((category) =>
  Object.entries<Setting>(category.settings).map(([key, setting]) => ({
    path: `${category.id}.${key}`,
    setting,
    category,
  })),
)

/** What nobody can know before it is typed: an empty one is a fault of the form, not of the definition. */
const mustBeTyped = [
  'description.applicationId',
  'description.name',
  'settings.name',
  'account.name',
  'newSecret.label',
]

test('there are settings of every noun', () => {
  expect(settings.length).toBeGreaterThan(40)
})

test.each(settings)('$path has help that is a sentence and does not repeat its label', ({ setting }) => {
  expect(setting.label).toMatch(/^[A-Z]/)
  expect(setting.help).toMatch(/^["“A-Z].*[.!?]$/s)
  expect(setting.help.length).toBeGreaterThan(15)
  expect(setting.help).not.toBe(`${setting.label}.`)
  expect(`${setting.label} ${setting.help}`).not.toMatch(/please|successfully|!/i)
})

test.each(settings)('$path has a default that its own rules accept', ({ path, setting }) => {
  const parsed = setting.schema.safeParse(setting.default)
  if (mustBeTyped.includes(path)) expect(parsed.success).toBe(false)
  else expect(parsed.data).toEqual(setting.default)
  expect(shapeOf(setting).safeParse(setting.default).success).toBe(true)
  expect(format(setting, setting.default)).not.toMatch(/undefined|null|\[object|^$/)
})

test.each(settings.filter(({ setting }) => setting.when))(
  '$path is shown by a value that its master can have',
  ({ setting, category }) => {
    const at = lookedAt(setting.when ?? { key: '', is: '' }, category.id)
    const master = everything.find(({ id }) => id === at.category)?.settings[at.setting]
    expect(master).toBeDefined()
    if (master?.kind === 'toggle') expect([true, false]).toContain(setting.when?.is)
    else expect(Object.keys((master as { options: object }).options)).toContain(setting.when?.is)
  },
)

test('CL-01 no other setting has the name of a secret one, or drafts would lose it', () => {
  const nameIn = ({ path }: { path: string }) => path.split('.')[1]?.toLowerCase()
  const secrets = settings.filter(({ setting }) => isSecret(setting)).map(nameIn)
  expect(secrets.length).toBeGreaterThan(0)
  expect(settings.filter((each) => !isSecret(each.setting) && secrets.includes(nameIn(each)))).toEqual([])
})

test('no two settings of an object have the same place on the wire', () => {
  for (const object of [...Object.values(ofTemplates), userCategories, roleCategories]) {
    const wires = object
      .flatMap(({ settings: own }) => Object.values<Setting>(own))
      .flatMap(({ wire }) => wire ?? [])
    expect(new Set(wires).size).toBe(wires.length)
  }
})

test.each([
  [anyClientSetup, clientSetupCategories],
  [userConfig, userCategories],
  [roleConfig, roleCategories],
])('an object is read with defaults whatever was stored, and a written one has to be right', (schema, of) => {
  const categories: readonly Category[] = of
  const first = categories[0]?.id ?? ''
  const defaults = readStored(categories, {})
  for (const stored of [
    { unknown: { a: 1 } },
    { [first]: null },
    { [first]: 'text' },
    { [first]: { name: 7, description: [] } },
  ])
    expect(readStored(categories, stored as Record<string, unknown>)).toEqual(defaults)
  expect(schema.safeParse({ ...defaults, unknown: {} }).success).toBe(false)
  expect(schema.safeParse({ ...defaults, [first]: { unknown: 1 } }).success).toBe(false)
})

test('one stored value that is no longer accepted takes no other with it', () => {
  const stored = { description: { applicationId: 'a b', name: 'Reader' }, tokens: { tokenLifetime: 60 } }
  expect(readStored(clientSetupCategories, stored)).toMatchObject({
    description: { applicationId: '', name: 'Reader' },
    tokens: { tokenLifetime: 60 },
  })
})

test('defaults are copies: nobody can change them for the next one', () => {
  const one = readStored(clientSetupCategories, {})
  one.generalUsage.redirects.push('https://a.test/')
  one.scope.scopes.push({ name: 'x', description: '', patterns: [] })
  const another = readStored(clientSetupCategories, {})
  expect(another.generalUsage.redirects).toEqual([])
  expect(another.scope.scopes).toEqual([])
  expect(changes(clientSetupCategories, undefined, another)).toEqual([])
})
