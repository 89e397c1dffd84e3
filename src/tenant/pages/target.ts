import type { FastifyReply, FastifyRequest } from 'fastify'
import { redirectsOf } from '#schema/application/ofTemplate.ts'
import { isRegistered } from '#schema/loopbackPort.ts'
import { receiverOf } from '#schema/receiver.ts'
import { loadByApplicationId } from '../application/loadApplication.ts'
import { refuseOnPage } from '../oauth/endpoints/authorizeExchange.ts'
import { isForm, readForm, type Form } from '../oauth/read/form.ts'
import type { Application } from '#schema/application/wire.ts'
import { readIdTokenHint } from '../oauth/issue/idToken.ts'
import { readPerson } from '../oauth/read/person.ts'
import type { Tenant } from '../tenant.ts'
import { localName } from './localName.ts'
import { isOwnForm } from './ownForm.ts'

export type Incoming = { tenant: Tenant; request: FastifyRequest; reply: FastifyReply }

/** Where a page of the sign-in leads: back to the authorization endpoint, as `cloudRedirect` says (contract.md 2.2). */
export type Target = {
  path: string
  applicationName: string
  /** Who is answered, when the address is a registered one. */
  receiver: ReturnType<typeof receiverOf> | undefined
  /** Whom the application expects (OpenID Connect Core §3.1.2.1); may be empty. */
  loginHint: string
  /** The one who has to sign in, and nobody else: the application holds an ID token of theirs (OpenID Connect Core §3.1.2.1). */
  expected: string | null
}

/** Only the authorization endpoint of an application of this tenant; anything else would be an open redirect. */
export async function targetOf({
  tenant,
  request,
}: Pick<Incoming, 'tenant' | 'request'>): Promise<Target | null> {
  const value = (request.query as Record<string, unknown>)['cloudRedirect']
  if (typeof value !== 'string') return null
  // It becomes a Location: printable ASCII only
  const match = /^OAuth2\/Authorize\/([A-Za-z0-9_-]+)\?([\x21-\x22\x24-\x5b\x5d-\x7e]*)$/i.exec(value)
  if (!match) return null
  const application = await loadByApplicationId(tenant.database.read, match[1] ?? '')
  if (!application) return null
  const query = new URLSearchParams(match[2])
  const redirect = query.get('redirect_uri')
  const registered = redirect !== null && isRegistered(redirectsOf(application), redirect)
  return {
    path: value,
    applicationName: localName(application.config.description, request.headers['accept-language']),
    receiver: registered ? receiverOf(redirect) : undefined,
    loginHint: (query.get('login_hint') ?? '').slice(0, longestName),
    expected: asksAgain(query) ? await expectedBy(tenant, application, query.get('id_token_hint')) : null,
  }
}

/** Without it another person may sign in, and the client learns that it is not the one it hinted at (OpenID Connect Core §3.1.2.1). */
const asksAgain = (query: URLSearchParams) => (query.get('prompt') ?? '').split(' ').includes('login')

async function expectedBy(tenant: Tenant, application: Application, hint: string | null) {
  const hinted = hint === null ? null : await readIdTokenHint(tenant, application, hint)
  return hinted && ((await readPerson(tenant, hinted.userId))?.name ?? null)
}

/** The way back and the form of one of our own pages; else the request is answered with a refusal. */
export async function ownFormOf(
  incoming: Incoming,
): Promise<{ target: Target; form: Form } | { answered: unknown }> {
  const { tenant, request } = incoming
  const target = await targetOf(incoming)
  if (!target) return { answered: await noTarget(incoming, 'No way back to an application') }
  // Login CSRF: only our own page may send this form
  if (!isOwnForm(tenant, request)) return { answered: await noTarget(incoming, 'A form of another page') }
  const form = readForm(isForm(request.headers['content-type']) ? request.body : {})
  return 'fault' in form ? { answered: await noTarget(incoming, form.fault) } : { target, form }
}

/** Where somebody signs in on the way there. */
export const loginPath = ({ path }: Pick<Target, 'path'>) => `/login?${wayBack({ path })}`

/** The same for who keeps a sign-in here whatever the rules say (RT-02). */
export const localLoginPath = ({ path }: Pick<Target, 'path'>) => `/login/local?${wayBack({ path })}`

/** Where a program sends somebody, without a slash in front (pages/programSignIn.ts). */
export const programSignInPath = 'Federation/Program/'

/** Where somebody begins again who came to no end at an identity provider: what led there decides. */
export function beginAgain({ path, identityProvider }: { path: string; identityProvider: string }): string {
  if (/^OAuth2\//i.test(path)) return loginPath({ path })
  if (path.startsWith(programSignInPath)) return `/${path}`
  const to = new URLSearchParams(path.slice(path.indexOf('?') + 1)).get('to')
  return `/Federation/${identityProvider}/Login${
    to === null ? '' : `?${new URLSearchParams({ target_link_uri: to }).toString()}`
  }`
}

export const wayBack = ({ path }: Pick<Target, 'path'>) => `cloudRedirect=${encodeURIComponent(path)}`

export const longestName = 200

export function noTarget(incoming: Incoming, seen: string) {
  const expected = 'The form of our own page, on the way to the authorization endpoint of an application'
  const text = 'This page is reached from an application. Open the application and sign in there.'
  return refuseOnPage(
    { ...incoming, application: null, clientId: null },
    {
      title: 'There is nothing to sign in to',
      text,
      verdict: {
        judgements: [{ id: 'signInReadable', passed: false, expected, seen }],
        refusal: { status: 400, error: 'invalid_request', description: text },
      },
    },
  )
}
