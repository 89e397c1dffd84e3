import { readStored } from '#schema/category.ts'
import { cloudDirectory, federatedDirectory } from '#schema/directoryService.ts'
import { authentication } from '#schema/identityProvider/authentication.ts'
import { userCategories } from '#schema/user/index.ts'
import { insertUser } from '../directory/insertUser.ts'
import { standingOf } from '../directory/rightsOf.ts'
import { updateUser } from '../directory/updateUser.ts'
import { lockObject } from '../object/takeObject.ts'
import { isUniqueViolation } from '#platform/database/database.ts'
import type { Author } from '../audit/event.ts'
import { Problem } from '../problem.ts'
import type { Row } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import type { Write } from '../write.ts'
import { textClaim, textsOf, type Claims } from './claims.ts'
import { cannotSignIn, FederationFault } from './federationFault.ts'
import { findAccount, type Account } from './findAccount.ts'
import { groupsOf, rowsFor, withRowsOfAll } from './groupMappings.ts'
import { keepSightings, newSightings, type Sightings } from './groupSightings.ts'
import { keepFederatedGroups } from './keepFederatedGroups.ts'
import type { WhoCame } from './providerClient.ts'
import type { StoredIdentityProvider } from './readIdentityProvider.ts'
import { linksOf } from './identityLinks.ts'
import { holdRequiredClaims } from './requiredClaims.ts'
import { speaksFor } from './speaksFor.ts'

export type Settled = {
  user: Row<'user'>
  joined: string[]
  left: string[]
  how: 'linked' | 'mapped' | 'created'
}

/**
 * Finds or makes the account of somebody who came, links it, and gives it the groups that it has by this identity provider. One transaction with what
 * is done then; where nothing changes, next to nothing is written. Throws FederationFault.
 */
export async function settleAccount<Result>(
  tenant: Tenant,
  { by, ...asked }: Asked,
  then: (settled: Settled, write: Write) => Promise<Result> | Result,
): Promise<Result> {
  const { stored } = asked
  const decided = await decide(tenant, asked)
  return orDenied(stored, () =>
    tenant.database.write(async (tx) => {
      await holdUnchanged(tx, stored)
      const write = { tx, tenant, by }
      return then(await settle(write, decided), write)
    }),
  )
}

/**
 * What settleAccount would do, by doing it in a transaction that is undone: no user, link, group or event comes of it. The settings need not
 * be saved, nor active. Throws FederationFault.
 */
export async function trySettling(tenant: Tenant, { by, ...asked }: Asked): Promise<Settled> {
  const decided = await decide(tenant, asked)
  let settled: Settled | undefined
  const undone = new Error('Nothing of a test sign-in stays')
  await orDenied(asked.stored, () =>
    tenant.database.write(async (tx) => {
      settled = await settle({ tx, tenant, by }, decided)
      throw undone
    }),
  ).catch((error: unknown) => {
    if (error !== undone) throw error
  })
  if (!settled) throw new Error('A transaction passed that was to be undone')
  return settled
}

type Asked = { stored: StoredIdentityProvider; came: WhoCame; by: Author }

type Decided = Omit<Asked, 'by'> & {
  account: Exclude<Account, { denied: string }>
  groups: ReadonlySet<string>
  sightings: Sightings
}

/** Before the transaction, because a directory may have to be asked. */
async function decide(tenant: Tenant, { stored, came }: Omit<Asked, 'by'>): Promise<Decided> {
  const { row, config } = stored
  const { issuer, subject, claims } = came
  holdRequiredClaims(stored, claims)
  const speaks = await speaksFor(tenant.database.read, row.id)
  const account = await findAccount(tenant, {
    identityProvider: { id: row.id, config },
    issuer,
    subject,
    claims,
    speaks,
  })
  if ('denied' in account) throw denied(row.name, account.denied)
  const rows = await withRowsOfAll(tenant.database.read, stored)
  const values = sentGroups(stored, claims)
  const sightings = await newSightings(tenant.database.read, tenant.clock(), {
    identityProvider: row.id,
    claim: config.groupMappings.claim,
    claims,
    values,
    rows,
  })
  return { stored, came, account, groups: groupsOf(rowsFor(rows, values)), sightings }
}

/** The values by which somebody joins groups. */
export const sentGroups = ({ config }: Pick<StoredIdentityProvider, 'config'>, claims: Claims): string[] => {
  const { claim } = config.groupMappings
  return claim === '' ? [] : textsOf(claims, claim)
}

async function settle(write: Write, { account, groups, sightings, ...settling }: Decided): Promise<Settled> {
  const { tx } = write
  const { stored, came } = settling
  const { row } = stored
  const { issuer, subject } = came
  const userId = await accountIn(write, { ...settling, account })
  await keepLink(write, { identityProvider: row.id, issuer, subject, userId })
  const changed = await keepFederatedGroups(write, { identityProvider: row.id, userId, groups })
  await keepSightings(write, row.id, sightings)
  if ((await standingOf(tx, userId))?.systemAdministrator)
    throw denied(row.name, 'The groups of the person lead to System Administrator')
  const user = await tx.selectFrom('user').selectAll().where('id', '=', userId).executeTakeFirstOrThrow()
  const how = 'create' in account ? 'created' : account.linked ? 'linked' : 'mapped'
  return { user, ...changed, how }
}

