import type { Application } from '#schema/application/wire.ts'
import type { Finding } from '#schema/judgement.ts'
import { rights, userReaders } from '#schema/right.ts'
import { holdsAny, type Actor } from '../actor.ts'
import { permittedClient } from '../application/permittedClient.ts'
import type { UserFacts } from '../oauth/facts.ts'
import { userFacts } from '../oauth/read/clientFacts.ts'
import type { Tenant } from '../tenant.ts'
import type { Call } from './on.ts'

type Client = Call<'previewToken'>['params']['client']
type Asked = { application: Application; actor: Actor; client: Client }

/** Of whoever guided setup will make. */
export const newUserId = 'the new user’s ID'

/** NT-39: stands in a preview for a client whom the caller may not read. */
const unnamed: UserFacts = {
  id: 'the client’s ID',
  name: 'the client’s login name',
  state: 'None',
  oauthClient: true,
  tokensWithoutApplication: false,
  mayRun: true,
}

/** Who asks for the token of a preview, as far as the caller may know, and what is to be said about that. */
export async function previewClient(
  tenant: Tenant,
  { application, actor, client }: Asked,
): Promise<{ client: UserFacts | null; findings: Finding[] }> {
  if (client.kind === 'toBeMade') return { client: newcomer(client.loginName), findings: [] }
  const userId =
    client.kind === 'chosen'
      ? client.userId
      : await permittedClient(tenant.database.read, application.config.userAccess.grants)
  if (userId === null) return { client: null, findings: [] }
  if (userId !== actor.id && !holdsAny(actor, userReaders))
    return { client: unnamed, findings: [nameLeftOut] }
  const user = await userFacts(tenant, application, userId)
  // The permissions of the form count, and they let this user in
  return { client: user && { ...user, mayRun: true }, findings: [] }
}

const newcomer = (name: string): UserFacts | null =>
  name === '' ? null : { ...unnamed, id: newUserId, name }

const nameLeftOut: Finding = {
  id: 'nameLeftOut',
  severity: 'info',
  at: 'userAccess.grants',
  message: `Who the client is, and whether it is enabled, is left out below. To see it you need ${userReaders
    .map((right) => rights[right])
    .join(' or ')}.`,
}
