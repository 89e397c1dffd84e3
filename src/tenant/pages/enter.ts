import { replaceSession } from '../directory/loginSession.ts'
import type { LetIn } from '../directory/signIn.ts'
import { giveSession, sessionIn } from './sessionCookie.ts'
import type { Incoming, Target } from './target.ts'

/** Goes back to the application with the session that has begun, which takes over the one that this browser had. */
export async function enter(incoming: Incoming, target: Pick<Target, 'path'>, letIn: LetIn) {
  const { tenant, request } = incoming
  await replaceSession(tenant, { value: sessionIn(tenant, request), by: letIn })
  return giveSession(incoming, letIn.session.value).redirect(`/${target.path}`, 303)
}
