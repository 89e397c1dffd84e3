import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyApplication } from '#testing/anyApplication.ts'
import { png } from '#testing/png.ts'
import { applicationCategories, type ApplicationConfig } from './application/index.ts'
import { readStored } from './category.ts'
import { changes, equal, inWords } from './change.ts'

const defaults = readStored(applicationCategories, {})
const words = (before: ApplicationConfig, after: ApplicationConfig) =>
  changes(applicationCategories, before, after).flatMap((change) => inWords(applicationCategories, change))

test('an object has no changes against itself, and every difference is one', () => {
  fc.assert(
    fc.property(anyApplication(), anyApplication(), (one, other) => {
      expect(changes(applicationCategories, one, structuredClone(one))).toEqual([])
      const patched = structuredClone(one) as unknown as Record<string, Record<string, unknown>>
      for (const { path, before, after } of changes(applicationCategories, one, other)) {
        const [id = '', key = ''] = path.split('.')
        expect(patched[id]?.[key]).toEqual(before)
        Object.assign(patched[id] ?? {}, { [key]: after })
      }
      expect(patched).toEqual(other)
    }),
    { numRuns: 60 },
  )
})

test('every change of an application has words, without a trace of how it is stored', () => {
  fc.assert(
    fc.property(anyApplication(), anyApplication(), (one, other) => {
      for (const { label, before, after } of words(one, other)) {
        expect(label).not.toMatch(/^[a-z]+\.[a-zA-Z]+$/)
        expect(`${before}${after}`).not.toMatch(/\[object|undefined|ViewDetail|ClientCreds/)
        expect(before).not.toBe('')
        expect(after).not.toBe('')
      }
    }),
    { numRuns: 60 },
  )
})

describe('words', () => {
  const lived = (tokenLifetime: number) => ({ ...defaults, tokens: { ...defaults.tokens, tokenLifetime } })

  test('of a duration', () => {
    expect(words(lived(18_000), lived(3600))).toEqual([
      { label: 'Token Lifetime', before: '5 hours', after: '1 hour' },
    ])
  })

  const scripted = (claimsScript: string) => ({ ...defaults, advanced: { claimsScript } })

  test('of a script are the lines that differ', () => {
    const label = 'Script to customize JWT token creation for this application'
    expect(words(scripted('a()\nb()'), scripted('a()\nc()\nd()'))).toEqual([
      { label: `${label}, from line 2`, before: 'b()', after: 'c()\nd()' },
    ])
    expect(words(scripted(''), scripted('a()'))).toEqual([{ label, before: 'Nothing', after: 'a()' }])
  })

  const scoped = (...scopes: ApplicationConfig['scope']['scopes']) => ({
    ...defaults,
    scope: { ...defaults.scope, scopes },
  })
  const siem = { name: 'siem', description: '', patterns: ['Redrock/query'] }
  const core = { name: 'core', description: 'Core', patterns: [] }

  test('of scopes name the ones that are new, gone and other', () => {
    const label = (name: string) => `Scope definitions: ${name}`
    expect(words(scoped(siem), scoped({ ...siem, patterns: ['Redrock/.*'] }, core))).toEqual([
      { label: label('siem'), before: 'Redrock/query', after: 'Redrock/.*' },
      { label: label('core'), before: 'None', after: 'no API of the tenant (Core)' },
    ])
    expect(words(scoped(siem, core), scoped(siem))).toEqual([
      { label: label('core'), before: 'no API of the tenant (Core)', after: 'None' },
    ])
    expect(words(scoped(siem, core), scoped(core, siem))).toEqual([
      { label: 'Scope definitions', before: 'Another order', after: 'core, siem' },
    ])
  })

  test('of an image never repeat the image', () => {
    const shown = (logo: string) => ({ ...defaults, description: { ...defaults.description, logo } })
    const [one, other] = [shown(png()), shown(png({ width: 3 }))]
    expect(words(defaults, one)).toEqual([{ label: 'Logo', before: 'Not set', after: 'Set' }])
    expect(words(one, other)).toEqual([{ label: 'Logo', before: 'Set', after: 'Another image' }])
    expect(words(one, defaults)).toEqual([{ label: 'Logo', before: 'Set', after: 'Not set' }])
  })

  test('of languages name the ones that are new, gone and other', () => {
    const spoken = (...languages: ApplicationConfig['description']['languages']) => ({
      ...defaults,
      description: { ...defaults.description, languages },
    })
    const label = (language: string) => `Customize Name and Description for each language: ${language}`
    const de = { language: 'de', name: 'Leser', description: '' }
    const fr = { language: 'fr', name: 'Lecteur', description: 'Lit' }
    expect(words(spoken(de), spoken({ ...de, name: 'Reader' }, fr))).toEqual([
      { label: label('de'), before: 'Leser', after: 'Reader' },
      { label: label('fr'), before: 'None', after: 'Lecteur (Lit)' },
    ])
    expect(words(spoken(de, fr), spoken(de))).toEqual([
      { label: label('fr'), before: 'Lecteur (Lit)', after: 'None' },
    ])
  })

  test('of permissions use the portal’s names of rights', () => {
    const granted = (grants: ApplicationConfig['userAccess']['grants']) => ({
      ...defaults,
      userAccess: { grants },
    })
    const row = { type: 'Role' as const, id: 'r', name: 'Readers' }
    expect(
      words(granted([{ ...row, rights: ['View'] }]), granted([{ ...row, rights: ['View', 'ViewDetail'] }])),
    ).toEqual([{ label: 'Permissions: Role Readers', before: 'View', after: 'View + View details' }])
  })
})

test.each<[unknown, unknown, boolean]>([
  [{ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 }, true],
  [[1, 2], [2, 1], false],
  [[], {}, false],
  [{ a: undefined }, {}, false],
  [null, {}, false],
  [Number.NaN, Number.NaN, true],
  ['1', 1, false],
])('%j and %j are equal: %s', (a, b, same) => {
  expect(equal(a, b)).toBe(same)
})
