import { isOwnClient, redirectsOf } from '#schema/application/ofTemplate.ts'
import { nameKey } from '#schema/nameKey.ts'
import { userByName } from '../../directory/rightsOf.ts'
import type { Tenant } from '../../tenant.ts'
import { previewPerson, previewRequest } from '../checks/authorizeChecks.ts'
import type { AuthorizeFacts, UserFacts } from '../facts.ts'
import { previewAuthorizationCode } from '../grants/authorizationCode.ts'
import { passwordFacts, previewResourceOwner, resourceOwnerScopes } from '../grants/resourceOwner.ts'
import { openingsOf, type Opening } from '../opening.ts'
import { leftToAsk, questionOf } from '../question.ts'
import { clientOfPerson, userFacts } from '../read/clientFacts.ts'
import { grantedScopes, offlineAccess } from '../scopes.ts'
import { type Asked, type Reads, type Who } from './client.ts'
import { runInWords } from './runInWords.ts'
import { elsewhere, pageSteps, signInOf } from './signIn.ts'
import { hidden, hiddenSteps, stepsOf, type Request, type Step, type Told } from './step.ts'
import { unnamed } from './unnamed.ts'

type Inspected = { asked: Asked; who: Who; reads: Reads }

/** Somebody signs in through the application, in a browser. */
export async function ofSignIn(tenant: Tenant, { asked, who, reads }: Inspected): Promise<Request> {
  const { application, loginName } = asked
  const reading = reads(loginName)
  const user = reading ? await personOf(tenant, asked) : unnamed
  const facts = authorizeFactsOf(asked, who)
  const request = previewRequest(facts)
  const person = previewPerson({ ...facts, clientUser: await clientUserOf(tenant, who, asked), user })
  const told = await personTold(tenant, { asked, user, reading })
  const consent = reading && user ? await consentOf(tenant, { asked, facts, user, request }) : null
  const code = asked.way === 'AuthorizationCode'
  const tokenRequest = code
    ? previewAuthorizationCode({
        application,
        grantType: 'authorization_code',
        client: who.client,
        requestedScopes: asked.requestedScopes,
        user,
      })
    : []
  const steps = [
    ...stepsOf('authorize', request),
    ...(reading
      ? await pageSteps(tenant, await signInOf(tenant, { name: loginName, door: 'Browser' }))
      : [hiddenSignIn]),
    ...stepsOf('authorize', person, told),
    ...(consent?.steps ?? []),
    ...stepsOf('token', tokenRequest, { ...who.told, ...told }),
  ]
  return {
    steps: hiddenSteps(steps, [...who.hidden, ...(reading ? [] : ['personMayRun'])]),
    subject: reading ? user : 'hidden',
    given: consent && {
      clientId: who.client.id,
      scopes: consent.scopes,
      leftOut: leftOutOf(asked, consent.scopes),
      nonce: facts.nonce,
      way: asked.way,
      openings: consent.openings,
    },
  }
}

/** Why what was asked for is not given: all else that the application does not have would be refused. */
const leftOutOf = ({ application, requestedScopes }: Asked, scopes: readonly string[]) =>
  grantedScopes({ application, requestedScopes })
    .filter((name) => !scopes.includes(name))
    .map((name) => ({
      name,
      why:
        name === offlineAccess
          ? 'Left out: there is no refresh token here.'
          : 'The person left it out when it was asked for together with these.',
    }))

/** The request as a good client sends it. */
export function authorizeFactsOf(
  { application, way, redirectUri, requestedScopes }: Asked,
  { client }: Pick<Who, 'client'>,
): AuthorizeFacts {
  return {
    application,
    clientId: client.id === '' ? null : client.id,
    redirectUri: redirectUri ?? redirectsOf(application)[0] ?? null,
    responseType: way === 'Implicit' ? 'id_token token' : 'code',
    responseMode: null,
    requestedScopes,
    nonce: 'a nonce',
    codeChallenge: 'A'.repeat(43),
    codeChallengeMethod: 'S256',
    unsupportedParameter: null,
  }
}

function clientUserOf(
  tenant: Tenant,
  { client, hidden: notShown }: Who,
  { application }: Asked,
): Promise<UserFacts | null> | UserFacts | null {
  if (isOwnClient(application)) return null
  return notShown.length > 0 ? client.user : clientOfPerson(tenant, client.id)
}

