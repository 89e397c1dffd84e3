import type { FastifyInstance, FastifyRequest } from 'fastify'
import { cannotSignIn, FederationFault } from '../federation/federationFault.ts'
import type { Providers } from '../federation/providers.ts'
import { isForm, readForm, type Form } from '../oauth/read/form.ts'
import type { Tenant } from '../tenant.ts'
import { applicationsPath } from './ownApplications.ts'
import { errorPage } from './errorPage.ts'
import { leaveToSignIn } from './leaveToSignIn.ts'
import { refuseFederated } from './refuseFederated.ts'
import { longestName } from './target.ts'

type Params = { Params: { id: string } }

/**
 * Where an identity provider sends people who begin there, such as by a tile (OpenID Connect Core §4). It proves nothing: they are sent back to sign in,
 * and who is signed in there comes through without a word (FC-14).
 */
export function initiateLoginPage(app: FastifyInstance, tenant: Tenant, providers: Providers): void {
  app.route<Params>({
    method: ['GET', 'POST'],
    url: '/Federation/:id/Login',
    config: { withoutHead: true },
    handler: async (request, reply) => {
      const incoming = { tenant, request, reply }
      const { id } = request.params
      const form = formOf(request)
      if ('fault' in form)
        return errorPage(reply, {
          status: 400,
          title: 'This sign-in cannot go on',
          text: `The request is not readable: ${form.fault}.`,
          correlationId: request.id,
        })
      const path = applicationsPath(form.get('target_link_uri'))
      try {
        await holdIssuer(providers, id, form.get('iss'))
      } catch (error) {
        if (!(error instanceof FederationFault)) throw error
        return refuseFederated(incoming, { identityProvider: id, fault: error })
      }
      const name = (form.get('login_hint') ?? '').slice(0, longestName)
      return leaveToSignIn(incoming, providers, { identityProvider: id, path, expected: null, name })
    },
  })
}

const formOf = ({ method, query, headers, body }: FastifyRequest): Form | { fault: string } =>
  method === 'GET' ? readForm(query) : readForm(query, isForm(headers['content-type']) ? body : {})

/** The address names the identity provider already, so it may be left out. */
async function holdIssuer(providers: Providers, id: string, sent: string | null): Promise<void> {
  const { client } = await providers.active(id)
  const { issuer, issuerOfTenant } = client.metadata
  const issuers = issuerOfTenant ? [...issuerOfTenant.values()] : [issuer]
  if (sent === null || issuers.includes(sent)) return
  throw new FederationFault('issuerExpected', {
    text: cannotSignIn(client.name),
    expected: issuers.join(' or '),
    seen: `iss is ${sent}`,
    cure: 'The identity provider has to open the Initiate login URL with its own issuer as iss.',
  })
}
