import { replaceSession } from '../directory/loginSession.ts'
import type { LetIn } from '../directory/signIn.ts'
import { sessionCookie, sessionCookieOptions } from './sessionCookie.ts'
import type { Incoming, Target } from './target.ts'

/** Goes back to the application with the session that has begun, which takes over the one that this browser had. */
export async function enter({ tenant, request, reply }: Incoming, target: Target, letIn: LetIn) {
  await replaceSession(tenant, { value: request.cookies[sessionCookie], by: letIn })
  return reply
    .setCookie(sessionCookie, letIn.session.value, sessionCookieOptions(tenant.url))
    .header('cache-control', 'no-store')
    .redirect(`/${target.path}`, 303)
}
