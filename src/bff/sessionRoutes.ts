import type { FastifyInstance } from 'fastify'
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
    if (session) {
      await endSession(bff, session.key)
      // Signed out here in any case: nobody has the token any more.
      await endToken(bff, session.token, forBrowser(bff, request)).catch((error: unknown) =>
        request.log.warn({ err: error }, 'the tenant was not told'),
      )
    }
    // LO-04: "cookies" would sign out whatever else runs on this host, "storage" would delete drafts.
    return reply
      .clearCookie(cookies.session.name, cookies.session.options)
      .header('clear-site-data', '"cache"')
      .send({ signOutUrl: null })
  })
}

async function endToken(
  { ask, tenantUrl }: Bff,
  token: string,
  forWhom: Record<string, string>,
): Promise<void> {
  const reply = await ask(`${tenantUrl}${api.logout.path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'x-idap-native-client': 'true', ...forWhom },
  })
  if (reply.status !== 200) throw new Error(`The tenant answered ${reply.status}`)
}
