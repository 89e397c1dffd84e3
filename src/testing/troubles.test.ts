import { describe, expect, test } from 'vitest'
import { identityProviderCategories } from '#schema/identityProvider/index.ts'
import { applicationCategories } from '#schema/application/index.ts'
import { deviceSteps } from '#schema/device/steps.ts'
import { eventGroups } from '#schema/events.ts'
import { troubles } from '#schema/troubles/catalogue.ts'
import { troubleOfStep } from '#schema/deviceTroubles.ts'
import { checks, checksOfFederation } from '#schema/troubles/checks.ts'
import { refusedTypes } from '#tenant/failures/failureEvents.ts'
import { repository } from './repository.ts'

const all = repository()
const sources = all.filter(({ path }) => /^src\/tenant\/.*\.ts$/.test(path) && !path.includes('.test.'))
const found = (pattern: RegExp, of = sources) =>
  of.flatMap(({ text }) => [...text.matchAll(pattern)].map(([, name = '']) => name))

const ofRequests = new Set([
  ...found(
    /^ {2,4}id: '(\w+)'/gm,
    sources.filter(({ path }) => path.includes('oauth/checks/')),
  ),
  ...found(/\bid: '(\w+)',\s{1,9}passed: false/g),
  ...found(/\bcheck: '(\w+)'/g),
])
const ofFederation = new Set(found(/new FederationFault\(\s{0,20}'(\w+)'/g))

describe('every check of the code has a trouble, and no trouble is of a check that is gone', () => {
  test('checks of requests', () => {
    expect(ofRequests.size).toBeGreaterThan(50)
    // Told by what an event without a check has
    expect([...ofRequests, 'callRefused'].toSorted()).toEqual(Object.keys(checks).toSorted())
  })

  test('checks of identity providers', () => {
    expect([...ofFederation].toSorted()).toEqual(Object.keys(checksOfFederation).toSorted())
  })

  test('steps of security devices', () => {
    expect(Object.keys(troubleOfStep)).toEqual(Object.keys(deviceSteps))
  })

  test('each trouble is the meaning of something', () => {
    const meant = [...Object.values(checks), ...Object.values(checksOfFederation)].map(
      ({ trouble }) => trouble,
    )
    // A missing redirect URI and a refusal in words are told apart by more than the check
    const told = new Set<string>([...meant, ...Object.values(troubleOfStep), 'T11'])
    expect(Object.keys(troubles).filter((id) => !told.has(id))).toEqual([])
  })
})

test('places of checks are there: settings of applications, tabs of identity providers', () => {
  const settings = new Set(
    applicationCategories.flatMap(({ id, settings }) => Object.keys(settings).map((name) => `${id}.${name}`)),
  )
  const tabs = new Set(identityProviderCategories.map(({ id }) => `identityProvider.${id}`))
  const places = [...Object.values(checks), ...Object.values(checksOfFederation)].flatMap(({ at = [] }) => at)
  const elsewhere = new Set<string>([...settings, ...tabs, 'user', 'redirects', 'postLogoutRedirects'])
  expect(places.filter((place) => !elsewhere.has(place))).toEqual([])
})

test('the contract names troubles by the same numbers and texts', () => {
  const contract = all.find(({ path }) => path === 'src/contract.md')?.text ?? ''
  for (const [id, { told }] of Object.entries(troubles)) {
    const line = contract.split('\n').find((each) => each.startsWith(`- **${id}** `))
    expect(line, id).toBeDefined()
    if (/^T(1|2|4|5|6|7|8|9|10|11)$/.test(id)) expect(line).toContain(`\`${told}\``)
  }
})

test('every kind of refusal is looked for', () => {
  const kinds = Object.values(eventGroups).flatMap((group) => Object.keys(group))
  const refused = kinds.filter((type) => type.endsWith('.Refused') || type === 'Cloud.Core.LoginFail')
  expect([...refusedTypes].toSorted()).toEqual(refused.toSorted())
})
