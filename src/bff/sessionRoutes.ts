import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { api } from '#schema/api.ts'
import type { Bff } from './bff.ts'
import { forBrowser } from './forBrowser.ts'
import { endSession, sessionOf } from './session.ts'

/** Who is signed in, and signing out. */
export function sessionRoutes(app: FastifyInstance, bff: Bff): void {
  const { tenantUrl: url, tenantKind: kind, cookies } = bff
  const tenant = { url, kind, host: new URL(url).host }

  app.get('/bff/session', async (request) => {
    const session = await sessionOf(bff, request)
    return { user: session?.user ?? null, tenant }
  })

  app.post('/bff/sign-out', async (request, reply) => {
    const session = await sessionOf(bff, request)
    let signOutUrl: string | null = null
    if (session) {
      await endSession(bff, session.key)
      // Signed out here in any case: nobody has the token any more.
      signOutUrl = await endToken(bff, session.token, forBrowser(bff, request)).catch((error: unknown) => {
        request.log.warn({ err: error }, 'the tenant was not told')
        return null
      })
    }
    // LO-04: "cookies" would sign out whatever else runs on this host, "storage" would delete drafts.
    return reply
      .clearCookie(cookies.session.name, cookies.session.options)
      .header('clear-site-data', '"cache"')
      .send({ signOutUrl })
  })
}

/** Ends the session at the tenant; gives where the browser goes on to end it at an identity provider too (FC-15). */
async function endToken(
  { ask, tenantUrl, consoleUrl }: Bff,
  token: string,
  forWhom: Record<string, string>,
): Promise<string | null> {
  const send = (path: string, body: object) =>
    ask(`${tenantUrl}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'x-idap-native-client': 'true',
        'content-type': 'application/json',
        ...forWhom,
      },
      body: JSON.stringify(body),
    })
  // A tenant may not know where this console is, or have the vendor's calls alone
  for (const body of [{ ReturnTo: `${consoleUrl}/signed-out` }, {}]) {
    const reply = await send(api.signOut.path, body)
    const answer = reply.status === 200 ? signedOut.safeParse(await reply.json()).data : undefined
    const url = answer?.Result.Url ?? null
    if (answer) return url?.startsWith(`${tenantUrl}/`) ? url : null
  }
  const reply = await send(api.logout.path, {})
  if (reply.status !== 200) throw new Error(`The tenant answered ${reply.status}`)
  return null
}

const signedOut = z.object({ success: z.literal(true), Result: z.object({ Url: z.string().nullable() }) })
