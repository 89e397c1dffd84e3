import type { Place } from '#platform/queue.ts'
import type { Application } from '#schema/application/wire.ts'
import type { InspectedCheck } from '#schema/judgement.ts'
import type { ScriptOutcome } from '../../claimsScript/script.ts'
import { scriptUser } from '../../claimsScript/scriptUser.ts'
import type { Tenant } from '../../tenant.ts'
import { judgeAll } from '../check.ts'
import { applicationKnown } from '../checks/applicationKnown.ts'
import { claimsScriptRuns } from '../checks/claimsScriptRuns.ts'
import { previewClientCredentials } from '../grants/clientCredentials.ts'
import { hasScript, outcomeFor } from '../issue/scriptClaims.ts'
import { clientOf, type Asked, type Reads, type Who } from './client.ts'
import { ofPasswordSent, ofSignIn } from './people.ts'
import { grantedScopes } from '../scopes.ts'
import { inspectedToken, type InspectedToken } from './token.ts'
import { runInWords } from './runInWords.ts'
import { hidden, hiddenSteps, inOrder, stepsOf, type Given, type Request, type Step } from './step.ts'

export type Inspection = {
  /** What the endpoints would answer now; `hidden` where that depends on a user whom the caller may not read. */
  verdict: 'issued' | 'refused' | 'hidden'
  clientId: string
  checks: InspectedCheck[]
  /** Null unless it would be issued. */
  token: InspectedToken | null
  /** Whose token it would be, and what was given with it. */
  holder: ({ userId: string } & Pick<Given, 'scopes' | 'openings'>) | null
}

/** Every check that such a request would meet now, judged by the code that answers real ones. Nothing is issued, written, counted or asked of others. */
export async function inspect(
  tenant: Tenant,
  asked: Asked,
  { reads, place, mayRun }: { reads: Reads; place: Place; mayRun: (userId: string) => boolean },
): Promise<Inspection> {
  const { application } = asked
  const who = await clientOf(tenant, asked, reads)
  const { applicationId } = application.config.description
  const known = judgeAll([applicationKnown], { asked: applicationId, application })
  const request = await requestOf(tenant, { asked, who, reads })
  const { subject, given } = request
  const runs = subject === null || subject === 'hidden' || mayRun(subject.id)
  const script = await ofScript(tenant, { application, subject: runs ? subject : 'hidden', place })
  const checks = inOrder([
    ...stepsOf(asked.way === 'AuthorizationCode' || asked.way === 'Implicit' ? 'authorize' : 'token', known),
    ...request.steps,
    ...script.steps,
  ])
  const verdict = verdictOf(checks)
  const issued = verdict === 'issued' && given !== null && subject !== null && subject !== 'hidden'
  return {
    verdict,
    clientId: who.client.id,
    checks,
    token: issued ? inspectedToken(tenant, { asked, subject, given, script: script.outcome }) : null,
    holder: issued ? { userId: subject.id, ...given } : null,
  }
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
    ...(client.user && who.hidden.length === 0
      ? { runPermission: await runInWords(tenant, application, client.user.id) }
      : {}),
  }
  const steps = stepsOf('token', judgements, told)
  if (who.hidden.length > 0)
    return {
      steps: hiddenSteps(steps, who.hidden),
      subject: 'hidden',
      given: null,
    }
  const given = client.user && {
    clientId: client.user.name,
    scopes: grantedScopes({ application, requestedScopes }),
    leftOut: [],
    nonce: null,
    way: asked.way,
    openings: null,
  }
  return { steps, subject: client.user, given }
}

type OfScript = { steps: Step[]; outcome: ScriptOutcome | null }

async function ofScript(
  tenant: Tenant,
  { application, subject, place }: { application: Application; subject: Request['subject']; place: Place },
): Promise<OfScript> {
  if (!hasScript(application) || subject === null) return { steps: [], outcome: null }
  if (subject === 'hidden') return { steps: [hiddenScript], outcome: null }
  const user = await scriptUser(tenant.database.read, subject.id)
  const outcome = await outcomeFor(tenant, application, user, place)
  const steps = stepsOf('token', judgeAll([claimsScriptRuns], { scriptFault: outcome.fault }), {
    claimsScriptRuns: { at: 'advanced.claimsScript' },
  })
  return { steps, outcome }
}

const hiddenScript: Step = {
  id: claimsScriptRuns.id,
  during: 'token',
  passed: true,
  expected: 'A claims script that runs to its end',
  ...hidden,
}
