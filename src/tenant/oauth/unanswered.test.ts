import { expect, test } from 'vitest'
import { applicationCategories } from '#schema/application/index.ts'
import { readStored } from '#schema/category.ts'
import { unansweredSettings } from './unanswered.ts'

const idsOf = (stored: Record<string, unknown>) =>
  unansweredSettings(readStored(applicationCategories, stored)).map(({ id }) => id)

test.each([
  ['nothing by default', {}, []],
  ['nothing of what is answered', { tokens: { authMethods: ['ClientCreds', 'AuthorizationCode'] } }, []],
  [
    'methods without a grant',
    { tokens: { authMethods: ['Implicit', 'ResourceCreds'] } },
    ['unansweredImplicit', 'unansweredResourceCreds'],
  ],
  ['opaque tokens', { tokens: { tokenType: 'Opaque' } }, ['unansweredTokenType']],
  ['refresh tokens', { tokens: { issueRefreshTokens: true } }, ['unansweredRefresh']],
  [
    'consent where people sign in',
    { tokens: { authMethods: ['AuthorizationCode'] }, scope: { userMustConfirm: true } },
    ['unansweredConsent'],
  ],
  [
    'no consent where nobody signs in',
    { tokens: { authMethods: ['ClientCreds'] }, scope: { userMustConfirm: true } },
    [],
  ],
])('names %s', (_, stored, ids) => {
  expect(idsOf(stored)).toEqual(ids)
})
