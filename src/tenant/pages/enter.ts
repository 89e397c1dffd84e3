import { replaceSession } from '../directory/loginSession.ts'
import type { LetIn } from '../directory/signIn.ts'
import { giveSession, sessionIn } from './sessionCookie.ts'
import type { Incoming, Target } from './target.ts'

/** Goes back to the application with the session that has begun, which takes over the one that this browser had. */
export async function enter(incoming: Incoming, target: Pick<Target, 'path'>, letIn: LetIn) {
  await takeOver(incoming, letIn)
  return incoming.reply.redirect(`/${target.path}`, 303)
}

/** The session of this browser is the one that has begun. */
export async function takeOver(incoming: Incoming, letIn: LetIn): Promise<void> {
  const { tenant, request } = incoming
  await replaceSession(tenant, { value: sessionIn(tenant, request), by: letIn })
  giveSession(incoming, letIn.session.value)
}
