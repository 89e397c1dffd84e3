import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import type { api } from '#schema/api.ts'
import { readStored } from '#schema/category.ts'
import { wireBoolean } from '#schema/kinds/toggle.ts'
import { userCategories, userConfig, type UserConfig } from '#schema/user/index.ts'
import { fromUserWire } from '#schema/user/wire.ts'
import type { Actor } from '../actor.ts'
import { refuseBreakGlassAccount } from '../directory/breakGlass.ts'
import { refuseMembership } from '../directory/grantable.ts'
import { insertUser } from '../directory/insertUser.ts'
import { hashTypedPassword } from '../directory/password.ts'
import { addMembers } from '../directory/roleMembers.ts'
import { parsed, Problem } from '../problem.ts'
import { holdRecentProof } from '../recentProof.ts'
import type { Tenant } from '../tenant.ts'
import type { Write } from '../write.ts'
import { on } from './on.ts'
import { sentPassword, tellNotKept } from './sentUser.ts'

type Sent = z.output<typeof api.createUser.request>
type Ready = { sent: Sent; name: string; config: UserConfig; hash: string; administrator: boolean }

/** Users are made one by one, or several at once (contract.md 4.1). */
export function newUserRoutes(app: FastifyInstance, tenant: Tenant): void {
  on(app, tenant, 'createUser', async ({ params, actor, by, note }) => {
    const ready = await prepare(tenant, actor, params)
    const id = await tenant.database.write((tx) => insert({ tx, tenant, by }, actor, ready))
    await tell(tenant, { ready, id, note })
    return id
  })

  on(app, tenant, 'createUsers', async ({ params, actor, by, note }) => {
    const all: Ready[] = []
    // One after the other: each password takes its time
    for (const sent of params.Users) all.push(await named(sent, () => prepare(tenant, actor, sent)))
    // All or none
    const made = await tenant.database.write(async (tx) => {
      const ids: [Ready, string][] = []
      for (const ready of all)
        ids.push([ready, await named(ready.sent, () => insert({ tx, tenant, by }, actor, ready))])
      return ids
    })
    const notes = new Set<string>()
    for (const [ready, id] of made) await tell(tenant, { ready, id, note: (sentence) => notes.add(sentence) })
    for (const sentence of notes) note(sentence)
    return Object.fromEntries(made.map(([{ name }, id]) => [name, id]))
  })
}

/** What was sent as it would be saved, unless the caller may not. */
async function prepare(tenant: Tenant, actor: Actor, sent: Sent): Promise<Ready> {
  const administrator = wireBoolean(sent.InSysAdminRole) === true
  if (administrator && !actor.systemAdministrator)
    throw new Problem('forbidden', 'Only System Administrators make a user a System Administrator.')
  if (administrator || wireBoolean(sent.OauthClient) === true) holdRecentProof(actor)
  const payload = { ...sent, Name: sent.Name ?? sent.LoginName ?? '' }
  const config = parsed(userConfig, fromUserWire(payload, readStored(userCategories, {})))
  if (config.status.breakGlass) {
    refuseBreakGlassAccount(actor)
    holdRecentProof(actor)
  }
  const password = sentPassword(sent.Password) ?? ''
  const hash = await hashTypedPassword(tenant, { password, again: sent.confirmPassword, name: payload.Name })
  return { sent, name: payload.Name, config, hash, administrator }
}

async function insert(write: Write, actor: Actor, { config, hash, administrator }: Ready): Promise<string> {
  if (config.status.inEverybodyRole) await refuseMembership(write.tx, actor, 'everybody')
  const id = await insertUser(write, { config, hash, why: 'Created' })
  if (administrator) await addMembers(write, { roleId: 'sysadmin', members: [{ type: 'User', id }] })
  return id
}

async function tell(
  { database }: Tenant,
  { ready, id, note }: { ready: Ready; id: string; note: (sentence: string) => void },
): Promise<void> {
  // A flag of its own, which names a role
  const { InSysAdminRole: _, ...sent } = ready.sent
  await tellNotKept(database.read, { sent, id, note })
}

/** Of several it is said which one was refused. */
async function named<Result>({ Name, LoginName }: Sent, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const who = (Name ?? LoginName ?? '').slice(0, 200) || 'A user without a name'
    throw new Problem(
      error.code,
      `${who}: ${error.message} No user was created.`,
      error.detail,
      error.judgement,
    )
  }
}
