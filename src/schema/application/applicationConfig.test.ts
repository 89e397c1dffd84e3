import { describe, expect, test } from 'vitest'
import { changes } from '../change.ts'
import { applicationConfigOf, draftApplication, readApplication } from './applicationConfig.ts'
import { categoriesOf } from './categoriesOf.ts'
import { applicationCategories, templates, type TemplateName } from './index.ts'
import { audienceOf, postLogoutRedirectsOf, redirectsOf, requiresPkce } from './ofTemplate.ts'

const every = Object.keys(templates) as TemplateName[]
const idsOf = (template: TemplateName) => categoriesOf(template).map(({ id }) => id)
const named = { description: { applicationId: 'a', name: 'A' } }

test('each template has the categories of its kind, in the order of the tabs', () => {
  const first = ['description', 'generalUsage', 'tokens', 'scope', 'userAccess']
  expect(idsOf('OAuth2ServerClient')).toEqual(first)
  expect(idsOf('OAuth2Server')).toEqual([...first, 'advanced'])
  expect(idsOf('Generic OpenID Connect')).toEqual([
    'description',
    'trust',
    'tokens',
    'scope',
    'userAccess',
    'advanced',
  ])
})

test('every setting belongs to a template, and no template has one that is not stored', () => {
  const shown = every.flatMap((template) =>
    categoriesOf(template).flatMap(({ id, settings }) => Object.keys(settings).map((key) => `${id}.${key}`)),
  )
  const stored = applicationCategories.flatMap(({ id, settings }) =>
    Object.keys(settings).map((key) => `${id}.${key}`),
  )
  expect([...new Set(shown)].toSorted()).toEqual(stored.toSorted())
})

test.each(every)(
  '%s: what the template does not show keeps its default, whatever is stored or sent',
  (template) => {
    const foreign = {
      ...named,
      trust: { redirects: ['https://a.test/'], postLogoutRedirects: ['https://a.test/out'] },
      generalUsage: { audience: 'x', redirects: ['https://b.test/'], issuer: 'https://i.test/' },
      tokens: { tokenType: 'Opaque' },
      advanced: { claimsScript: 'x' },
    }
    const shown = (path: string) => {
      const [id, key = ''] = path.split('.')
      return key in (categoriesOf(template).find((each) => each.id === id)?.settings ?? {})
    }
    for (const config of [
      readApplication(template, foreign),
      draftApplication(template, foreign),
      applicationConfigOf(template).parse(foreign),
    ]) {
      const changed = changes(applicationCategories, undefined, config).map(({ path }) => path)
      expect(changed.filter((path) => !shown(path))).toEqual([])
      expect(changed.length).toBeGreaterThan(2)
    }
  },
)

test('defaults are copies: nobody can change them for the next one', () => {
  const one = readApplication('OAuth2ServerClient', {})
  one.trust.redirects.push('https://a.test/')
  expect(readApplication('OAuth2ServerClient', {}).trust.redirects).toEqual([])
})

describe('an OpenID Connect application', () => {
  const template = 'Generic OpenID Connect'

  test('that was stored before it had Trust keeps redirects, PKCE and what it may do of the auth methods', () => {
    const config = readApplication(template, {
      ...named,
      generalUsage: { redirects: ['https://app.test/cb'], requirePkce: false, clientIdType: 'List' },
      tokens: { authMethods: ['Implicit', 'ClientCreds'], tokenLifetime: 60 },
    })
    expect(redirectsOf({ template, config })).toEqual(['https://app.test/cb'])
    expect(requiresPkce({ template, config })).toBe(false)
    expect(config.tokens).toMatchObject({ authMethods: ['Implicit'], tokenLifetime: 60 })
    expect(config.generalUsage).toEqual(readApplication(template, {}).generalUsage)
  })

  test('that only acted for itself does not begin to sign people in', () => {
    const stored = { ...named, generalUsage: {}, tokens: { authMethods: ['ClientCreds'] } }
    expect(readApplication(template, stored).tokens.authMethods).toEqual([])
  })

  test('that has Trust takes nothing from General Usage', () => {
    const stored = { ...named, trust: {}, generalUsage: { redirects: ['https://app.test/cb'] } }
    expect(redirectsOf({ template, config: readApplication(template, stored) })).toEqual([])
  })

  test('can be saved before the other side is known, and a new one signs people in by code', () => {
    const config = applicationConfigOf(template).parse(readApplication(template, named))
    expect(config.tokens.authMethods).toEqual(['AuthorizationCode'])
  })

  test('RD-02 RD-04 has redirects and post-logout redirects of the same rules', () => {
    for (const key of ['redirects', 'postLogoutRedirects'])
      for (const uri of [
        'http://app.test/',
        'https://*.app.test/',
        'javascript:alert(1)',
        'https://a.test/#x',
      ]) {
        const { error } = applicationConfigOf(template).safeParse({ ...named, trust: { [key]: [uri] } })
        expect(error?.issues[0]?.path).toEqual(['trust', key, 0])
      }
    const postLogoutRedirects = ['https://app.test/out', 'http://localhost:3000/out']
    const config = applicationConfigOf(template).parse({ ...named, trust: { postLogoutRedirects } })
    expect(postLogoutRedirectsOf({ template, config })).toEqual(postLogoutRedirects)
  })

  test.each([
    ['', false],
    ['https://app.test/start?from=portal#here', true],
    ['http://localhost:3000/', true],
    ['http://app.test/', false],
    ['javascript:alert(1)', false],
    ['https://user@app.test/', false],
    ['app.test', false],
  ])('the portal may open %s: %s', (resourceApplicationUrl, accepted) => {
    const trust = { serviceProviderConfiguration: 'Portal' as const, resourceApplicationUrl }
    expect(applicationConfigOf(template).safeParse({ ...named, trust }).success).toBe(accepted)
  })
})

test('other templates need a redirect for what redirects', () => {
  for (const template of ['OAuth2ServerClient', 'OAuth2Server'] as const) {
    const { error } = applicationConfigOf(template).safeParse({
      ...named,
      tokens: { authMethods: ['AuthorizationCode'] },
    })
    expect(error?.issues[0]?.path).toEqual(['generalUsage', 'redirects'])
  }
})

test('the audience is the client ID but where an OAuth2 Server application names another', () => {
  const of = (template: TemplateName, audience: string) =>
    audienceOf({ template, config: readApplication(template, { generalUsage: { audience } }) }, 'the client')
  expect(of('OAuth2Server', 'company://audience')).toBe('company://audience')
  expect(of('OAuth2Server', '')).toBe('the client')
  expect(of('OAuth2ServerClient', 'company://audience')).toBe('the client')
  expect(of('Generic OpenID Connect', 'company://audience')).toBe('the client')
})
