import type { Kysely } from 'kysely'
import type { IdentityProviderConfig } from '#schema/identityProvider/index.ts'
import type { Actor } from '../actor.ts'
import { Problem } from '../problem.ts'
import type { Tables } from '../store/tables.ts'
import { standsForAnyTenant, tenantsOf } from './providerMetadata.ts'

type Settings = { before: IdentityProviderConfig; after: IdentityProviderConfig }

/** Whether secrets and codes go to another client or identity provider. */
export const isOtherClient = ({ before, after }: Settings) =>
  (['clientId', 'metadataUrl', 'acceptedIssuer'] as const).some(
    (key) => after.inboundMetadata[key] !== before.inboundMetadata[key],
  )

/** Whether tokens of another issuer count: where one stands for any tenant, those that are listed say which (FC-02). */
const isOtherIssuer = ({ before, after }: Settings) => {
  if (isOtherClient({ before, after })) return true
  const listed = tenantsOf(before)
  return standsForAnyTenant(after) && tenantsOf(after).some((tenant) => !listed.includes(tenant))
}

/** Whether somebody else than before says who has the values that group mappings name, or people have them who were kept out (RP-17). */
export const isOtherSource = (settings: Settings) =>
  isOtherIssuer(settings) ||
  letsMoreIn(settings) ||
  settings.after.groupMappings.claim !== settings.before.groupMappings.claim

/** Whether a required claim is gone, or takes a value that it did not. Fewer values, and more claims, keep people out. */
const letsMoreIn = ({ before, after }: Settings) =>
  !before.authentication.requiredClaims.every(({ claim, values }) =>
    after.authentication.requiredClaims.some(
      (row) => row.claim === claim && row.values.every((value) => values.includes(value)),
    ),
  )

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
      'People are linked to this identity provider. Only System Administrators change its Client ID, metadata URL and issuer now, or add a tenant to the required claim tid.',
    )
}

/**
 * A test sign-in has the Redirect URL of real ones. Whoever says where its codes go could use one of somebody who signs in at the real issuer for a
 * sign-in of their own (RP-02).
 */
export async function refuseOtherTest(db: Kysely<Tables>, change: Change): Promise<void> {
  await refuseOtherLinks(db, change)
  const { actor, before } = change
  if (!actor.systemAdministrator && before.settings.active && isOtherClient(change))
    throw new Problem(
      'forbidden',
      'People sign in through this identity provider. Only System Administrators test it with another Client ID, metadata URL or issuer. To test these, add another identity provider.',
    )
}
