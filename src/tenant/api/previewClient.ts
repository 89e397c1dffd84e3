import type { Application } from '#schema/application/wire.ts'
import { opensTenantApis } from '#schema/application/ofTemplate.ts'
import type { Finding, Judgement } from '#schema/judgement.ts'
import { powerNames, powersWanted } from '#schema/power.ts'
import { rights, userReaders, type Right } from '#schema/right.ts'
import { isLive } from '#schema/secret.ts'
import { holdsAny, type Actor } from '../actor.ts'
import { permittedClients } from '../application/permittedClients.ts'
import { standingOf } from '../directory/rightsOf.ts'
import { secretsOf } from '../directory/secretsOf.ts'
import type { UserFacts } from '../oauth/facts.ts'
import { unnamed } from '../oauth/inspect/unnamed.ts'
import { userFacts } from '../oauth/read/clientFacts.ts'
import type { Tenant } from '../tenant.ts'
import type { Call } from './on.ts'

type Client = Call<'previewToken'>['params']['client']
type Asked = { application: Application; actor: Actor; client: Client }

/** Of whoever guided setup will make. */
export const newUserId = 'the new user’s ID'

/** Who asks for the token of a preview, as far as the caller may know, and what is to be said about that. */
export async function previewClient(
  tenant: Tenant,
  { application, actor, client }: Asked,
): Promise<PreviewedClient> {
  if (client.kind === 'toBeMade') return { client: newcomer(client.loginName), ...nothingToSay }
  const userId = client.kind === 'chosen' ? client.userId : await firstPermitted(tenant, application)
  if (userId === null) return { client: null, ...nothingToSay }
  if (userId !== actor.id && !holdsAny(actor, userReaders))
    return { ...nothingToSay, client: unnamed, findings: [nameLeftOut] }
  const user = await userFacts(tenant, application, userId)
  // The permissions of the form count, and they let this user in
  if (user === null) return { client: null, ...nothingToSay }
  const [secret, power] = await Promise.all([
    secretJudgement(tenant, user),
    powerFinding(tenant, application, user),
  ])
  return { client: { ...user, mayRun: true }, judgements: [secret], findings: power }
}

async function firstPermitted({ database }: Tenant, { config }: Application): Promise<string | null> {
  const permitted = await permittedClients(database.read, config.userAccess.grants)
  return (await permitted.first(1))[0]?.id ?? null
}

type PreviewedClient = { client: UserFacts | null; judgements: Judgement[]; findings: Finding[] }

const nothingToSay = { judgements: [], findings: [] }

/** Trouble T1 before it happens. Which secret a program sends, nobody knows here. */
async function secretJudgement({ database, clock }: Tenant, { id, name }: UserFacts): Promise<Judgement> {
  const live = (await secretsOf(database.read, { type: 'user', id })).filter((each) => isLive(each, clock()))
  return {
    id: 'clientKeepsSecret',
    passed: live.length > 0,
    expected: 'A secret that works',
    seen: live.length > 0 ? `${live.length}` : 'None',
    cure: `Add a secret to ${name}.`,
  }
}

/** What a scope opens shows and does nothing for a client without any of the rights that those calls ask for. */
async function powerFinding(tenant: Tenant, application: Application, user: UserFacts): Promise<Finding[]> {
  if (!opensTenantApis(application)) return []
  const wanted = powersWanted(application.config.scope.scopes.flatMap(({ patterns }) => patterns))
  if (wanted.length === 0) return []
  const standing = await standingOf(tenant.database.read, user.id)
  const held = standing ? wanted.filter((power) => standing.rights.has(power as Right)) : []
  if (held.length > 0 || wanted.includes('applications')) return []
  const right = wanted.includes('monitor') ? 'monitor' : wanted[0]
  return [
    {
      id: 'opensNothing',
      severity: 'danger',
      at: 'userAccess.grants',
      message: `The token opens nothing: ${user.name} lacks the administrative right that its calls ask for. Give ${right && powerNames[right]} to a role that it is in.`,
    },
  ]
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