/** Whose name it is, as the application would see them; null for nobody. */
async function personOf(
  tenant: Tenant,
  { application, loginName }: Pick<Asked, 'application' | 'loginName'>,
): Promise<UserFacts | null> {
  const [user] = await userByName(tenant.database.read, nameKey(loginName))
  return user ? userFacts(tenant, application, user.id) : null
}

async function personTold(
  tenant: Tenant,
  { asked, user, reading }: { asked: Asked; user: UserFacts | null; reading: boolean },
): Promise<Told> {
  if (!reading || !user) return {}
  if (user.state !== 'None')
    return { personMayRun: { mend: { type: 'user', id: user.id, at: 'status.state' } } }
  return { personMayRun: await runInWords(tenant, asked.application, user.id) }
}

const hiddenSignIn: Step = {
  id: 'placeToSignIn',
  during: 'signIn',
  passed: true,
  expected: 'A place to sign in, and an account that may',
  ...hidden,
}

/** What the person would be asked, and the scopes that they would then have given: all, where they are asked. */
async function consentOf(
  tenant: Tenant,
  {
    asked,
    facts,
    user,
    request,
  }: {
    asked: Asked
    facts: AuthorizeFacts
    user: UserFacts
    request: readonly { passed: boolean }[]
  },
): Promise<{ steps: Step[]; scopes: string[]; openings: readonly Opening[] } | null> {
  const { redirectUri } = facts
  if (redirectUri === null || request.some(({ passed }) => !passed)) return null
  const asking = { application: asked.application, facts: { ...facts, redirectUri }, userId: user.id }
  const { scopes, ...question } = await questionOf(tenant, asking)
  const { open, refused } = await leftToAsk(tenant, asking, question)
  const steps: Step[] = [
    {
      id: 'consentGiven',
      during: 'authorize',
      known: open ? 'assumed' : 'certain',
      passed: true,
      expected: 'Somebody who agrees to what the scopes open, where that has to be asked',
      seen: open ? 'The person is asked, and has to agree' : 'No question to ask',
    },
  ]
  return {
    steps,
    scopes: open ? scopes : scopes.filter((scope) => !refused.includes(scope)),
    openings: question.openings,
  }
}

/** A program sends somebody's name and password. */
export async function ofPasswordSent(tenant: Tenant, { asked, who, reads }: Inspected): Promise<Request> {
  const { application, loginName, requestedScopes } = asked
  const reading = reads(loginName)
  const signIn = reading ? await signInOf(tenant, { name: loginName, door: 'NativeClient' }) : null
  const outcome =
    signIn === null
      ? null
      : signIn.admitted.to === 'identityProvider'
        ? { routed: signIn.admitted }
        : signIn.admitted.to === 'nowhere'
          ? { nowhere: true as const }
          : signIn.foreseen
  const user = reading ? await personOf(tenant, asked) : unnamed
  const said = outcome === null || 'elsewhere' in outcome ? nothingSaid : passwordFacts(outcome)
  const steps = stepsOf(
    'token',
    previewResourceOwner({
      application,
      grantType: 'password',
      client: who.client,
      requestedScopes,
      ...said,
      user,
    }),
    { ...who.told, ...(await personTold(tenant, { asked, user, reading })) },
  ).map((step) =>
    outcome !== null && 'elsewhere' in outcome && step.id === 'passwordRight'
      ? elsewhere('token', outcome)
      : step,
  )
  const scopes = resourceOwnerScopes({ application, requestedScopes })
  const opened = user && reading ? await openingsOf(tenant, { application, userId: user.id, scopes }) : null
  return {
    steps: hiddenSteps(steps, [...who.hidden, ...(reading ? [] : aboutPerson)]),
    subject: reading ? user : 'hidden',
    given: opened && {
      clientId: who.client.id,
      scopes,
      leftOut: leftOutOf(asked, scopes),
      nonce: null,
      way: asked.way,
      openings: opened.openings,
    },
  }
}

const aboutPerson = ['signsInHere', 'directoryAnswers', 'passwordRight', 'passwordToStay', 'personMayRun']

const nothingSaid = {
  signsInAt: null,
  silentDirectory: null,
  passwordFault: null,
  passwordToChange: false,
}
