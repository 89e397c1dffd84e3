import type { FastifyInstance } from 'fastify'
import { status, type UserConfig } from '#schema/user/index.ts'
import { fromUserWire } from '#schema/user/wire.ts'
import { wireBoolean } from '#schema/kinds/toggle.ts'
import type { Actor } from '../actor.ts'
import { keepingAnAdministrator } from '../directory/administrators.ts'
import { changeAccount } from '../directory/changeAccount.ts'
import { deleteUser } from '../directory/deleteUser.ts'
import { refuseMembership } from '../directory/grantable.ts'
import { hashTypedPassword } from '../directory/password.ts'
import { userNamed } from '../directory/principals.ts'
import { readUser } from '../directory/readUser.ts'
import { updateUser } from '../directory/updateUser.ts'
import { notThere, Problem } from '../problem.ts'
import { holdRecentProof } from '../recentProof.ts'
import { runQuery } from '../redrock/runQuery.ts'
import type { Tenant } from '../tenant.ts'
import type { Write } from '../write.ts'
import { expectedVersion } from './ifMatch.ts'
import { on } from './on.ts'
import { sentPassword, tellNotKept } from './sentUser.ts'
import { userReply } from './userReply.ts'
import { nameKey } from '#schema/nameKey.ts'

/** The users of the cloud directory (contract.md 4). */
export function userRoutes(app: FastifyInstance, tenant: Tenant): void {
  const reading = tenant.database.read
  const attributesOf = async (asked: string, by: { id: string } | { nameKey: string }) => {
    const user = await readUser(reading, by)
    if (!user) throw notThere(`user ${asked}`)
    return userReply(user)
  }
  on(app, tenant, 'getUser', ({ params: { ID: id } }) => attributesOf(id, { id }))
  on(app, tenant, 'getUserAttributes', ({ params: { ID: id } }) => attributesOf(id, { id }))
  on(app, tenant, 'getUserByName', ({ params: { username } }) =>
    attributesOf(username, { nameKey: nameKey(username) }),
  )

  on(app, tenant, 'changeUser', async ({ params, actor, by, request, note }) => {
    const { ID: id } = params
    const startedFrom = expectedVersion({ actor, request })
    const password = sentPassword(params.Password)
    if (password !== undefined) holdRecentProof(actor)
    const hash =
      password === undefined
        ? undefined
        : await hashTypedPassword(tenant, {
            password,
            again: params.confirmPassword,
            name: params.Name ?? (await readUser(reading, { id }))?.row.name ?? '',
          })
    await changing(tenant, { by, actor, id }, async (write) => {
      const inEverybody = async () => (await readUser(write.tx, { id }))?.row.in_everybody === 1
      const before = await inEverybody()
      await updateUser(write, {
        id,
        change: (current) => fromUserWire(params, current),
        hash,
        expectedVersion: startedFrom,
        why: 'Changed',
      })
      if (!before && (await inEverybody())) await refuseMembership(write.tx, actor, 'everybody')
    })
    await tellNotKept(reading, { sent: params, id, note })
    return null
  })

  on(app, tenant, 'exemptUserFromMfa', async ({ params, note }) => {
    await userNamed(reading, params.ID)
    note('Nothing was changed: this tenant asks for one factor, so there is nothing to exempt anybody from.')
    return null
  })

  on(app, tenant, 'getUsers', ({ params, actor }) =>
    runQuery(tenant, actor, { Script: listOfUsers, Args: params.Args }),
  )

  on(app, tenant, 'isUserCloudLocked', async ({ params }) => {
    const user = await readUser(reading, { id: await userNamed(reading, params.user) })
    return user?.config.status.state === 'Locked'
  })

  on(app, tenant, 'setCloudLock', async ({ params, actor, by }) => {
    const id = await userNamed(reading, params.user)
    const lock = wireBoolean(params.lockuser)
    if (typeof lock !== 'boolean') throw new Problem('invalid_request', 'lockuser is true or false.')
    await changing(tenant, { by, actor, id }, async (write) => {
      await updateUser(write, {
        id,
        change: (current) => ({
          ...current,
          status: { ...current.status, state: lockedOrNot(current, lock) },
        }),
        why: lock ? 'Locked' : 'Unlocked',
      })
    })
    return true
  })

  on(app, tenant, 'setUserState', async ({ params, actor, by }) => {
    const states = Object.keys(status.settings.state.options)
    const state = states.find((each) => each.toLowerCase() === params.state.toLowerCase())
    if (state === undefined)
      throw new Problem('invalid_request', `There is no state ${params.state}. Send ${states.join(', ')}.`)
    await changing(tenant, { by, actor, id: params.ID }, async (write) => {
      await updateUser(write, {
        id: params.ID,
        change: (current) => ({ ...current, status: { ...current.status, state } }),
        why: `State set to ${state}`,
      })
    })
    return null
  })

  on(app, tenant, 'resetUserPassword', async ({ params, actor, by }) => {
    const { ID: id, newPassword: password } = params
    const name = (await readUser(reading, { id }))?.row.name ?? ''
    const hash = await hashTypedPassword(tenant, { password, name })
    await changing(tenant, { by, actor, id }, async (write) => {
      await updateUser(write, { id, change: (current) => current, hash, why: 'Password reset' })
    })
    return true
  })

  on(app, tenant, 'removeUser', async ({ params, actor, by }) => {
    await changing(tenant, { by, actor, id: params.ID }, (write) => deleteUser(write, params.ID))
    return null
  })

  on(app, tenant, 'deleteUser', async ({ params, actor, by }) => {
    const id = await userNamed(reading, params.ID)
    await changing(tenant, { by, actor, id }, (write) => deleteUser(write, id))
    return null
  })

  on(app, tenant, 'removeUsers', async ({ params, actor, by }) => {
    const ids = [...new Set(params.Users)]
    return tenant.database.write((tx) => {
      const write = { tx, tenant, by }
      // All or none: one that may not be deleted keeps the others too.
      return keepingAnAdministrator(write, async () => {
        for (const id of ids) await changeAccount(write, { actor, id }, () => deleteUser(write, id))
        return Object.fromEntries(ids.map((id) => [id, true]))
      })
    })
  })
}

/** Under the names of the attributes and under those of Redrock. */
const listOfUsers = `select ID, ID as Uuid, Username, Username as Name, DisplayName, Email, Email as Mail, Description, MobileNumber,
  OfficeNumber, HomeNumber, Status, OauthClient, ServiceUser, InEverybodyRole, LastLogin, CreateDate, DirectoryServiceUuid
  from User order by Username`

/** A lock is one of the states. Whoever is out for another reason stays out, and unlocking lets nobody in who was not locked. */
function lockedOrNot({ account, status: { state } }: UserConfig, lock: boolean): string {
  if (!lock) return state === 'Locked' ? 'None' : state
  if (state === 'None' || state === 'Locked') return 'Locked'
  throw new Problem(
    'invalid_request',
    `${account.name} is ${state} and cannot sign in. A lock would take the place of that state; activate the account first.`,
  )
}

/** One change to one account, by somebody who may change it. */
const changing = (
  tenant: Tenant,
  { by, actor, id }: { by: Write['by']; actor: Actor; id: string },
  change: (write: Write) => Promise<void>,
): Promise<void> =>
  tenant.database.write((tx) => {
    const write = { tx, tenant, by }
    return keepingAnAdministrator(write, () => changeAccount(write, { actor, id }, () => change(write)))
  })
