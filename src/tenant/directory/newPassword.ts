import { verifySecret } from '#platform/password.ts'
import { randomToken } from '#platform/secret.ts'
import { fieldProblem, Problem } from '../problem.ts'
import type { Row } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import { keepingAnAdministrator } from './administrators.ts'
import { insertStep, liveStep, takeStep, type Held } from './loginAttempt.ts'
import { hashTypedPassword } from './password.ts'
import { takeUser } from './readUser.ts'
import { passwordOf } from './source/cloudDirectory.ts'
import { letIn, type LetIn, type SigningIn } from './signIn.ts'
import { updateUser } from './updateUser.ts'

/** Lets somebody whose password was right choose another one. The ID that is returned is worth one change, for ten minutes, from the same address. */
export async function askNewPassword(
  tenant: Tenant,
  { user, source, sessionId = randomToken() }: { user: Row<'user'>; source: string; sessionId?: string },
): Promise<string> {
  await insertStep(tenant, 'new-password', { sessionId, source, userId: user.id, name: user.name })
  return sessionId
}

type Choice = Held & SigningIn & { password: string; again?: string | undefined }

/**
 * Replaces the password that had to be changed, and signs in. A password that the policy refuses leaves the step as it is. Whoever was
 * disabled, or got another password from somebody else meanwhile, has to sign in anew.
 */
export async function chooseNewPassword(
  tenant: Tenant,
  { sessionId, source, password, again, correlationId, onPage }: Choice,
): Promise<LetIn> {
  const held = { sessionId, source }
  const step = await liveStep(tenant.database.read, tenant, 'new-password', held)
  const id = step?.user_id
  if (!step || !id) throw over()
  const hash = await hashTypedPassword(tenant, { password, again, name: step.name })
  const present = await passwordOf(tenant, id)
  if (present && (await verifySecret(tenant.keys, present.hash, password)))
    throw fieldProblem('invalid_fields', [
      { path: 'password', message: 'This is the password that you have now. Choose another.' },
    ])
  const by = { id, name: step.name, ip: source, correlationId }
  return tenant.database.write((tx) => {
    const write = { tx, tenant, by }
    return keepingAnAdministrator(write, async () => {
      const taken = await takeStep(tx, tenant, 'new-password', held)
      if (!taken) throw over()
      const { row, config } = await takeUser(write, id)
      const { state, oauthClient, forcePasswordChange } = config.status
      if (
        state !== 'None' ||
        oauthClient ||
        !forcePasswordChange ||
        row.password_changed_at >= taken.created_at
      )
        throw over()
      await updateUser(write, {
        id,
        change: (current) => ({ ...current, status: { ...current.status, forcePasswordChange: false } }),
        hash,
        why: 'Password changed when signing in, as it had to be',
      })
      return letIn(write, row, { source, correlationId, onPage })
    })
  })
}

/**
 * Ends the step before anybody takes it. A sign-in that waits for its first answer is written down nowhere (loginAttempt.ts), so there is nothing of it
 * to end, and strangers make nothing of it.
 */
export async function dropNewPassword(tenant: Tenant, held: Held): Promise<void> {
  if (!(await liveStep(tenant.database.read, tenant, 'new-password', held))) return
  await tenant.database.write((tx) => takeStep(tx, tenant, 'new-password', held))
}

const over = () =>
  new Problem(
    'gone',
    'The password was not changed: this sign-in was begun more than ten minutes ago, from another address, or is over. Sign in again.',
  )
