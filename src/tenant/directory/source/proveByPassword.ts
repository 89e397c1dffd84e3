import type { Row } from '../../store/tables.ts'
import type { Tenant } from '../../tenant.ts'
import type { Reserve } from '../oneTry.ts'
import { secretFits } from '../secretFits.ts'
import { directories } from './directories.ts'
import { Unreachable, type Directory, type Entry, type Verdict } from './directory.ts'

export type Proven =
  | { user: Row<'user'> }
  /** Right, but the person has to choose another one before anything is given for it. */
  | { toChange: Row<'user'> }
  /** Why, for the event only: callers tell nothing apart (RL-03). */
  | { refused: string; user: Row<'user'> | null }
  /** Milliseconds until the next try is allowed. */
  | { wait: number }
  /** The directory that has to say it does not answer. */
  | { unreachable: string }

type Asked = { name: string; password: string; reserve: Reserve }

/**
 * Asks the directories in their order. The first that knows the name and keeps a password decides: a wrong one is asked of nobody else, or an account of
 * the same name elsewhere would be a second try. Where nobody compared anything, the same work is done (CL-03).
 */
export async function proveByPassword(tenant: Tenant, asked: Asked): Promise<Proven> {
  let known: Row<'user'> | null = null
  for (const directory of await directories(tenant)) {
    const said = await ask(directory, asked).catch((error: unknown) => {
      if (error instanceof Unreachable) return { verdict: 'unreachable' as const, entry: null }
      throw error
    })
    if (said === null) continue
    if (said.verdict === 'unreachable') return { unreachable: directory.name }
    if (typeof said.verdict === 'object') return said.verdict
    const user = await accountOf(tenant, said.entry)
    if (said.verdict !== 'noPassword') return outcomeOf(said.verdict, { directory, user })
    known ??= user
  }
  const { password, reserve } = asked
  const fitting = await secretFits(tenant, { credentials: [], secret: password, reserve })
  if (fitting !== null && typeof fitting === 'object') return fitting
  return { refused: unprovable(known), user: known }
}

/** What the right password would be answered; or the directory that others keep, and that alone could say it. */
export type Foreseen = Judged | { elsewhere: string }
type Judged = Exclude<Proven, { wait: number } | { unreachable: string }>

/** The same as proveByPassword without a password, as far as what is kept here tells. Nobody is asked, and nothing is counted. */
export async function foreseePassword(tenant: Tenant, name: string): Promise<Foreseen> {
  let known: Row<'user'> | null = null
  for (const directory of await directories(tenant)) {
    if (directory.verify && !directory.foresee) return { elsewhere: directory.name }
    const [entry, another] = await directory.find({ attribute: 'name', value: name })
    if (!entry) continue
    if (another) return { refused: faults.wrong, user: null }
    const user = await accountOf(tenant, entry)
    const verdict = (await directory.foresee?.(entry)) ?? 'noPassword'
    if (verdict !== 'noPassword' && verdict !== 'unreachable') return outcomeOf(verdict, { directory, user })
    known ??= user
  }
  return { refused: unprovable(known), user: known }
}

/** Why nobody could say whether a password is right. */
const unprovable = (known: Row<'user'> | null) =>
  known ? 'no directory keeps a password of theirs' : 'unknown login name'

/** A directory that is slow is one that does not answer. */
const longest = 10_000

type Said = { verdict: Verdict | { wait: number }; entry: Entry | null }

/** Null where nobody of the name is. */
async function ask(directory: Directory, { name, password, reserve }: Asked): Promise<Said | null> {
  const [entry, another] = await directory.find({ attribute: 'name', value: name })
  if (!entry) return null
  if (another) return { verdict: 'wrong', entry: null }
  if (!directory.verify) return { verdict: 'noPassword', entry }
  const signal = AbortSignal.timeout(longest)
  return { verdict: await directory.verify(entry, password, { reserve, signal }), entry }
}

async function accountOf({ database }: Tenant, entry: Entry | null): Promise<Row<'user'> | null> {
  if (!entry?.userId) return null
  const row = await database.read
    .selectFrom('user')
    .selectAll()
    .where('id', '=', entry.userId)
    .executeTakeFirst()
  return row ?? null
}

type Decided = Exclude<Verdict, 'noPassword' | 'unreachable'>

function outcomeOf(
  verdict: Decided,
  { directory, user }: { directory: Directory; user: Row<'user'> | null },
): Judged {
  const refused = faultOf(verdict, { directory, user })
  if (refused !== null || user === null) return { refused: refused ?? 'unknown login name', user }
  return verdict === 'mustChange' ? { toChange: user } : { user }
}

function faultOf(
  verdict: Decided,
  { directory, user }: { directory: Directory; user: Row<'user'> | null },
): string | null {
  if (user?.oauth_client === 1) return 'confidential clients cannot sign in'
  if (verdict === 'mustChange' && directory.kind !== 'CDS')
    return `the password has to be changed in ${directory.name}`
  if (verdict !== 'right' && verdict !== 'mustChange') return faults[verdict]
  if (user === null) return `known to ${directory.name}, and has no account here`
  if (user.state !== 'None') return `account is ${user.state.toLowerCase()}`
  return null
}

const faults = {
  wrong: 'wrong password',
  expired: 'password has expired',
  locked: 'account is locked',
  disabled: 'account is disabled',
}
