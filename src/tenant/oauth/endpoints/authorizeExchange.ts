import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Application } from '#schema/application/wire.ts'
import { answerForm } from '../../pages/answerForm.ts'
import { errorPage } from '../../pages/errorPage.ts'
import type { Tenant } from '../../tenant.ts'
import type { Verdict } from '../check.ts'
import type { AuthorizeFacts } from '../facts.ts'
import { issuerOf } from '../issue/issuer.ts'
import { signedIn } from '../read/signedIn.ts'
import { responseModeOf, type ResponseMode } from '../responseTypes.ts'
import { recordRefusal, unreadable, whereToLook } from './exchange.ts'

/** A request at the authorization endpoint, whose redirect URI is known to be registered. */
export type AuthorizeExchange = {
  tenant: Tenant
  request: FastifyRequest
  reply: FastifyReply
  application: Application
  facts: AuthorizeFacts & { redirectUri: string }
  state: string | null
}

/** RFC 9207: every answer names its issuer. The state goes back byte for byte (AS-07). */
export function answerClient(exchange: AuthorizeExchange, parameters: Record<string, string | undefined>) {
  const { tenant, application, reply, facts, state } = exchange
  const fields: Record<string, string> = {}
  const all = { ...parameters, state: state ?? undefined, iss: issuerOf(tenant.url, application.config) }
  for (const [name, value] of Object.entries(all)) if (value !== undefined) fields[name] = value
  const mode = responseModeOf(facts)
  if (mode === 'form_post') return answerForm(reply, { redirectUri: facts.redirectUri, fields })
  return reply.redirect(`${facts.redirectUri}${separator(mode, facts.redirectUri)}${query(fields)}`, 302)
}

export async function refuseClient(exchange: AuthorizeExchange, verdict: Verdict) {
  await record(exchange, verdict, exchange.facts.clientId)
  const { error, description } = verdict.refusal ?? { error: 'server_error', description: 'no answer' }
  return answerClient(exchange, {
    error,
    error_description: description,
    ...whereToLook(exchange.tenant, exchange.request.id),
  })
}

type Refused = Pick<AuthorizeExchange, 'tenant' | 'request'> & { application: Application | null }

async function record({ tenant, request, application }: Refused, verdict: Verdict, clientId: string | null) {
  const proven = (await signedIn(tenant, request)) !== null
  const exchange = { tenant, request, application, refusedAs: 'Cloud.OAuth2.Authorize.Refused' as const }
  await recordRefusal(exchange, verdict, { clientId, proven })
}

type Asked = Pick<AuthorizeExchange, 'tenant' | 'request' | 'reply'> & {
  application: Application | null
  clientId: string | null
}

/** RD-06: what cannot be answered to a registered address is said on a page of ours. */
export async function refuseOnPage(
  { clientId, ...asked }: Asked,
  {
    title = 'This sign-in cannot go on',
    text,
    verdict = unreadable(text),
  }: { title?: string; text: string; verdict?: Verdict },
) {
  await record(asked, verdict, clientId)
  return errorPage(asked.reply, { status: 400, title, text, correlationId: asked.request.id })
}

const query = (fields: Record<string, string>) => new URLSearchParams(fields).toString()

const separator = (mode: ResponseMode, redirectUri: string) =>
  mode === 'fragment' ? '#' : redirectUri.includes('?') ? '&' : '?'
