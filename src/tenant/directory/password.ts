import { PasswordTooLong } from '#platform/password.ts'
import { userPassword } from '#schema/password.ts'
import { fieldProblem, parsed } from '../problem.ts'
import type { Tenant } from '../tenant.ts'
import { hashSecret } from './credential.ts'

/** Judges a password that was sent by the tenant's policy and hashes it, before any transaction (CL-06, CL-07). */
export async function hashTypedPassword(
  tenant: Pick<Tenant, 'keys'>,
  { password, again, name }: { password: string; again?: string | null | undefined; name: string },
): Promise<string> {
  const secret = parsed(userPassword, password, ['password'])
  if (typeof again === 'string' && again !== secret) throw wrong('The two differ. Type both again.')
  if (secret.toLowerCase() === name.toLowerCase()) throw wrong('The password must not be the login name.')
  try {
    return await hashSecret(tenant, { kind: 'typed', secret })
  } catch (error) {
    if (error instanceof PasswordTooLong) throw wrong(error.message)
    throw error
  }
}

const wrong = (message: string) => fieldProblem('invalid_fields', [{ path: 'password', message }])
