import type { Place } from '#platform/queue.ts'
import type { Application } from '#schema/application/wire.ts'
import type { InspectedCheck } from '#schema/judgement.ts'
import { scriptUser } from '../../claimsScript/scriptUser.ts'
import type { Tenant } from '../../tenant.ts'
import { judgeAll } from '../check.ts'
import { applicationKnown } from '../checks/applicationKnown.ts'
import { claimsScriptRuns } from '../checks/claimsScriptRuns.ts'
import { previewClientCredentials } from '../grants/clientCredentials.ts'
import { hasScript, outcomeFor } from '../issue/scriptClaims.ts'
import { aboutClient, clientOf, type Asked, type Reads, type Who } from './client.ts'
import { ofPasswordSent, ofSignIn } from './people.ts'
import { runInWords } from './runInWords.ts'
import { hidden, hiddenSteps, inOrder, stepsOf, type Request, type Step } from './step.ts'

export type Inspection = {
  /** What the endpoints would answer now; `hidden` where that depends on a user whom the caller may not read. */
  verdict: 'issued' | 'refused' | 'hidden'
  clientId: string
  checks: InspectedCheck[]
}

/** Every check that such a request would meet now, judged by the code that answers real ones. Nothing is issued, written, counted or asked of others. */
export async function inspect(
  tenant: Tenant,
  asked: Asked,
  { reads, place }: { reads: Reads; place: Place },
): Promise<Inspection> {
  const { application } = asked
  const who = await clientOf(tenant, asked, reads)
  const { applicationId } = application.config.description
  const known = judgeAll([applicationKnown], { asked: applicationId, application })
  const { steps, subject } = await requestOf(tenant, { asked, who, reads })
  const checks = inOrder([
    ...stepsOf(asked.way === 'AuthorizationCode' || asked.way === 'Implicit' ? 'authorize' : 'token', known),
    ...steps,
    ...(await ofScript(tenant, { application, subject, place })),
  ])
  return { verdict: verdictOf(checks), clientId: who.client.id, checks }
}

function verdictOf(checks: readonly InspectedCheck[]): Inspection['verdict'] {
  if (checks.some(({ outcome }) => outcome === 'failed')) return 'refused'
  return checks.some(({ outcome }) => outcome === 'hidden') ? 'hidden' : 'issued'
}

function requestOf(tenant: Tenant, request: { asked: Asked; who: Who; reads: Reads }): Promise<Request> {
  const { way } = request.asked
  if (way === 'ClientCreds') return ofProgram(tenant, request)
  return way === 'ResourceCreds' ? ofPasswordSent(tenant, request) : ofSignIn(tenant, request)
}

async function ofProgram(tenant: Tenant, { asked, who }: { asked: Asked; who: Who }): Promise<Request> {
  const { application, requestedScopes } = asked
  const { client } = who
  const judgements = previewClientCredentials({
    application,
    grantType: 'client_credentials',
    client,
    requestedScopes,
  })
  const told = {
    ...who.told,
    ...(client.user && !who.hidden
      ? { runPermission: await runInWords(tenant, application, client.user.id) }
      : {}),
  }
  const steps = stepsOf('token', judgements, told)
  return who.hidden
    ? { steps: hiddenSteps(steps, [...aboutClient, 'runPermission']), subject: 'hidden' }
    : { steps, subject: client.user }
}

async function ofScript(
  tenant: Tenant,
  { application, subject, place }: { application: Application; subject: Request['subject']; place: Place },
): Promise<Step[]> {
  if (!hasScript(application) || subject === null) return []
  if (subject === 'hidden')
    return [
      {
        id: claimsScriptRuns.id,
        during: 'token',
        passed: true,
        expected: 'A claims script that runs to its end',
        ...hidden,
      },
    ]
  const user = await scriptUser(tenant.database.read, subject.id)
  const { fault } = await outcomeFor(tenant, application, user, place)
  return stepsOf('token', judgeAll([claimsScriptRuns], { scriptFault: fault }), {
    claimsScriptRuns: { at: 'advanced.claimsScript' },
  })
}
