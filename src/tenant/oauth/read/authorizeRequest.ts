import type { FastifyRequest } from 'fastify'
import { mac, sameText } from '#platform/mac.ts'
import { isCredential } from '#platform/redactUrl.ts'
import type { Application } from '#schema/application/wire.ts'
import type { Tenant } from '../../tenant.ts'
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

export function wishOf(tenant: Tenant, application: Application, form: Form): Wish | FormFault {
  const prompts = scopesOf(form.get('prompt')) ?? []
  if (prompts.includes('none') && prompts.length > 1) return { fault: 'prompt none stands alone' }
  const maxAge = form.get('max_age')
  if (maxAge !== null && !/^\d{1,9}$/.test(maxAge)) return { fault: 'max_age is no number of seconds' }
  return {
    silent: prompts.includes('none'),
    again: prompts.includes('login') || prompts.includes('select_account'),
    askConsent: prompts.includes('consent'),
    longestAgo: maxAge === null ? null : Number(maxAge) * 1000,
    signedInAfter: signedInAfter(tenant, application, form),
    idTokenHint: form.get('id_token_hint'),
  }
}

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
export function requestAsPath(
  tenant: Tenant,
  { application, form, after }: { application: Application; form: Form; after: number | null },
): string {
  const path = plainPath(application, form)
  return after === null ? path : `${path}&${afterName}=${sealedMoment(tenant, path, after)}`
}

/** AS-15: only our own way back says since when a sign-in counts; a request that claims it by itself has to be signed in for anew. */
function signedInAfter(tenant: Tenant, application: Application, form: Form): number | null {
  const sent = form.get(afterName)
  const after = Number(sent?.split('.')[0])
  if (sent === null || !Number.isSafeInteger(after)) return null
  return sameText(sent, sealedMoment(tenant, plainPath(application, form), after)) ? after : null
}

const afterName = 'signed_in_after'

const sealedMoment = (tenant: Tenant, path: string, at: number) =>
  `${at}.${mac(tenant.keys, 'signed-in-after', `${at} ${path}`)}`

function plainPath(application: Application, form: Form): string {
  const query = new URLSearchParams()
  for (const name of passedOn) {
    const value = form.get(name)
    if (value !== null) query.set(name, value)
  }
  return `OAuth2/Authorize/${application.config.description.applicationId}?${query.toString()}`
}
