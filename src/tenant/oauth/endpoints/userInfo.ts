import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { loadByApplicationId } from '../../application/loadApplication.ts'
import type { Tenant } from '../../tenant.ts'
import { judge, type Verdict } from '../check.ts'
import { openIdGranted, tokenLive, tokenOfApplication, tokenStands } from '../checks/userInfoChecks.ts'
import { credentialInAddress } from '../read/authorizeRequest.ts'
import { isForm, readForm, type FormFault } from '../read/form.ts'
import { personClaims } from '../read/person.ts'
import { scopesOf } from '../scopes.ts'
import { verifyAccessToken, type AccessToken } from '../verifyAccessToken.ts'
import { recordRefusal, uncached, unreadable, whereToLook } from './exchange.ts'
import { bearerOf } from '#platform/bearer.ts'

type Params = { Params: { applicationId: string } }
type Asked = { tenant: Tenant; request: FastifyRequest<Params>; reply: FastifyReply }

/** GET or POST /OAuth2/UserInfo/{Application ID} (contract.md 2.5, OpenID Connect Core §5.3). */
export function userInfoEndpoint(app: FastifyInstance, tenant: Tenant): void {
  app.route<Params>({
    method: ['GET', 'POST'],
    url: '/OAuth2/UserInfo/:applicationId',
    handler: (request, reply) => answer({ tenant, request, reply }),
  })
}

const checks = [tokenLive, tokenOfApplication, tokenStands, openIdGranted]

async function answer(asked: Asked) {
  const { tenant, request, reply } = asked
  const sent = tokenOf(request)
  if (sent === null) return refuse(asked, noToken)
  if (typeof sent !== 'string') return refuse(asked, unreadable(sent.fault))
  const [application, verified] = await Promise.all([
    loadByApplicationId(tenant.database.read, request.params.applicationId),
    verifyAccessToken(tenant, sent),
  ])
  const claims = verified?.fault === null ? verified.claims : {}
  const { scope, auth_time, aud, unique_name, sub } = claims
  const scopes = scopesOf(typeof scope === 'string' ? scope : null) ?? []
  const verdict = judge(checks, {
    application,
    token: verified && { application: verified.application, fault: verified.fault, scopes },
  })
  if (verdict.refusal || verified === null) return refuse(asked, verdict, verified)
  const told = await personClaims(tenant, { userId: verified.userId, scopes })
  return uncached(reply).send({ sub, auth_time, aud, unique_name, ...told })
}

/** In the header or in a form, once (RFC 6750 §2); never in the address (D2). */
function tokenOf(request: FastifyRequest): string | null | FormFault {
  const credential = credentialInAddress(request)
  if (credential !== undefined) return { fault: `${credential} belongs in the Authorization header` }
  const bearer = bearerOf(request)
  if (request.method !== 'POST' || !isForm(request.headers['content-type'])) return bearer ?? null
  const form = readForm(request.body)
  if ('fault' in form) return form
  const inForm = form.get('access_token')
  if (bearer !== undefined && inForm !== null)
    return { fault: 'the access token is sent twice, in the header and in the form' }
  return bearer ?? inForm
}

/** RFC 6750 §3: without a token the challenge tells no code. */
const noToken: Verdict = {
  judgements: [
    {
      id: 'tokenSent',
      passed: false,
      expected: 'An access token',
      seen: 'No Authorization: Bearer, and no form',
    },
  ],
  refusal: {
    status: 401,
    error: 'invalid_request',
    description: 'send an access token as Authorization: Bearer',
  },
}

async function refuse(
  { tenant, request, reply }: Asked,
  verdict: Verdict,
  verified: AccessToken | null = null,
) {
  const application = await loadByApplicationId(tenant.database.read, request.params.applicationId)
  await recordRefusal({ tenant, request, application, refusedAs: 'Cloud.OAuth2.UserInfo.Refused' }, verdict, {
    clientId: verified?.clientId ?? null,
    proven: verified?.fault === null,
  })
  const { status, error, description } = verdict.refusal ?? tokenLive.refusal({ application, token: null })
  const challenge =
    verdict === noToken ? 'Bearer' : `Bearer error="${error}", error_description="${description}"`
  return uncached(reply)
    .code(status)
    .header('www-authenticate', challenge)
    .send({ error, error_description: description, ...whereToLook(tenant, request.id) })
}
