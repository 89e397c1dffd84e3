import type { Kysely } from 'kysely'
import { readStored } from '#schema/category.ts'
import { identityProviderCategories, type IdentityProviderConfig } from '#schema/identityProvider/index.ts'
import type { MappedGroup } from './groupMappings.ts'
import { takeObject } from '../object/takeObject.ts'
import type { Row, Tables } from '../store/tables.ts'
import type { Write } from '../write.ts'

export type StoredIdentityProvider = {
  row: Row<'identity_provider'>
  config: IdentityProviderConfig
  mapped: readonly MappedGroup[]
}

/** An identity provider with its settings, or null. Of its client secret they say since when one is kept. */
export async function readIdentityProvider(
  db: Kysely<Tables>,
  id: string,
): Promise<StoredIdentityProvider | null> {
  const row = await db.selectFrom('identity_provider').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return null
  const mappings = await db
    .selectFrom('group_mapping')
    .innerJoin('group', 'group.id', 'group_mapping.group_id')
    .where('identity_provider_id', '=', id)
    .select(['value', 'group.name as group', 'group.id as groupId'])
    .orderBy('place')
    .execute()
  const stored = JSON.parse(row.config) as Record<string, Record<string, unknown>>
  const config = readStored(identityProviderCategories, {
    ...stored,
    settings: { ...stored['settings'], name: row.name, active: row.active === 1 },
    groupMappings: {
      ...stored['groupMappings'],
      mappings: mappings.map(({ value, group }) => ({ value, group })),
    },
  })
  return { row, config, mapped: mappings }
}

/** An identity provider that is about to be changed (takeObject). */
export const takeIdentityProvider = (
  write: Pick<Write, 'tx' | 'tenant'>,
  id: string,
  expectedVersion?: number,
) => takeObject(write, { type: 'identityProvider', id, read: readIdentityProvider, expectedVersion })
