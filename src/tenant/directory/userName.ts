import type { UserConfig } from '#schema/user/index.ts'
import { fieldProblem } from '../problem.ts'
import type { Write } from '../write.ts'
import { nameKey } from '#schema/nameKey.ts'
import { deceptiveInWords, looksDeceptive } from '#schema/deceptiveName.ts'

type Named = {
  user: UserConfig
  id: string | null
  /** Whether an identity provider brings the person, of whom it may speak (federation/speaksFor.ts). */
  brought?: boolean
}

/**
 * Refuses a login name that could be taken for somebody else's: look-alikes (RP-08), a suffix that is not the tenant's (D11), another
 * person's mail address (NT-37). That it is unique is the database's constraint.
 */
export async function refuseName(write: Write, { user, id, brought = false }: Named): Promise<void> {
  const { tx, tenant } = write
  const { name } = user.account
  if (looksDeceptive(name)) throw wrong(deceptiveInWords)
  if (!brought) await refuseSuffix(tx, name)
  // Names and mail addresses are compared across rows, which no constraint does.
  await tenant.database.lock(tx, 'user-names')
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

async function refuseSuffix(tx: Write['tx'], name: string): Promise<void> {
  const suffix = name.slice(name.lastIndexOf('@') + 1).toLowerCase()
  const known = await tx.selectFrom('login_suffix').select('suffix').orderBy('created_at').execute()
  if (known.some((row) => row.suffix === suffix)) return
  // A domain whose people are sent to an identity provider is one by that
  const routed = await tx
    .selectFrom('routing_rule')
    .select('domain')
    .where('domain', '=', suffix)
    .executeTakeFirst()
  if (routed && suffix !== '') return
  const choice = known.map((row) => row.suffix).join(' or ')
  throw wrong(`${suffix} is no login suffix of this tenant. Use ${choice}.`)
}

const wrong = (message: string) => fieldProblem('invalid_fields', [{ path: 'account.name', message }])
