import { sql, type RawBuilder } from 'kysely'
import { federatedDirectory } from '#schema/directoryService.ts'

/** Through which identity provider somebody of the federated directory comes: of several, the one of the newest sign-in. Null for everybody else. */
export const partnerOf = (userId: RawBuilder<unknown>) => sql`(select ${sql.ref('identity_provider.name')}
  from identity_link
  join identity_provider on ${sql.ref('identity_provider.id')} = ${sql.ref('identity_link.identity_provider_id')}
  join ${sql.table('user')} as federated on ${sql.ref('federated.id')} = ${sql.ref('identity_link.user_id')}
  where ${sql.ref('identity_link.user_id')} = ${userId} and ${sql.ref('federated.directory_id')} = ${sql.lit(federatedDirectory)}
  order by ${sql.ref('identity_link.last_used_at')} desc, ${sql.ref('identity_provider.sort_key')} limit 1)`
