import { equal } from '#schema/change.ts'
import { isLive } from '#schema/secret.ts'
import { userCategories, userConfig, withConsequences, type UserConfig } from '#schema/user/index.ts'
import type { NewEvent } from '../audit/event.ts'
import { recordChange } from '../audit/recordChange.ts'
import { renameOwner } from '../application/applicationRows.ts'
import { uniqueName } from '../object/uniqueName.ts'
import { fieldProblem, parsed, refuseUnseen } from '../problem.ts'
import type { Write } from '../write.ts'
import { refuseSecondBreakGlass } from './breakGlass.ts'
import { replaceCredential } from './credential.ts'
import { userColumns } from './insertUser.ts'
import { endSessions } from './loginSession.ts'
import { takeUser } from './readUser.ts'
import { refusePassword, refuseProgram } from './refuseCredential.ts'
import { standingOf, standingOfUser } from './rightsOf.ts'
import { secretsOf } from './secretsOf.ts'
import { loginNameTaken, refuseMail, refuseName, refuseSigns } from './userName.ts'

type Change = {
  id: string
  /** The settings that are wanted, from those that are held. */
  change: (current: UserConfig) => unknown
  /** Hash of another password; the present one stays without. */
  hash?: string | undefined
  expectedVersion?: number | undefined
  why: string
}

/**
 * Changes a user. With `expectedVersion` a stale edit is refused with the current version (CF-01). Another password, and a state or kind that
 * cannot sign in, end the sessions. Whether the author may is judged before; inside keepingAnAdministrator.
 */
export async function updateUser(
  write: Write,
  { id, change, hash, expectedVersion, why }: Change,
): Promise<number> {
  const { tx, tenant } = write
  const { row, config: before } = await takeUser(write, id, expectedVersion)
  const after = withConsequences(parsed(userConfig, change(before)))
  const same = equal(after, before)
  if (same && hash === undefined) return row.version
  if (hash !== undefined) await refusePassword(tx, row)
  refuseProgram(row, after)
  if (after.account.name !== before.account.name) refuseSigns(after.account.name, row)

  refuseUnseen(userCategories, { after, before })
  await refuseClash(write, { id, before, after })
  if (hash === undefined && before.status.oauthClient && !after.status.oauthClient)
    await refuseSeveral(write, id)
  const at = tenant.clock()
  const version = row.version + 1
  const password = hash === undefined ? {} : { password_changed_at: at }
  await uniqueName(
    () =>
      tx
        .updateTable('user')
        .set({ ...userColumns(after), ...password, version, updated_at: at })
        .where('id', '=', id)
        .execute(),
    loginNameTaken(after.account.name),
  )
  await renameOwner(tx, { id, before: row.names, after: userColumns(after).names })
  if (hash !== undefined) await replaceCredential(tx, { ownerType: 'user', ownerId: id, hash, at })
  if (hash !== undefined || !canSignIn(after)) await endSessions(tx, { userId: id, at })
  const object = { type: 'user' as const, id, name: after.account.name }
  const detail = { why }
  const modified: NewEvent = { type: 'Cloud.Core.User.Modify', object, detail }
  const reset: NewEvent = { type: 'Cloud.Core.User.PasswordReset', object, detail }
  const events: [NewEvent, ...NewEvent[]] = same
    ? [reset]
    : hash === undefined
      ? [modified]
      : [modified, reset]
  await recordChange(write, { type: 'user', id, version, before, after, why, at }, ...events)
  return version
}

type Versions = { id: string; before: UserConfig; after: UserConfig }

async function refuseClash(write: Write, { id, before, after }: Versions): Promise<void> {
  if (after.account.name !== before.account.name) await refuseName(write, { user: after, id })
  if (!equal(after, before)) await refuseMail(write, { user: after, id })
  await refuseSecondBreakGlass(write, { user: after, id })
  await refuseHiddenAdministrator(write, { id, before, after })
  const becomesClient = after.status.oauthClient && !before.status.oauthClient
  // CL-04
  if (becomesClient && (await standingOf(write.tx, id))?.systemAdministrator)
    throw fieldProblem('invalid_fields', [
      {
        path: 'status.oauthClient',
        message: 'A System Administrator cannot be a confidential client. Remove the role first.',
      },
    ])
}

/** CL-04: should the tables make a confidential client a member of System Administrator all the same, nobody makes a person of it. */
async function refuseHiddenAdministrator({ tx }: Write, { id, before, after }: Versions): Promise<void> {
  if (after.status.oauthClient || !before.status.oauthClient) return
  const standing = await standingOf(tx, id)
  if (!standing) return
  const asPerson = await standingOfUser(tx, { ...standing.user, oauth_client: 0 })
  if (asPerson.systemAdministrator)
    throw fieldProblem('invalid_fields', [
      {
        path: 'status.oauthClient',
        message:
          'This account is in the role System Administrator, which would then count. Take it out first.',
      },
    ])
}

/** A person has one password, which a single secret becomes; which of two it were nobody could know. */
async function refuseSeveral({ tx, tenant }: Write, id: string): Promise<void> {
  const now = tenant.clock()
  const live = (await secretsOf(tx, { type: 'user', id })).filter((each) => isLive(each, now))
  if (live.length < 2) return
  throw fieldProblem('invalid_fields', [
    {
      path: 'status.oauthClient',
      message: 'This client has two secrets, and a person has one password. Revoke one of them first.',
    },
  ])
}

const canSignIn = ({ status }: UserConfig) => status.state === 'None' && !status.oauthClient
