import { isOwnClient } from '#schema/application/ofTemplate.ts'
import { nameKey } from '#schema/nameKey.ts'
import type { Application } from '#schema/application/wire.ts'
import { isLive, type SecretHead, type SecretOwner } from '#schema/secret.ts'
import { permittedClients } from '../../application/permittedClients.ts'
import { secretsOf } from '../../directory/secretsOf.ts'
import type { Tenant } from '../../tenant.ts'
import type { ClientFacts } from '../facts.ts'
import { ownerOf } from '../read/clientFacts.ts'
import type { Told } from './step.ts'
import { unnamed } from './unnamed.ts'

export type Asked = {
  application: Application
  way: 'ClientCreds' | 'AuthorizationCode' | 'Implicit' | 'ResourceCreds'
  /** As the program sends it; null for the one that the application would usually have. */
  clientId: string | null
  /** Whether it sends a secret where it may do either. */
  withSecret: boolean | null
  /** The login name of who signs in. */
  loginName: string
  requestedScopes: readonly string[] | null
  /** Null for the first that is registered. */
  redirectUri: string | null
}

/** The checks of a client that is a user, and proves it. */
const aboutClient = [
  'clientKnown',
  'clientEnabled',
  'clientIsOAuthClient',
  'clientAuthenticated',
  'clientFitsType',
  'runPermission',
]

/** Whether the caller may know something of the user of that name. */
export type Reads = (loginName: string) => boolean

/** Who asks, as the token endpoint would find it out. A secret that works is taken to be the one that is sent. */
export async function clientOf(
  tenant: Tenant,
  asked: Asked,
  reads: Reads,
): Promise<{ client: ClientFacts; hidden: readonly string[]; told: Told }> {
  const { application } = asked
  const own = isOwnClient(application)
  const withSecret = sendsSecret(asked)
  const id = asked.clientId ?? (await usualClient(tenant, asked, { withSecret, reads }))
  const client = { id, method: withSecret ? ('basic' as const) : ('none' as const), secretId: null }
  if (!own && withSecret && !reads(id))
    return {
      client: { ...client, id: id || unnamed.name, user: unnamed, secretMatches: true },
      hidden: aboutClient,
      told: {},
    }
  // An ID that needs no secret may be the name of a user all the same, whose state counts then; a wide @ is one too
  if (!own && nameKey(id).includes('@') && !reads(id))
    return { client: { ...client, user: null, secretMatches: null }, hidden: ['clientEnabled'], told: {} }
  const owner = await ownerOf(tenant, application, id)
  const user = owner?.user ?? null
  const secretOwner: SecretOwner | null = own
    ? { type: 'application', id: application.id }
    : user && { type: 'user', id: user.id }
  return {
    client: { ...client, user, secretMatches: withSecret ? (owner?.credentials ?? []).length > 0 : null },
    hidden: [],
    told: {
      ...(secretOwner && withSecret ? { clientAuthenticated: await secretInWords(tenant, secretOwner) } : {}),
      ...(user
        ? {
            clientEnabled: { mend: { type: 'user', id: user.id, at: 'status.state' } },
            clientIsOAuthClient: { mend: { type: 'user', id: user.id, at: 'status.oauthClient' } },
          }
        : {}),
    },
  }
}

export type Who = Awaited<ReturnType<typeof clientOf>>

function sendsSecret({ application, way, withSecret }: Asked): boolean {
  if (isOwnClient(application)) return true
  const { clientIdType } = application.config.generalUsage
  if (clientIdType === 'Anything') return withSecret ?? way === 'ClientCreds'
  return clientIdType === 'Confidential'
}

async function usualClient(
  { database }: Tenant,
  { application }: Asked,
  { withSecret, reads }: { withSecret: boolean; reads: Reads },
): Promise<string> {
  if (isOwnClient(application)) return application.id
  const { clientIdType, allowedClients } = application.config.generalUsage
  if (!withSecret)
    return clientIdType === 'List' ? (allowedClients.find((id) => id !== '') ?? '') : 'any-client'
  const permitted = await permittedClients(database.read, application.config.userAccess.grants)
  const name = (await permitted.first(1))[0]?.name ?? ''
  return reads(name) ? name : ''
}

async function secretInWords(
  { database, clock }: Tenant,
  owner: SecretOwner,
): Promise<NonNullable<Told[string]>> {
  const secrets = await secretsOf(database.read, owner)
  return {
    expected: 'A secret that works: it is taken to be the one that is sent',
    seen: secrets.length === 0 ? 'None was made' : secrets.map((each) => lifeOf(each, clock())).join('; '),
    cure:
      owner.type === 'application'
        ? 'Add a secret to the application, on Trust, and give it to the client.'
        : 'Add a secret to the service user and give it to the client.',
    mend: { type: 'secrets', id: owner.id },
  }
}

function lifeOf(secret: SecretHead, now: number): string {
  const name = secret.label === '' ? 'The unlabelled secret' : `“${secret.label}”`
  if (secret.expiresAt === null) return `${name} works and never expires`
  return `${name} ${isLive(secret, now) ? 'works until' : 'expired on'} ${dayOf(secret.expiresAt)}`
}

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)
