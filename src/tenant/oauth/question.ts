import { receiverOf } from '#schema/receiver.ts'
import type { Application } from '#schema/application/wire.ts'
import { isConsole } from '../application/consoleClient.ts'
import type { Tenant } from '../tenant.ts'
import { answersBefore, settled, type Parties, type Question } from './consents.ts'
import type { AuthorizeFacts } from './facts.ts'
import { openingsOf } from './opening.ts'
import { asksFor } from './responseTypes.ts'
import { signInScopes } from './scopes.ts'

/** A request at the authorization endpoint whose redirect URI is registered, and who signed in. */
type Asking = {
  application: Application
  facts: AuthorizeFacts & { redirectUri: string }
  userId: string
}

/** What the person would be asked: `openings` says what the scopes open for them. */
export async function questionOf(tenant: Tenant, { application, facts, userId }: Asking) {
  const scopes = signInScopes(facts)
  const { openings, holder } = await openingsOf(tenant, {
    application,
    // Nothing of the person is at stake, and a yes to this is none to their rights
    userId: isExempt(application, facts) ? null : userId,
    scopes,
  })
  return { scopes, holder, openings, receiver: receiverOf(facts.redirectUri).id }
}

/** The console of this tenant is this tenant; and an ID token alone opens nothing. */
const isExempt = (application: Application, { responseType }: AuthorizeFacts): boolean =>
  isConsole(application) || !(asksFor(responseType, 'code') || asksFor(responseType, 'token'))

/** Whether the person has to be asked because of what was not answered before, and the scopes that were left out then. */
export async function leftToAsk(
  tenant: Tenant,
  asking: Asking,
  question: Question,
): Promise<{ open: boolean; refused: string[] }> {
  const answers = await answersBefore(tenant.database.read, partiesOf(asking))
  const { open, refused } = settled(question, answers)
  const { userMustConfirm } = asking.application.config.scope
  // where the person's own rights are at stake, the application's setting does not count
  return { open: open.some(({ powers }) => userMustConfirm || powers.length > 0), refused }
}

export const partiesOf = ({ application, facts, userId }: Asking): Parties => ({
  applicationId: application.id,
  userId,
  clientId: facts.clientId ?? '',
})
