import type { FastifyRequest } from 'fastify'
import { isCredential } from '#platform/redactUrl.ts'
import type { Application } from '#schema/application/wire.ts'
import { unsupportedParameters } from '../checks/plainParameters.ts'
import type { AuthorizeFacts } from '../facts.ts'
import { scopesOf } from '../scopes.ts'
import { isForm, readForm, type Form, type FormFault } from './form.ts'

/** The parameters of a request at the authorization endpoint, from the address or the form (RFC 6749 §3.1). */
export const authorizeForm = (request: FastifyRequest): Form | FormFault =>
  readForm(request.query, isForm(request.headers['content-type']) ? request.body : {})

/** D2: a credential in an address is in somebody's log already. These two stand in addresses by their nature. */
export const credentialInAddress = (request: FastifyRequest): string | undefined =>
  Object.keys(request.query as object).find(
    (name) => isCredential(name) && !['id_token_hint', 'request_uri'].includes(name),
  )

export const authorizeFacts = (application: Application, form: Form): AuthorizeFacts => ({
  application,
  clientId: form.get('client_id'),
  redirectUri: form.get('redirect_uri'),
  responseType: form.get('response_type'),
  responseMode: form.get('response_mode'),
  requestedScopes: scopesOf(form.get('scope')),
  nonce: form.get('nonce'),
  codeChallenge: form.get('code_challenge'),
  codeChallengeMethod: form.get('code_challenge_method'),
  unsupportedParameter: unsupportedParameters.find((name) => form.get(name) !== null) ?? null,
})

/** How the person is to be signed in (OpenID Connect Core §3.1.2.1). */
export type Wish = {
  /** No page may be shown. */
  silent: boolean
  /** Somebody who is signed in has to prove it again. */
  again: boolean
  askConsent: boolean
  /** Milliseconds since the person proved who it is; null for any. */
  longestAgo: number | null
  /** Milliseconds: since when a sign-in counts as the one that was asked for. */
  signedInAfter: number | null
  idTokenHint: string | null
}

export function wishOf(form: Form): Wish | FormFault {
  const prompts = scopesOf(form.get('prompt')) ?? []
  if (prompts.includes('none') && prompts.length > 1) return { fault: 'prompt none stands alone' }
  const maxAge = form.get('max_age')
  if (maxAge !== null && !/^\d{1,9}$/.test(maxAge)) return { fault: 'max_age is no number of seconds' }
  const after = form.get(signedInAfter)
  return {
    silent: prompts.includes('none'),
    again: prompts.includes('login') || prompts.includes('select_account'),
    askConsent: prompts.includes('consent'),
    longestAgo: maxAge === null ? null : Number(maxAge) * 1000,
    signedInAfter: after !== null && /^\d{1,15}$/.test(after) ? Number(after) : null,
    idTokenHint: form.get('id_token_hint'),
  }
}

const signedInAfter = 'signed_in_after'

const passedOn = [
  'client_id',
  'redirect_uri',
  'response_type',
  'response_mode',
  'scope',
  'state',
  'nonce',
  'code_challenge',
  'code_challenge_method',
  'prompt',
  'max_age',
  'id_token_hint',
  'login_hint',
]

/** The request as a path below the tenant, for the way back from a page. A sign-in after `after` then counts as the one that was asked for. */
export function requestAsPath(application: Application, form: Form, after: number | null = null): string {
  const query = new URLSearchParams()
  for (const name of passedOn) {
    const value = form.get(name)
    if (value !== null) query.set(name, value)
  }
  if (after !== null) query.set(signedInAfter, String(after))
  return `OAuth2/Authorize/${application.config.description.applicationId}?${query.toString()}`
}
