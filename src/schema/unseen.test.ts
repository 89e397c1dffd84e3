import { expect, test } from 'vitest'
import { applicationCategories } from './application/index.ts'
import { loginName } from './loginName.ts'
import { unseenFault } from './unseen.ts'
import { unseenNames } from './unseenNames.ts'
import { looksDeceptive } from './deceptiveName.ts'

const invisible = [
  ['a Hangul filler', '\u3164'],
  ['a half-width Hangul filler', '\uffa0'],
  ['a Hangul choseong filler', '\u115f'],
  ['a Hangul jungseong filler', '\u1160'],
  ['a grapheme joiner', '\u034f'],
  ['a variation selector', '\ufe0f'],
  ['a further variation selector', '\u{e0100}'],
  ['a Khmer inherent vowel', '\u17b4'],
  ['a Mongolian vowel separator', '\u180e'],
  ['a tag', '\u{e0061}'],
  ['a blank Braille pattern', '\u2800'],
  ['a zero-width space', '\u200b'],
  ['a byte order mark', '\ufeff'],
  ['a direction mark', '\u202e'],
  ['a soft hyphen', '\u00ad'],
  ['a no-break space', '\u00a0'],
  ['an ideographic space', '\u3000'],
  ['an Ogham space', '\u1680'],
  ['a line separator', '\u2028'],
  ['a tabulator', '\t'],
  ['a private letter', '\ue000'],
  ['half a character', '\ud800'],
  ['no character', '\ufdd0'],
  ['no character of another plane', '\u{1fffe}'],
  ['an object replacement', '\ufffc'],
  ['a musical null notehead', '\u{1d159}'],
  ['a blank hieroglyph', '\u{13441}'],
] as const

test.each(invisible)('X-09 RP-08 %s makes a name look like another', (_, character) => {
  for (const name of [`admin${character}`, `ad${character}min`, `${character}admin`]) {
    expect(unseenFault(name)).toMatch(/^Character \d is invisible \(U\+[0-9A-F]{4,5}\)\. Remove it\.$/)
    expect(looksDeceptive(name)).toBe(true)
  }
  const login = loginName.safeParse(`admin${character}x@acme.test`)
  expect(login.success && !looksDeceptive(login.data)).toBe(false)
})

test.each([
  'ada@acme.test',
  'Night shift',
  'josé',
  'Müller',
  '李四',
  'σωκράτης',
  'עברית',
  'ภาษาไทย',
  'हिन्दी',
  '한국어',
  '🚀',
  'a\u0301',
])('X-09 %s is seen whole', (name) => {
  expect(unseenFault(name)).toBeUndefined()
})

test('X-09 two spaces in a row look like one', () => {
  expect(looksDeceptive('System  Administrator')).toBe(true)
})

test('X-09 the fault counts as a reader does', () => {
  expect(unseenFault('🚀🚀\u3164')).toBe('Character 3 is invisible (U+3164). Remove it.')
})

const twin = 'a\u3164'
const row = { name: twin, description: twin }

test('X-09 every text of one line is a name, in lists too, and paragraphs are none', () => {
  const after = {
    description: { applicationId: twin, name: twin, description: twin, category: 'Other', languages: [row] },
    generalUsage: { allowedClients: ['ok', twin], redirects: [], issuer: twin, audience: '' },
    scope: { scopes: [row] },
    advanced: { claimsScript: twin },
  }
  expect(unseenNames(applicationCategories, { after }).map(({ path }) => path)).toEqual([
    'description.applicationId',
    'description.name',
    'description.languages.0.name',
    'generalUsage.allowedClients.1',
    'generalUsage.issuer',
    'scope.scopes.0.name',
  ])
})

test('X-09 what is held already stays savable, and nothing more of its kind comes', () => {
  const before = { description: { name: twin, languages: [row] } }
  const after = {
    description: { name: twin, category: 'New', languages: [row, { ...row, name: 'b\u3164' }] },
  }
  expect(unseenNames(applicationCategories, { before, after }).map(({ path }) => path)).toEqual([
    'description.languages.1.name',
  ])
})
