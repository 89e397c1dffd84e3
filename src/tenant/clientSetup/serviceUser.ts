import { readStored } from '#schema/category.ts'
import type { ClientSetup } from '#schema/clientSetup.ts'
import { userCategories } from '#schema/user/index.ts'
import type { Actor } from '../actor.ts'
import { lockMemberships } from '../directory/administrators.ts'
import { refuseMembership, refuseUnheld } from '../directory/grantable.ts'
import { insertRole } from '../directory/insertRole.ts'
import { insertUser } from '../directory/insertUser.ts'
import { addMembers, type Member } from '../directory/roleMembers.ts'
import { fieldProblem, Problem } from '../problem.ts'
import type { Write } from '../write.ts'
import { existingRole, existingUser } from './existing.ts'

type Named = { id: string; name: string }

/** Makes or finds the service user that acts as the client and the role through which it may, and joins them (S6). */
export async function serviceUserInRole(
  write: Write,
  { actor, setup, hash, why }: { actor: Actor; setup: ClientSetup; hash: string; why: string },
): Promise<{ user: Named; role: Named }> {
  const { confidentialClient: client, description } = setup
  await lockMemberships(write)
  const user =
    client.user === 'existing'
      ? await existingUser(write.tx, client.existingUser)
      : await newUser(write, { client, hash, why, applicationName: description.name })
  const members: Member[] = [{ type: 'User', id: user.id }]
  const role =
    client.role === 'existing'
      ? await existingRole(write.tx, client.existingRole)
      : await newRole(write, { actor, client, why, members })
  await refuseMembership(write.tx, actor, role.id)
  if (client.role === 'existing') await addMembers(write, { roleId: role.id, members })
  return { user, role }
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
    status: { oauthClient: true, tokensWithoutApplication: false },
  })
  const id = await atField('confidentialClient.loginName', () => insertUser(write, { config, hash, why }))
  return { id, name }
}

async function newRole(
  write: Write,
  { actor, client, why, members }: { actor: Actor; client: Client; why: string; members: readonly Member[] },
) {
  refuseUnheld(actor, client.rights)
  const config = {
    description: { name: client.roleName, description: 'Made by guided setup for a confidential client.' },
    rights: { rights: client.rights },
    signIn: { requiresFederation: false },
  }
  const id = await atField('confidentialClient.roleName', () => insertRole(write, { config, why, members }))
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
