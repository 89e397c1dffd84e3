import type { IdentityProviderConfig } from '#schema/identityProvider/index.ts'
import { nameKey } from '#schema/nameKey.ts'
import { sortKey } from '#schema/sortKey.ts'

/** The columns that settings fill. Group mappings have rows of their own (groupMappings.ts). */
export function identityProviderColumns(config: IdentityProviderConfig) {
  const { name, active, federationType } = config.settings
  const { mappings: _, ...groupMappings } = config.groupMappings
  return {
    name,
    name_key: nameKey(name),
    sort_key: sortKey(name),
    federation_type: federationType,
    active: active ? 1 : 0,
    config: JSON.stringify({ ...config, groupMappings }),
  }
}
