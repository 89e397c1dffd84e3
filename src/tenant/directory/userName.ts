import { cloudDirectory } from '#schema/directoryService.ts'
import { loginName } from '#schema/loginName.ts'
import type { UserConfig } from '#schema/user/index.ts'
import { fieldProblem, parsed } from '../problem.ts'
import type { Write } from '../write.ts'
import { nameKey } from '#schema/nameKey.ts'
import { lockSuffixes, refuseSuffix } from './suffixes.ts'
import { deceptiveInWords, looksDeceptive } from '#schema/deceptiveName.ts'

type Named = {
  user: UserConfig
  id: string | null
  /** Whether an identity provider brings the person, of whom it may speak (federation/speaksFor.ts). */
  brought?: boolean
}

/** A name that is chosen here has no sign that programs and shells read as something else. */
export function refuseSigns(name: string, { directory_id: id }: { directory_id: string }): void {
  if (id === cloudDirectory) parsed(loginName, name, ['account', 'name'])
}

/**
 * Refuses a login name that could be taken for somebody else's: look-alikes (RP-08), a suffix that is not the tenant's (D11), another
 * person's mail address (NT-37). That it is unique is the database's constraint.
 */
export async function refuseName(write: Write, { user, id, brought = false }: Named): Promise<void> {
  const { tx } = write
  const { name } = user.account
  if (looksDeceptive(name)) throw wrong(deceptiveInWords)
  // Names and mail addresses are compared across rows, which no constraint does: its lock is theirs too.
  await lockSuffixes(write)
  if (!brought) await refuseSuffix(tx, name)
  const owner = await tx
    .selectFrom('user')
    .select('id')
    .where('mail_key', '=', nameKey(name))
    .where('service_user', '=', 0)
    .where('id', '!=', id ?? '')
    .executeTakeFirst()
  if (owner) throw wrong(`${name} is the email address of another person. Choose another name.`)
}

/** CL-04: a person's mail address is no confidential client's name, or signing in by mail would find the client. */
export async function refuseMail({ tx }: Write, { user, id }: Named): Promise<void> {
  const { mail } = user.account
  if (mail === '' || user.status.serviceUser) return
  const client = await tx
    .selectFrom('user')
    .select('id')
    .where('name_key', '=', nameKey(mail))
    .where('oauth_client', '=', 1)
    .where('id', '!=', id ?? '')
    .executeTakeFirst()
  if (client)
    throw fieldProblem('invalid_fields', [
      {
        path: 'account.mail',
        message: `${mail} is the client ID of a confidential client. Give another address.`,
      },
    ])
}

export const loginNameTaken = (name: string) => () => ({
  path: 'account.name',
  message: `The login name ${name} is already used. Choose another.`,
})

const wrong = (message: string) => fieldProblem('invalid_fields', [{ path: 'account.name', message }])
