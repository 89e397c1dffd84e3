import type { Kysely } from 'kysely'
import type { IdentityProviderConfig } from '#schema/identityProvider/index.ts'
import type { Actor } from '../actor.ts'
import { Problem } from '../problem.ts'
import type { Tables } from '../store/tables.ts'

type Settings = { before: IdentityProviderConfig; after: IdentityProviderConfig }

export const isOtherIssuer = ({ before, after }: Settings) =>
  (['clientId', 'metadataUrl', 'acceptedIssuer'] as const).some(
    (key) => after.inboundMetadata[key] !== before.inboundMetadata[key],
  )

/** Whether somebody else than before says who has the values that group mappings name. */
export const isOtherSource = (settings: Settings) =>
  isOtherIssuer(settings) || settings.after.groupMappings.claim !== settings.before.groupMappings.claim

type Change = Settings & { id: string; actor: Pick<Actor, 'systemAdministrator'> }

/** Whoever says where the tokens come from says who the people are who are linked already (AZ-05). */
export async function refuseOtherLinks(db: Kysely<Tables>, change: Change): Promise<void> {
  const { id, actor } = change
  if (actor.systemAdministrator || !isOtherIssuer(change)) return
  const linked = await db
    .selectFrom('identity_link')
    .select('subject')
    .where('identity_provider_id', '=', id)
    .limit(1)
    .executeTakeFirst()
  if (linked)
    throw new Problem(
      'forbidden',
      'People are linked to this identity provider. Only System Administrators change its Client ID, metadata URL and issuer now.',
    )
}

/**
 * A test sign-in has the Redirect URL of real ones. Whoever says where its codes go could use one of somebody who signs in at the real issuer for a
 * sign-in of their own (RP-02).
 */
export async function refuseOtherTest(db: Kysely<Tables>, change: Change): Promise<void> {
  await refuseOtherLinks(db, change)
  const { actor, before } = change
  if (!actor.systemAdministrator && before.settings.active && isOtherIssuer(change))
    throw new Problem(
      'forbidden',
      'People sign in through this identity provider. Only System Administrators test it with another Client ID, metadata URL or issuer. To test these, add another identity provider.',
    )
}
