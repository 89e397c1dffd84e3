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
      Rules: enabledRules,
      LastSignIn: lastSignIn,
      CreateDate: sql.ref('identity_provider.created_at'),
    }),
    order: [sql.ref('identity_provider.sort_key')],
    entity: { type: 'IdentityProvider', key: sql.ref('identity_provider.id'), foreign: false },
    rowsFor: (actor) => (holdsAny(actor, federationReaders) ? 'all' : 'none'),
  }
}

const id = sql.ref('identity_provider.id')
const enabledRules = sql`(select count(*) from routing_rule where routing_rule.enabled = 1 and routing_rule.identity_provider_id = ${id})`
const lastSignIn = sql`(select max(identity_link.last_used_at) from identity_link where identity_link.identity_provider_id = ${id})`
