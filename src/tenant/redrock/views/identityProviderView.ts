import { sql } from 'kysely'
import { identityProviderTable } from '#schema/redrockColumns.ts'
import { federationReaders } from '#schema/right.ts'
import { holdsAny } from '../../actor.ts'
import { columnsOf, nameOf, type View } from '../view.ts'

/** External identity providers, for whoever may look at them. */
export function identityProviderView(): View {
  return {
    name: identityProviderTable.table,
    table: 'identity_provider',
    wireTable: 'identityprovider',
    columns: columnsOf(identityProviderTable, {
      ID: sql.ref('identity_provider.id'),
      Name: nameOf('identity_provider'),
      FederationType: sql.ref('identity_provider.federation_type'),
      Active: sql.ref('identity_provider.active'),
      CreateDate: sql.ref('identity_provider.created_at'),
    }),
    order: [sql.ref('identity_provider.sort_key')],
    entity: { type: 'IdentityProvider', key: sql.ref('identity_provider.id'), foreign: false },
    rowsFor: (actor) => (holdsAny(actor, federationReaders) ? 'all' : 'none'),
  }
}
