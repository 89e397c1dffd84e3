import { signIn } from '../apiClient.ts'
import { oauthOf, type OAuth } from '../oauth.ts'
import { password, peopleOf } from '../people.ts'
import type { TestTenant } from '../tenant.ts'

/** A tenant with a person who signs in and a client that asks about tokens. */
export type World = {
  running: TestTenant
  flow: OAuth
  person: { id: string; bearer: string }
  asker: { id: string; clientId: string; secret: string }
}

export async function worldOf(running: TestTenant): Promise<World> {
  const flow = oauthOf(running)
  const id = await peopleOf(running).addUser('visitor', { InEverybodyRole: false })
  return {
    running,
    flow,
    person: { id, bearer: await signedIn(running) },
    asker: await flow.serviceUser('asker'),
  }
}

export const visitor = { user: 'visitor@acme.test', password }

export const signedIn = async ({ url }: TestTenant) => (await signIn(url, visitor)).bearer ?? ''

/** `secretive` is a user with a secret where any client will do. */
export type Kind = 'Confidential' | 'own' | 'List' | 'Anything' | 'secretive'

/** An application with its client. */
export type Made = {
  kind: Kind
  rowKey: string
  applicationId: string
  /** The user that the client is, where it is one. */
  userId: string | null
  clientId: string
  secret: string | null
}

const everyMethod = ['AuthorizationCode', 'ClientCreds', 'Implicit', 'ResourceCreds'] as const
export type Method = (typeof everyMethod)[number]

/** An application that is its own client is no program. */
export const methodsOf = (kind: Kind): readonly Method[] =>
  kind === 'own' ? everyMethod.filter((method) => method !== 'ClientCreds') : everyMethod

/** An application of the kind that gives tokens in every way, for one scope that opens everything. */
export async function makeApplication(
  { flow, person, asker }: World,
  { name, kind, profile = {} }: { name: string; kind: Kind; profile?: object | undefined },
): Promise<Made> {
  const AllowedAuth = methodsOf(kind).join(',')
  const asked = { AllowRefresh: true, ...profile }
  const made =
    kind === 'own'
      ? await flow.openIdConnect(name, { profile: asked, own: { AllowedAuth } })
      : await flow.application(name, { profile: { AllowedAuth, ...asked, ...typeOf(kind) } })
  const { rowKey, applicationId, client } = made
  await flow.change(rowKey, { OAuthProfile: { KnownScopes: [{ Scope: name, AllowedRest: ['.*'] }] } })
  await flow.grant(rowKey, { type: 'Role', id: 'everybody' }, 'None')
  for (const { id } of [person, asker]) await flow.grant(rowKey, { type: 'User', id }, 'Execute')
  const isPublic = kind === 'List' || kind === 'Anything'
  return {
    kind,
    rowKey,
    applicationId,
    userId: 'id' in client && !isPublic ? String(client.id) : null,
    clientId: isPublic ? listedClient : client.clientId,
    secret: isPublic ? null : client.secret,
  }
}

export const listedClient = 'the-app'

export function typeOf(kind: Kind): object {
  if (kind === 'List') return { ClientIDType: 'List', AllowedClients: [listedClient] }
  return { ClientIDType: kind === 'Anything' || kind === 'secretive' ? 'Anything' : 'Confidential' }
}
