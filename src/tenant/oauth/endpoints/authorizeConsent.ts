import { mac, sameText } from '#platform/mac.ts'
import { isOwnForm } from '../../pages/ownForm.ts'
import { consentPage } from '../../pages/consent.ts'
import { judge } from '../check.ts'
import { consentGiven, consentNotDenied } from '../checks/consentGiven.ts'
import { consentedScopes, rememberConsent } from '../consents.ts'
import { requestAsPath, type Wish } from '../read/authorizeRequest.ts'
import type { Form } from '../read/form.ts'
import type { SignedIn } from '../read/signedIn.ts'
import { signInScopes } from '../scopes.ts'
import { refuseClient, refuseOnPage, type AuthorizeExchange } from './authorizeExchange.ts'
import { about, authorOfSession } from './exchange.ts'

type Asked = { form: Form; session: SignedIn; wish: Wish }
type Consent = { scopes: readonly string[] } | { answered: unknown }

/** The scopes that the person allows, now or before; else the request is answered: with the question, or with a refusal. */
export async function consentFor(exchange: AuthorizeExchange, asked: Asked): Promise<Consent> {
  const { tenant, application, facts } = exchange
  const { form, session, wish } = asked
  const scopes = signInScopes(facts)
  if (form.get('consent') !== null) return decide(exchange, asked, scopes)
  const before = await consentedScopes(tenant, partiesOf(exchange, session))
  const needed =
    wish.askConsent ||
    (application.config.scope.userMustConfirm && scopes.some((scope) => !before.includes(scope)))
  if (!needed) return { scopes }
  if (wish.silent)
    return { answered: await refuseClient(exchange, judge([consentGiven], { needed, decision: null })) }
  const page = consentPage(exchange.reply, {
    application,
    acceptLanguage: exchange.request.headers['accept-language'],
    redirectUri: facts.redirectUri,
    userName: session.userName,
    scopes,
    selectable: application.config.scope.allowScopeSelection,
    action: `/${requestAsPath(tenant, { application, form, after: wish.signedInAfter })}`,
    seal: sealOf(exchange, asked, scopes),
  })
  return { answered: page }
}

/** The answer of our own page. Its seal holds everything that was asked, so an edited form is refused (NT-15). */
async function decide(
  exchange: AuthorizeExchange,
  asked: Asked,
  scopes: readonly string[],
): Promise<Consent> {
  const { tenant, application, facts, request } = exchange
  const { form, session } = asked
  const genuine =
    request.method === 'POST' &&
    isOwnForm(tenant, request) &&
    sameText(form.get('consent') ?? '', sealOf(exchange, asked, scopes))
  if (!genuine)
    return {
      answered: await refuseOnPage(
        { ...exchange, clientId: facts.clientId },
        {
          text: 'This page is no longer the one that was shown to you. Go back to the application and begin again.',
        },
      ),
    }
  const decision = form.get('decision') === 'allow' ? 'allow' : 'deny'
  const verdict = judge([consentNotDenied], { decision, needed: true })
  if (verdict.refusal) return { answered: await refuseClient(exchange, verdict) }
  const allowed = application.config.scope.allowScopeSelection
    ? scopes.filter((scope) => scope === 'openid' || form.get(`allow ${scope}`) !== null)
    : scopes
  await rememberConsent(tenant, partiesOf(exchange, session), { asked: scopes, allowed })
  await tenant.events.record(authorOfSession(tenant, request, session), {
    type: 'Cloud.OAuth2.Consent.Given',
    ...about(application),
    detail: { clientId: facts.clientId, scope: allowed.join(' ') },
  })
  return { scopes: allowed }
}

const partiesOf = ({ application, facts }: AuthorizeExchange, { userId }: SignedIn) => ({
  applicationId: application.id,
  userId,
  clientId: facts.clientId ?? '',
})

const sealOf = (
  { tenant, application }: AuthorizeExchange,
  { form, session, wish }: Asked,
  scopes: readonly string[],
) =>
  mac(
    tenant.keys,
    'consent',
    JSON.stringify([
      session.sessionMac,
      requestAsPath(tenant, { application, form, after: wish.signedInAfter }),
      application.version,
      scopes,
    ]),
  )
