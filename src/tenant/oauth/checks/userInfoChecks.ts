import type { Application } from '#schema/application/wire.ts'
import type { Judgement } from '#schema/judgement.ts'
import type { Check, Refusal } from '../check.ts'

/** A request for the claims of a person, by an access token (OpenID Connect Core §5.3). */
export type UserInfoFacts = {
  application: Application | null
  /** `fault` names what the token stood on and that is gone. */
  token: { application: Application | null; fault: Judgement | null; scopes: readonly string[] } | null
}

const invalidToken = (): Refusal => ({
  status: 401,
  error: 'invalid_token',
  description: 'the access token is not of this application, has expired or was revoked',
})

export const tokenLive: Check<UserInfoFacts> = {
  id: 'tokenLive',
  judge: ({ token }) => ({
    passed: token !== null,
    expected: 'A live access token of this tenant',
    seen: token === null ? 'A token that is unknown, expired or revoked' : 'A live access token',
    cure: 'Get a new token.',
  }),
  refusal: invalidToken,
}

/** AS-20: a token of one application is dead at another. */
export const tokenOfApplication: Check<UserInfoFacts> = {
  id: 'tokenOfApplication',
  judge: ({ token, application }) => ({
    passed: application !== null && token?.application?.id === application.id,
    expected: `A token of ${nameOf(application) ?? 'an application of this tenant'}`,
    seen: `A token of ${nameOf(token?.application) ?? 'the tenant itself'}`,
    cure: 'Call the endpoint of the application that issued the token.',
  }),
  refusal: invalidToken,
}

const nameOf = (application: Application | null | undefined) => application?.config.description.applicationId

/** AS-18: what gave the token still holds. */
export const tokenStands: Check<UserInfoFacts> = {
  id: 'tokenStands',
  judge: ({ token }) => ({
    passed: token?.fault === null,
    expected: token?.fault?.expected ?? 'A token that would be given again now',
    seen: token?.fault?.seen ?? 'Such a token',
    cure: token?.fault?.cure ?? 'Get a new token.',
  }),
  refusal: invalidToken,
}

export const openIdGranted: Check<UserInfoFacts> = {
  id: 'openIdGranted',
  judge: ({ token }) => ({
    passed: token?.scopes.includes('openid') ?? false,
    expected: 'The scope openid, which a sign-in gives',
    seen: token?.scopes.join(' ') || 'No scope',
    cure: 'Let a person sign in. A program that acts for itself has no person to tell about.',
  }),
  refusal: () => ({ status: 403, error: 'insufficient_scope', description: 'the scope openid is needed' }),
}