const orDenied = <Result>({ row }: StoredIdentityProvider, run: () => Promise<Result>): Promise<Result> =>
  run().catch((error: unknown) => {
    // What a name or an attribute may not be: said to the administrator, as to whoever types it
    if (error instanceof Problem) throw denied(row.name, error.message)
    if (isUniqueViolation(error))
      throw denied(row.name, 'The account was linked to somebody else of the same identity provider just now')
    throw error
  })

/** RP-14: what was switched off, deleted or changed since the sign-in began lets nobody in. */
async function holdUnchanged(tx: Write['tx'], { row }: StoredIdentityProvider): Promise<void> {
  const now = await tx
    .selectFrom('identity_provider')
    .select('version')
    .where('id', '=', row.id)
    .where('active', '=', 1)
    .executeTakeFirst()
  if (now?.version !== row.version)
    throw denied(row.name, 'The identity provider was changed while the person was signing in')
}

const denied = (name: string, seen: string) =>
  new FederationFault('accountFound', {
    text: cannotSignIn(name),
    expected: 'One account that the identity provider may speak for',
    seen,
  })

async function accountIn(
  write: Write,
  { stored, came, account }: Omit<Decided, 'groups' | 'sightings'>,
): Promise<string> {
  const { row, config } = stored
  const { subject, claims } = came
  if ('create' in account) {
    const { name, inCloud } = account.create
    const blank = readStored(userCategories, {})
    return insertUser(write, {
      config: { ...blank, account: { ...blank.account, name, ...attributesOf(claims) } },
      why: `Came through ${row.name}`,
      from: {
        directory: inCloud ? cloudDirectory : federatedDirectory,
        externalId: `${row.id} ${subject}`,
      },
    })
  }
  const { user } = account
  if (!account.linked) await holdUnlinked(write, { user, provider: row.name, subject })
  if (!config.authentication.updateCloudUsers || user.directory_id !== cloudDirectory) return user.id
  const said = attributesOf(claims)
  // RP-11: nothing by which any identity provider finds accounts
  const mapped = await mappedAttributes(write.tx)
  if (mapped.has('MobileNumber')) delete said.mobileNumber
  if (mapped.has('DisplayName')) delete said.displayName
  if (Object.keys(said).length > 0)
    await updateUser(write, {
      id: user.id,
      change: (current) => ({ ...current, account: { ...current.account, ...said } }),
      why: `As ${row.name} says`,
    })
  return user.id
}

/** Of two identity providers that match an account at the same moment one is linked: an account belongs to nobody of another (AZ-05). */
async function holdUnlinked(
  write: Write,
  { user, provider, subject }: { user: Row<'user'>; provider: string; subject: string },
): Promise<void> {
  await lockObject(write, { type: 'user', id: user.id })
  const [other] = await linksOf(write.tx, user.id)
  if (other)
    throw denied(
      provider,
      `The matching account ${user.name} was linked to ${other.subject} of ${other.provider} just now, and ${subject} came. Remove that link if both are one person`,
    )
}

async function mappedAttributes(tx: Write['tx']): Promise<Set<string>> {
  const rows = await tx.selectFrom('identity_provider').select('config').execute()
  return new Set(
    rows.map(
      (row) =>
        readStored([authentication], JSON.parse(row.config) as Record<string, unknown>).authentication
          .directoryAttribute,
    ),
  )
}

/** RP-11: how a person is shown and called, and nothing by which an account is found or let in. */
function attributesOf(claims: Claims): { displayName?: string; mobileNumber?: string } {
  const displayName = textClaim(claims, 'name')?.slice(0, 200)
  const mobileNumber = textClaim(claims, 'phone_number')
  const phone = mobileNumber !== undefined && /^[+0-9 ()./-]{1,40}$/.test(mobileNumber)
  return { ...(displayName ? { displayName } : {}), ...(phone ? { mobileNumber } : {}) }
}

async function keepLink(
  { tx, tenant }: Write,
  {
    identityProvider,
    issuer,
    subject,
    userId,
  }: Record<'identityProvider' | 'issuer' | 'subject' | 'userId', string>,
): Promise<void> {
  const at = tenant.clock()
  await tx
    .insertInto('identity_link')
    .values({
      identity_provider_id: identityProvider,
      issuer,
      subject,
      user_id: userId,
      linked_at: at,
      last_used_at: at,
    })
    .onConflict((conflict) =>
      conflict.columns(['identity_provider_id', 'issuer', 'subject']).doUpdateSet({ last_used_at: at }),
    )
    .execute()
}
