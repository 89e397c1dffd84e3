import fc from 'fast-check'
import { applicationConfigOf } from '#schema/application/applicationConfig.ts'
import { categoriesOf } from '#schema/application/categoriesOf.ts'
import type { ApplicationConfig, TemplateName } from '#schema/application/index.ts'
import { applicationRights, type ApplicationRight } from '#schema/grant.ts'
import type { Setting } from '#schema/setting.ts'
import { png } from './png.ts'

/** Arbitrary values that the definitions accept, made from the definitions: a new setting is in without being named here. */
export const anyApplication = (
  template: TemplateName = 'OAuth2ServerClient',
): fc.Arbitrary<ApplicationConfig> =>
  fc
    .record(
      Object.fromEntries(
        categoriesOf(template).map(({ id, settings }) => [
          id,
          fc.record(
            Object.fromEntries(
              Object.entries<Setting>(settings).map(([key, setting]) => [key, anyValue(key, setting)]),
            ),
          ),
        ]),
      ),
    )
    .map((values) => applicationConfigOf(template).safeParse(values))
    .filter(({ success }) => success)
    .map(({ data }) => data as ApplicationConfig)

const anyName = fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/)
const anyWords = fc.string({ unit: 'grapheme', maxLength: 30 })
const anyHost = fc.stringMatching(/^[a-z]{1,8}\.test$/)
const anyPattern = fc.constantFrom('Redrock/query', '/RedRock/*', '^scim*', 'Core/.*', 'Roles/[a-z]+$')

const anyLanguage = fc.constantFrom('de', 'de-CH', 'pt-BR', 'zh-Hant-TW', 'es-419')

const anyRedirect = fc.oneof(
  fc.tuple(anyHost, anyName).map(([host, path]) => `https://${host}/${path}`),
  fc.integer({ min: 1024, max: 65_535 }).map((port) => `http://127.0.0.1:${port}/callback`),
)

const texts: Record<string, fc.Arbitrary<string>> = {
  applicationId: anyName,
  name: fc.tuple(anyName, anyWords).map(([first, rest]) => `${first} ${rest}`),
  issuer: fc.oneof(
    fc.constant(''),
    anyHost.map((host) => `https://${host}/`),
  ),
  resourceApplicationUrl: fc.oneof(
    fc.constant(''),
    anyHost.map((host) => `https://${host}/start?of=login#here`),
  ),
}

function anyValue(key: string, setting: Setting): fc.Arbitrary<unknown> {
  switch (setting.kind) {
    case 'text':
      return texts[key] ?? anyWords
    case 'code':
      return anyWords.map(
        (words) =>
          `// ${words.replace(/[\r\n\u2028\u2029]/g, ' ')}\nsetClaim('words', ${JSON.stringify(words)})`,
      )
    case 'toggle':
      return fc.boolean()
    case 'choice':
      return fc.constantFrom(...Object.keys(setting.options))
    case 'choices':
      return fc.subarray(Object.keys(setting.options))
    case 'duration':
      return fc.integer({ min: setting.min, max: setting.max })
    case 'textList':
      return fc.uniqueArray(anyName, { maxLength: 4 })
    case 'uriList':
      return fc.uniqueArray(anyRedirect, { maxLength: 4 })
    case 'scopeList':
      return fc.uniqueArray(
        fc.record({
          name: anyName,
          description: anyWords,
          patterns: fc.array(anyPattern, { maxLength: 3 }),
        }),
        { maxLength: 4, selector: ({ name }) => name },
      )
    case 'image':
      return fc.constantFrom('', png(), png({ width: 64, height: 64 }))
    case 'translations':
      return fc.uniqueArray(fc.record({ language: anyLanguage, name: anyName, description: anyWords }), {
        maxLength: 3,
        selector: ({ language }) => language,
      })
    case 'grantList':
      return fc.uniqueArray(anyGrant, { maxLength: 4, selector: ({ type, id }) => `${type} ${id}` })
    case 'secret':
      return fc.constant('')
    case 'principal':
      return fc.oneof(fc.constant(''), fc.uuid())
  }
}

const anyGrant = fc.record({
  type: fc.constantFrom('User', 'Role'),
  id: fc.uuid(),
  name: fc.string({ maxLength: 30 }),
  rights: fc.subarray(Object.keys(applicationRights) as ApplicationRight[], { minLength: 1 }),
})
