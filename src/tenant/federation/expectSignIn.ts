import type { Kysely } from 'kysely'
import { readStored } from '#schema/category.ts'
import { cloudDirectory, federatedDirectory } from '#schema/directoryService.ts'
import { authentication } from '#schema/identityProvider/authentication.ts'
import type { Obstacle } from '#schema/routing/comparison.ts'
import type { Tables } from '../store/tables.ts'
import type { Admitted, Rule } from './admit.ts'
import type { Somebody } from './people.ts'
import { maySpeakFor, speaksBy, type SpeaksFor } from './speaksFor.ts'

export type Providers = ReadonlyMap<string, { maps: boolean; speaks: SpeaksFor }>

/** How identity providers find the accounts of people who are not linked yet, while these rules hold. */
export async function providersBy(db: Kysely<Tables>, rules: readonly Rule[]): Promise<Providers> {
  const rows = await db.selectFrom('identity_provider').select(['id', 'config']).execute()
  const enabled = rules.filter((rule) => rule.enabled)
  return new Map(
    rows.map(({ id, config }) => {
      const stored = JSON.parse(config) as Record<string, unknown>
      const { mapping } = readStored([authentication], stored).authentication
      return [id, { maps: mapping !== 'Disabled', speaks: speaksBy(enabled, id) }]
    }),
  )
}

/**
 * What keeps somebody from signing in, as far as it is known before an identity provider was asked; null for nothing. It follows findAccount.ts, which
 * decides when they come, with claims that nobody knows here.
 */
export function obstacleOf(who: Somebody, admitted: Admitted, providers: Providers): Obstacle | null {
  if (who.state !== 'None') return 'state'
  if (admitted.to === 'nowhere') return 'requiresFederation'
  if (admitted.to === 'directories' || who.person.keepsLocalSignIn)
    return who.hasPassword || !isOurs.has(who.directory_id) ? null : 'noPassword'
  if (who.service_user === 1) return 'serviceUser'
  if (who.links.has(admitted.id)) return null
  const provider = providers.get(admitted.id)
  if (!provider?.maps) return 'accountExists'
  if (!maySpeakFor(provider.speaks, who.name)) return 'otherDomain'
  return who.holdsRights ? 'holdsRights' : null
}

/** Any other directory keeps its passwords itself. */
const isOurs: ReadonlySet<string> = new Set([cloudDirectory, federatedDirectory])
