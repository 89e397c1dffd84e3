import type { Actor } from '../actor.ts'
import { fieldProblem, Problem } from '../problem.ts'
import type { Tenant } from '../tenant.ts'
import type { Write } from '../write.ts'
import { keepingAnAdministrator, refuseAdministratorAccount } from './administrators.ts'
import { checkPassword } from './checkPassword.ts'
import { hashTypedPassword } from './password.ts'
import { readUser, takeUser } from './readUser.ts'
import { refusePassword } from './refuseCredential.ts'
import { unreachableText } from './signIn.ts'
import { updateUser } from './updateUser.ts'

type Change = { actor: Actor; by: Write['by']; oldPassword: string; newPassword: string }

/**
 * Changes the password of whoever calls, for the one that they have. A wrong one counts like a failed sign-in, so that a session that was left open
 * is no way to guess it. All sessions and tokens end with it.
 */
export async function changeOwnPassword(
  tenant: Tenant,
  { actor, by, oldPassword, newPassword }: Change,
): Promise<'changed' | { wait: number }> {
  const { name } = actor
  const hash = await hashTypedPassword(tenant, { password: newPassword, name })
  if (newPassword === oldPassword)
    throw wrong('newPassword', 'This is the password that you have now. Choose another.')
  const { read } = tenant.database
  const user = await readUser(read, { id: actor.id })
  if (user) await refusePassword(read, user.row)
  const source = by.ip ?? ''
  const outcome = await checkPassword(tenant, {
    door: 'confirms',
    name,
    password: oldPassword,
    source,
    correlationId: by.correlationId,
  })
  if ('wait' in outcome) return outcome
  if ('unreachable' in outcome) throw new Problem('unavailable', unreachableText)
  if ('refused' in outcome) throw wrong('oldPassword', 'This is not the password that you have now.')
  if ('routed' in outcome || 'nowhere' in outcome)
    throw new Error('Somebody who is signed in was sent elsewhere')
  const proven = 'user' in outcome ? outcome.user : outcome.toChange
  await tenant.database.write((tx) => {
    const write = { tx, tenant, by }
    return keepingAnAdministrator(write, async () => {
      await refuseAdministratorAccount(tx, actor, actor.id)
      const { row } = await takeUser(write, actor.id)
      if (proven.id !== row.id || proven.password_changed_at !== row.password_changed_at)
        throw new Problem('gone', 'The password was changed in the meantime. Sign in again.')
      await updateUser(write, {
        id: row.id,
        change: (current) => ({ ...current, status: { ...current.status, forcePasswordChange: false } }),
        hash,
        why: 'Password changed by its owner',
      })
    })
  })
  return 'changed'
}

const wrong = (path: string, message: string) => fieldProblem('invalid_fields', [{ path, message }])
