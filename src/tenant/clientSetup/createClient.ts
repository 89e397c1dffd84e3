import { deriveSecret } from '#platform/secret.ts'
import type { ClientSetup } from '#schema/clientSetup.ts'
import type { Grant } from '#schema/grant.ts'
import { readStored } from '#schema/category.ts'
import { userCategories } from '#schema/user/index.ts'
import type { Actor } from '../actor.ts'
import { insertApplication } from '../application/saveApplication.ts'
import type { Author } from '../audit/event.ts'
import { hashSecret } from '../directory/credential.ts'
import { refuseMembership, refuseUnheld } from '../directory/grantable.ts'
import { insertRole } from '../directory/insertRole.ts'
import { insertUser } from '../directory/insertUser.ts'
import { addMembers } from '../directory/roleMembers.ts'
import { madeOnce } from '../madeOnce.ts'
import { fieldProblem, Problem } from '../problem.ts'
import type { Tenant } from '../tenant.ts'
import type { Write } from '../write.ts'
import { existingRole, existingUser } from './existing.ts'

export type SetupRequest = { key: string; recipe: string; setup: ClientSetup }

/** What was made. `secret` is null when it was typed or belongs to an existing user: then nobody can show it. */
export type MadeClient = {
  applicationRowKey: string
  applicationId: string
  userId: string
  clientId: string
  roleId: string
  roleName: string
  secret: string | null
  scope: string
}

type Caller = { actor: Actor; by: Author; request: SetupRequest }

/**
 * Application, service user, role, right and permission: all or nothing, and once for a key (CF-03). A generated secret follows from the server's key, the
 * request's key and the person, so it is never stored.
 */
export async function createClient(tenant: Tenant, { actor, by, request }: Caller): Promise<MadeClient> {
  const { setup, key } = request
  const secret = deriveSecret(tenant.keys, 'client-setup', key, actor.id)
  const { secretOrigin, secret: typed } = setup.confidentialClient
  const hash = await hashSecret(
    tenant,
    secretOrigin === 'typed' ? { kind: 'typed', secret: typed } : { kind: 'generated', secret },
  )
  const once = {
    actor,
    key,
    request: [request.recipe, setup],
    otherwise:
      'This setup was already created with other values. Look for it under Apps, or begin a new setup.',
  }
  const { reply } = await tenant.database.write((tx) =>
    madeOnce({ tx, tenant }, once, async (): Promise<StoredReply> => ({
      ...(await make({ tx, tenant, by }, { actor, setup, hash })),
      generated: setup.confidentialClient.user === 'new' && secretOrigin === 'generated',
    })),
  )
  const { generated, ...made } = reply
  return { ...made, secret: generated ? secret : null }
}

type StoredReply = Omit<MadeClient, 'secret'> & { generated: boolean }

async function make(
  write: Write,
  { actor, setup, hash }: { actor: Actor; setup: ClientSetup; hash: string },
): Promise<Omit<MadeClient, 'secret'>> {
  const { confidentialClient: client, ...application } = setup
  const why = 'Guided setup'
  const user =
    client.user === 'existing'
      ? await existingUser(write.tx, client.existingUser)
      : await newUser(write, { client, hash, why, applicationName: application.description.name })
  const role =
    client.role === 'existing'
      ? await existingRole(write.tx, client.existingRole)
      : await newRole(write, { actor, client, why })
  await refuseMembership(write.tx, actor, role.id)
  await addMembers(write, { roleId: role.id, members: [{ type: 'User', id: user.id }] })
  const grant: Grant = { type: 'Role', id: role.id, name: role.name, rights: ['View', 'Run'] }
  const others = application.userAccess.grants.filter(({ type, id }) => type !== 'Role' || id !== role.id)
  const config = {
    ...application,
    description: { ...application.description, owner: application.description.owner || actor.id },
    userAccess: { grants: [...others, grant] },
  }
  const applicationRowKey = await insertApplication(write, { template: 'OAuth2ServerClient', config, why })
  return {
    applicationRowKey,
    applicationId: application.description.applicationId,
    userId: user.id,
    clientId: user.name,
    roleId: role.id,
    roleName: role.name,
    scope: application.scope.scopes.map(({ name }) => name).join(' '),
  }
}

type Client = ClientSetup['confidentialClient']

async function newUser(
  write: Write,
  {
    client,
    hash,
    why,
    applicationName,
  }: { client: Client; hash: string; why: string; applicationName: string },
) {
  const name = `${client.loginName}@${client.suffix}`
  const config = readStored(userCategories, {
    account: {
      name,
      displayName: client.displayName || client.loginName,
      mail: client.mail,
      description: `Confidential client of ${applicationName}`,
    },
    status: { oauthClient: true },
  })
  const id = await atField('confidentialClient.loginName', () => insertUser(write, { config, hash, why }))
  return { id, name }
}

async function newRole(write: Write, { actor, client, why }: { actor: Actor; client: Client; why: string }) {
  refuseUnheld(actor, client.rights)
  const config = {
    description: { name: client.roleName, description: 'Made by guided setup for a confidential client.' },
    rights: { rights: client.rights },
  }
  const id = await atField('confidentialClient.roleName', () => insertRole(write, { config, why }))
  return { id, name: client.roleName }
}

/** A fault of the user or role belongs to the field of the wizard that made it. */
async function atField<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (
      error instanceof Problem &&
      (error.code === 'taken' || error.code === 'invalid_fields') &&
      error.detail.fields
    )
      throw fieldProblem(
        error.code,
        error.detail.fields.map(({ message }) => ({ path, message })),
      )
    throw error
  }
}
