import { expect, test } from 'vitest'
import { blankIdentityProvider } from '#schema/identityProvider/wire.ts'
import { readiness } from './readiness.ts'

const rule = {
  ID: 'r',
  IdentityProvider: 'idp',
  IdentityProviderName: 'Partner',
  Active: false,
  Domain: 'partner.test',
  UserAgent: 'Any' as const,
  Role: null,
  RoleName: null,
  Enabled: true,
}
const { settings, inboundMetadata, groupMappings } = blankIdentityProvider
const whole = {
  ...blankIdentityProvider,
  settings: { ...settings, active: true },
  inboundMetadata: {
    ...inboundMetadata,
    clientId: 'us',
    clientSecret: { since: 1 },
    metadataUrl: 'https://idp.test/',
  },
  groupMappings: { ...groupMappings, claim: 'groups', mappings: [{ value: 'a', group: 'b' }] },
}
const came = { State: 'came' } as never
const statesOf = (known: Partial<Parameters<typeof readiness>[0]>) =>
  Object.fromEntries(
    readiness({ id: 'idp', saved: whole, rules: [rule], test: came, ...known }).map(({ place, state }) => [
      place,
      state,
    ]),
  )

test('nothing lacks where everything is there', () => {
  expect(Object.values(statesOf({}))).toEqual(['fine', 'fine', 'fine', 'fine', 'fine'])
})

test('what nobody can sign in without lacks, and the rest can wait', () => {
  expect(statesOf({ saved: blankIdentityProvider, rules: [], test: null })).toEqual({
    inboundMetadata: 'lacks',
    groupMappings: 'open',
    routing: 'lacks',
    test: 'open',
    switchOn: 'lacks',
  })
})

test.each([
  ['is off', { ...rule, Enabled: false }],
  ['leads elsewhere', { ...rule, IdentityProvider: 'another' }],
])('a rule that %s is none', (_, other) => {
  expect(statesOf({ rules: [other] })).toMatchObject({ routing: 'lacks' })
})

test('mappings that no claim is read for can wait to be mended', () => {
  const saved = { ...whole, groupMappings: { ...whole.groupMappings, claim: '' } }
  expect(statesOf({ saved })).toMatchObject({ groupMappings: 'open' })
})
