import type { Kysely } from 'kysely'
import type { Actor } from '../actor.ts'
import { recordChange } from '../audit/recordChange.ts'
import { refuseAdministratorAccount } from '../directory/administrators.ts'
import { refuseGroupMembership, refuseUnheld } from '../directory/grantable.ts'
import { endSessionsThrough } from '../directory/loginSession.ts'
import { takeUser } from '../directory/readUser.ts'
import { standingOf } from '../directory/rightsOf.ts'
import { notThere } from '../problem.ts'
import type { Tables } from '../store/tables.ts'
import type { Write } from '../write.ts'
import { federatedGroups, keepFederatedGroups } from './keepFederatedGroups.ts'

/** Whom identity providers know a user as: one of each at most. */
export const linksOf = (db: Kysely<Tables>, userId: string) =>
  db
    .selectFrom('identity_link')
    .innerJoin('identity_provider', 'identity_provider.id', 'identity_link.identity_provider_id')
    .where('user_id', '=', userId)
    .select([
      'identity_provider_id',
      'identity_provider.name as provider',
      'issuer',
      'subject',
      'linked_at',
      'last_used_at',
    ])
    .orderBy('identity_provider.sort_key')
    .execute()

/**
 * Without the link its groups are gone, and another identity provider may match the account: nobody takes it from an account with more rights than their
 * own, or with groups that they could not give (AZ-05).
 */
export async function refuseUnlinking(
  db: Kysely<Tables>,
  actor: Actor,
  whom: { userId: string; identityProvider: string },
): Promise<void> {
  await refuseAdministratorAccount(db, actor, whom.userId)
  const standing = await standingOf(db, whom.userId)
  refuseUnheld(actor, [...(standing?.rights ?? [])])
  for (const group of await federatedGroups(db, whom)) await refuseGroupMembership(db, actor, group)
}

/**
 * Takes a link away, with what came of it: the sessions through the identity provider and the groups that it gave. Whoever signs in there next is
 * looked for anew. Whether the author may is judged before (refuseUnlinking).
 */
export async function removeLink(
  write: Write,
  { userId, identityProvider }: { userId: string; identityProvider: string },
): Promise<void> {
  const { tx, tenant } = write
  const { row, config } = await takeUser(write, userId)
  const found = await linksOf(tx, userId)
  const link = found.find((each) => each.identity_provider_id === identityProvider)
  if (!link) throw notThere('link', 'It may have been removed already.')
  await tx
    .deleteFrom('identity_link')
    .where('identity_provider_id', '=', identityProvider)
    .where('user_id', '=', userId)
    .execute()
  const { left } = await keepFederatedGroups(write, { identityProvider, userId, groups: new Set() })
  const at = tenant.clock()
  await endSessionsThrough(tx, { identityProvider, userId, at })
  const version = row.version + 1
  await tx.updateTable('user').set({ version, updated_at: at }).where('id', '=', userId).execute()
  const why = `Link to ${link.subject} of ${link.provider} removed`
  const { issuer, subject } = link
  await recordChange(
    write,
    { type: 'user', id: userId, version, before: config, after: config, why, at },
    {
      type: 'Cloud.Core.IdentityLink.Delete',
      object: { type: 'user', id: userId, name: row.name },
      detail: { why, identityProvider, issuer, subject, left },
    },
  )
}
