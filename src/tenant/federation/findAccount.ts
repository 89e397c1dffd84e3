import type { Kysely } from 'kysely'
import type { IdentityProviderConfig } from '#schema/identityProvider/index.ts'
import { cloudDirectory } from '#schema/directoryService.ts'
import { nameKey } from '#schema/nameKey.ts'
import { directories } from '../directory/source/directories.ts'
import { Unreachable, type Attribute, type Entry } from '../directory/source/directory.ts'
import { standingOf } from '../directory/rightsOf.ts'
import type { Row, Tables } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import { isMailVerified, textClaim, vouchesForMail, type Claims } from './claims.ts'
import { linksOf } from './identityLinks.ts'
import { maySpeakFor, type SpeaksFor } from './speaksFor.ts'

type User = Row<'user'>

/** Which account somebody of an identity provider has here. `denied` is for the administrator's event. */
export type Account =
  { user: User; linked: boolean } | { create: { name: string; inCloud: boolean } } | { denied: string }

type Asked = {
  identityProvider: { id: string; config: IdentityProviderConfig }
  issuer: string
  subject: string
  claims: Claims
  speaks: SpeaksFor
}

/**
 * Finds the account (RP-06, RP-07, RP-09, RP-10, S1, S4): who is linked stays who they are; before that, the mapping of the identity provider decides. Reads
 * only, so that a test sign-in can ask as well.
 */
export async function findAccount(tenant: Tenant, asked: Asked): Promise<Account> {
  const db = tenant.database.read
  const linked = await linkedUser(db, asked)
  if (linked) return guarded(db, linked, true)
  const { mapping } = asked.identityProvider.config.authentication
  if (mapping === 'Disabled') return newAccount(db, asked, { inCloud: false })
  const match = await matching(tenant, asked)
  if ('denied' in match) return match
  if (match.user) return mapped(db, asked, match.user)
  if (mapping === 'Optional') return newAccount(db, asked, { inCloud: false })
  return asked.identityProvider.config.authentication.createCloudUser
    ? newAccount(db, asked, { inCloud: true })
    : { denied: 'No account here matches, and the identity provider requires one' }
}

const linkedUser = (db: Kysely<Tables>, { identityProvider, issuer, subject }: Asked) =>
  db
    .selectFrom('identity_link')
    .innerJoin('user', 'user.id', 'identity_link.user_id')
    .where('identity_provider_id', '=', identityProvider.id)
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .selectAll('user')
    .executeTakeFirst()

/** RP-10: nobody becomes one of these by what another server says. */
export async function guarded(
  db: Kysely<Tables>,
  user: User,
  linked: boolean,
): Promise<Exclude<Account, { create: object }>> {
  const no = (what: string) => ({ denied: `The account ${user.name} ${what}` })
  if (user.state !== 'None') return no(`is ${user.state.toLowerCase()}`)
  if (user.oauth_client === 1 || user.service_user === 1) return no('is a service user')
  const standing = await standingOf(db, user.id)
  if (standing?.systemAdministrator) return no('is a System Administrator, who signs in here')
  if (user.break_glass === 1) return no('is the break-glass account, which signs in here')
  // Or whoever may set up an identity provider would hold the rights of whomever it names (AZ-05)
  if (!linked && standing && standing.rights.size > 0)
    return no(
      'holds administrative rights, and nobody becomes such an account by what an identity provider says',
    )
  return { user, linked }
}

/**
 * An account that was matched; it belongs to nobody else of the same identity provider (FC-18), and to nobody of another: who is linked gets rights later,
 * which are not for whomever another server names (AZ-05).
 */
async function mapped(db: Kysely<Tables>, asked: Asked, user: User): Promise<Account> {
  if (!maySpeakFor(asked.speaks, user.name))
    return { denied: `The identity provider has no rule for the domain of the matching account ${user.name}` }
  const links = await linksOf(db, user.id)
  const same = links.find((link) => link.identity_provider_id === asked.identityProvider.id)
  const other = same ?? links[0]
  if (other)
    return {
      denied: `The matching account ${user.name} is linked to ${other.subject} of ${same ? 'the same identity provider' : other.provider}, and ${asked.subject} came. Remove that link if both are one person`,
    }
  return guarded(db, user, false)
}

