import type { Transaction } from 'kysely'
import { applicationIdKey } from '#schema/application/applicationId.ts'
import type { ApplicationConfig, TemplateName } from '#schema/application/index.ts'
import { isOwnClient } from '#schema/application/ofTemplate.ts'
import { issuerKey } from '#schema/application/issuer.ts'
import { toBits } from '#schema/grant.ts'
import { sortKey } from '#schema/sortKey.ts'
import type { Tables } from '../store/tables.ts'
import { searchedNames } from '../object/searchedNames.ts'
import { searchText } from './searchText.ts'

/** Grants live in a table of their own, because they are asked for by principal. */
export function columnsOf({ template, config }: { template: TemplateName; config: ApplicationConfig }) {
  const { userAccess, ...stored } = config
  const { applicationId, name } = config.description
  const { issuer } = config.generalUsage
  return {
    application_id: applicationId,
    application_id_key: applicationIdKey(applicationId),
    issuer_key: issuer === '' ? null : issuerKey(issuer),
    name,
    sort_key: sortKey(name),
    names: searchedNames(name, applicationId),
    granted: userAccess.grants.length > 0 ? 1 : 0,
    auth_methods: config.tokens.authMethods.join(','),
    client_id_type: isOwnClient({ template }) ? '' : config.generalUsage.clientIdType,
    token_type: config.tokens.tokenType,
    config: JSON.stringify(stored),
  }
}

export async function replaceGrants(
  tx: Transaction<Tables>,
  id: string,
  { userAccess }: ApplicationConfig,
): Promise<void> {
  await tx.deleteFrom('application_grant').where('application_id', '=', id).execute()
  if (userAccess.grants.length === 0) return
  await tx
    .insertInto('application_grant')
    .values(
      userAccess.grants.map((grant) => ({
        application_id: id,
        principal_type: grant.type,
        principal_id: grant.id,
        principal_name: grant.name,
        bits: toBits(grant.rights),
      })),
    )
    .execute()
}

/** The tenant's own applications are found by no search. */
export async function replaceSearch(
  tx: Transaction<Tables>,
  { builtIn, ...application }: Parameters<typeof searchText>[0] & { builtIn: boolean },
): Promise<void> {
  const { id, config } = application
  await tx.deleteFrom('application_search').where('application_id', '=', id).execute()
  if (builtIn) return
  await tx
    .insertInto('application_search')
    .values({
      name_key: sortKey(config.description.name),
      application_id: id,
      text: searchText(application),
    })
    .execute()
}
