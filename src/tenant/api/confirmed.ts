import { confirmedHeader } from '#schema/confirmed.ts'
import type { Rule } from '../federation/admit.ts'
import { Moved } from '../federation/moved.ts'
import { newRisk, type Judged } from '../federation/newRisk.ts'
import { Problem } from '../problem.ts'
import type { Tenant } from '../tenant.ts'
import type { Call } from './on.ts'

type Asking = Pick<Call<'setRoutingRules'>, 'actor' | 'request' | 'note'>

/** So often it is judged anew, where somebody else changes what counts meanwhile. */
const mostTries = 3

/**
 * Saves what makes other routing rules count. Whatever becomes risky by it has to be confirmed in the console, as this very risk; programs are told in the
 * Message of the reply, and are asked like people where they send the header.
 */
export async function saveConfirmed<Result>(
  tenant: Tenant,
  { actor, request, note }: Asking,
  {
    change,
    save,
  }: { change: (saved: Rule[]) => Rule[] | Promise<Rule[]>; save: (judged: Judged) => Promise<Result> },
): Promise<Result> {
  const sent = request.headers[confirmedHeader]
  for (let tries = 1; ; tries++) {
    const judged = await newRisk(tenant, actor, change)
    const [first] = judged.findings
    if (first && sent !== judged.as && (actor.throughConsole || sent !== undefined)) throw unconfirmed(judged)
    try {
      const result = await save(judged)
      if (first && sent === undefined) note(`This is risky. ${inWords(judged)}`)
      return result
    } catch (error) {
      if (!(error instanceof Moved) || tries === mostTries) throw error
    }
  }
}

const inWords = ({ findings }: Judged) => findings.map(({ message }) => message).join(' ')

const unconfirmed = (judged: Judged) =>
  new Problem(
    'unconfirmed',
    `Nothing is saved yet: it is risky. ${inWords(judged)} To save it all the same, send it again with X-Gatewright-Confirmed: ${judged.as}`,
    {
      confirmation: {
        as: judged.as,
        by: judged.findings.find(({ confirmBy }) => confirmBy !== null)?.confirmBy ?? '',
        findings: judged.findings.map(({ severity, message, people }) => ({ severity, message, people })),
      },
    },
  )
