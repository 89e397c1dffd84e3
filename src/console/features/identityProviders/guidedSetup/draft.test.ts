import { expect, test } from 'vitest'
import { blankIdentityProvider } from '#schema/identityProvider/wire.ts'
import { fromBody, isTyped, noRule, toKept } from './draft.ts'

const saved = {
  ...blankIdentityProvider,
  settings: { ...blankIdentityProvider.settings, name: 'Partner' },
  inboundMetadata: { ...blankIdentityProvider.inboundMetadata, clientSecret: { since: 5 } },
}
const typed = {
  ...saved,
  inboundMetadata: { ...saved.inboundMetadata, clientId: 'me', clientSecret: { since: 5, next: 'onlyHere' } },
}
const rule = { domain: 'partner.test', userAgent: 'Any' as const }

test('CL-01 a draft has what was typed, without the secret', () => {
  const { title, body } = toKept({ step: 2, reached: 4, rule, values: typed }, saved)
  expect(title).toBe('Partner')
  expect(JSON.stringify(body)).not.toContain('onlyHere')
  expect(fromBody(body, saved)).toEqual({
    step: 2,
    reached: 4,
    rule,
    values: { ...typed, inboundMetadata: { ...typed.inboundMetadata, clientSecret: { since: 5 } } },
  })
})

test('what somebody else saved meanwhile stays, where nobody typed anything', () => {
  const { body } = toKept({ step: 2, reached: 4, rule, values: typed }, saved)
  const renamed = { ...saved, settings: { ...saved.settings, name: 'Renamed' } }
  expect(fromBody(body, renamed)?.values).toMatchObject({
    settings: { name: 'Renamed' },
    inboundMetadata: { clientId: 'me' },
  })
})

test('a draft switches nothing on', () => {
  const { body } = toKept(
    { step: 7, reached: 7, rule, values: { ...typed, settings: { ...typed.settings, active: true } } },
    saved,
  )
  expect(fromBody(body, saved)?.values.settings.active).toBe(false)
})

test('how far one has come is nothing typed', () => {
  const progress = { step: 2, reached: 4, rule: noRule, values: saved }
  expect(isTyped(progress, saved)).toBe(false)
  expect(isTyped({ ...progress, rule }, saved)).toBe(true)
  expect(isTyped({ ...progress, values: typed }, saved)).toBe(true)
})

test.each([undefined, {}, { step: 0, reached: 0, rule: { domain: 3, userAgent: 'Any' }, values: {} }])(
  'nothing is made of %j',
  (kept) => expect(fromBody(kept, saved)).toBeUndefined(),
)