type Choice = IdentityProviderConfig['authentication']['directoryAttribute']

/** None stands for the user name. */
const attributes: Record<Choice, Attribute> = {
  None: 'name',
  Name: 'name',
  UUID: 'uuid',
  Email: 'mail',
  MobileNumber: 'phone',
  DisplayName: 'displayName',
}

async function matching(
  tenant: Tenant,
  { identityProvider, claims, speaks }: Asked,
): Promise<{ user: User | null } | { denied: string }> {
  const { authentication } = identityProvider.config
  const { federatedAttribute, directoryAttribute, directoryService, mailVerified } = authentication
  const claim = federatedAttribute || 'Username'
  const attribute = attributes[directoryAttribute]
  const value = textClaim(claims, claim)
  if (value === undefined) return { user: null }
  if (attribute === 'mail') {
    if (!vouchesForMail(claims, { claim, mailVerified }))
      return { denied: 'The mail address was not verified by the identity provider' }
    if (!maySpeakFor(speaks, value))
      return { denied: `The identity provider has no rule for the domain of the mail address ${value}` }
  }
  if (attribute === 'phone' && claims['phone_number_verified'] !== true)
    return { denied: 'The phone number was not verified by the identity provider' }
  const everywhere = attribute === 'name' || attribute === 'uuid'
  const all = await directories(tenant)
  const preferred = directoryService === 'None' ? 'CDS' : directoryService
  const first = all.filter(({ kind }) => kind === preferred)
  const rest = all.filter(({ kind }) => kind !== preferred).toSorted((a, b) => a.createdAt - b.createdAt)
  for (const directory of everywhere ? [...first, ...rest] : first) {
    let found: Entry[]
    try {
      found = await directory.find({ attribute, value })
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error
      return { denied: `${directory.name} does not answer, and could know the account` }
    }
    const [entry, another] = found
    if (another)
      return {
        denied: `Two accounts in ${directory.name} match ${value}: ${entry?.name} and ${another.name}`,
      }
    if (entry) return { user: await accountOf(tenant.database.read, entry) }
  }
  return { user: null }
}

const accountOf = async (db: Kysely<Tables>, { userId }: Entry): Promise<User | null> =>
  userId === null
    ? null
    : ((await db.selectFrom('user').selectAll().where('id', '=', userId).executeTakeFirst()) ?? null)

/** The name of a new account, if the identity provider may bring one of that name and nobody has it. */
async function newAccount(
  db: Kysely<Tables>,
  { claims, speaks }: Asked,
  { inCloud }: { inCloud: boolean },
): Promise<Account> {
  const verifiedMail = isMailVerified(claims) ? textClaim(claims, 'email') : undefined
  const said = textClaim(claims, 'preferred_username') ?? textClaim(claims, 'upn') ?? verifiedMail
  if (said === undefined)
    return { denied: 'None of preferred_username, upn and a verified email names the person' }
  const [domain, another] = speaks.domains
  if (!said.includes('@') && (domain === undefined || another !== undefined))
    return { denied: `${said} has no domain, and the identity provider has rules for none or for several` }
  const name = said.includes('@') ? said : `${said}@${domain}`
  if (!maySpeakFor(speaks, name))
    return {
      denied: `The identity provider may bring nobody of the domain of ${name}: it has no rule for it`,
    }
  const taken = await db
    .selectFrom('user')
    .select(['name', 'directory_id'])
    .where('name_key', '=', nameKey(name))
    .executeTakeFirst()
  if (taken)
    return {
      denied: `An account ${taken.name} exists already in ${taken.directory_id === cloudDirectory ? 'the Cloud Directory' : 'another directory'}, and mapping leads to none`,
    }
  return { create: { name, inCloud } }
}
