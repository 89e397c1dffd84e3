import fc from 'fast-check'
import type { Category, ConfigOf } from '#schema/category.ts'
import { applicationRights, type ApplicationRight } from '#schema/grant.ts'
import type { Setting } from '#schema/setting.ts'
import { holdsUnseen } from '#schema/unseen.ts'
import { png } from './png.ts'

/** Arbitrary values of categories, made from the definitions: a new setting is in without being named here. Not judged yet. */
export const anyObject = <const C extends readonly Category[]>(categories: C): fc.Arbitrary<ConfigOf<C>> =>
  fc.record(
    Object.fromEntries(
      categories.map(({ id, settings }) => [
        id,
        fc.record(
          Object.fromEntries(
            Object.entries<Setting>(settings).map(([key, setting]) => [
              key,
              texts[`${id}.${key}`] ?? anyValue(key, setting),
            ]),
          ),
        ),
      ]),
    ),
  ) as unknown as fc.Arbitrary<ConfigOf<C>>

const anyName = fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/)
/** Names may hold nothing invisible. */
const anyWords = fc.string({ unit: 'grapheme', maxLength: 30 }).filter((words) => !holdsUnseen(words))
const anyHost = fc.stringMatching(/^[a-z]{1,8}\.test$/)
const anyPattern = fc.constantFrom('Redrock/query', '/RedRock/*', '^scim*', 'Core/.*', 'Roles/[a-z]+$')

const anyLanguage = fc.constantFrom('de', 'de-CH', 'pt-BR', 'zh-Hant-TW', 'es-419')

const anyRedirect = fc.oneof(
  fc.tuple(anyHost, anyName).map(([host, path]) => `https://${host}/${path}`),
  fc.integer({ min: 1024, max: 65_535 }).map((port) => `http://127.0.0.1:${port}/callback`),
)

const anyPhone = fc.stringMatching(/^[+0-9 ()./-]{0,20}$/)

/** Texts that have to be something: by the setting's name, or by its place. */
const texts: Record<string, fc.Arbitrary<string>> = {
  'account.name': fc.stringMatching(/^[a-z]{1,12}$/).map((name) => `${name}@acme.test`),
  mail: fc.oneof(fc.constant(''), fc.stringMatching(/^[a-z]{1,8}@[a-z]{1,8}\.test$/)),
  mobileNumber: anyPhone,
  officeNumber: anyPhone,
  homeNumber: anyPhone,
  language: anyLanguage,
  group: anyName,
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

/** A value of each kind that its definition accepts. */
const values: { [S in Setting as S['kind']]: (setting: S, key: string) => fc.Arbitrary<unknown> } = {
  text: (_, key) => texts[key] ?? anyWords,
  code: () =>
    anyWords.map(
      (words) =>
        `// ${words.replace(/[\r\n\u2028\u2029]/g, ' ')}\nsetClaim('words', ${JSON.stringify(words)})`,
    ),
  toggle: () => fc.boolean(),
  choice: ({ options }) => fc.constantFrom(...Object.keys(options)),
  choices: ({ options }) => fc.subarray(Object.keys(options)),
  duration: ({ min, max }) => fc.integer({ min, max }),
  textList: () => fc.uniqueArray(anyName, { maxLength: 4 }),
  uriList: () => fc.uniqueArray(anyRedirect, { maxLength: 4 }),
  scopeList: () =>
    fc.uniqueArray(
      fc.record({ name: anyName, description: anyWords, patterns: fc.array(anyPattern, { maxLength: 3 }) }),
      { maxLength: 4, selector: ({ name }) => name },
    ),
  image: () => fc.constantFrom('', png(), png({ width: 64, height: 64 })),
  rows: ({ columns, nameOf }) =>
    fc.uniqueArray(
      fc.record(
        Object.fromEntries(Object.entries(columns).map(([key, column]) => [key, anyValue(key, column)])),
      ),
      { maxLength: 3, selector: (row) => row[nameOf] },
    ),
  grantList: () => fc.uniqueArray(anyGrant, { maxLength: 4, selector: ({ type, id }) => `${type} ${id}` }),
  secret: () => fc.constant(''),
  // What a text makes of it, only the tenant knows
  sealedSecret: () => fc.constant({ since: null }),
  principal: () => fc.oneof(fc.constant(''), fc.uuid()),
}

// The map pairs each kind with its own values; TypeScript does not follow the index.
const anyValue = (key: string, setting: Setting) =>
  (values[setting.kind] as (setting: Setting, key: string) => fc.Arbitrary<unknown>)(setting, key)

const anyGrant = fc.record({
  type: fc.constantFrom('User', 'Role'),
  id: fc.uuid(),
  name: fc.string({ maxLength: 30 }),
  rights: fc.subarray(Object.keys(applicationRights) as ApplicationRight[], { minLength: 1 }),
})
