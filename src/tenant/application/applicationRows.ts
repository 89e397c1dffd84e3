import { sql, type Transaction } from 'kysely'
import { applicationIdKey } from '#schema/application/applicationId.ts'
import type { ApplicationConfig, TemplateName } from '#schema/application/index.ts'
import { isOwnClient } from '#schema/application/ofTemplate.ts'
import { issuerKey } from '#schema/application/issuer.ts'
import { toBits } from '#schema/grant.ts'
import { sortKey } from '#schema/sortKey.ts'
import type { Tables } from '../store/tables.ts'
import { searchedNames } from '../object/searchedNames.ts'
import { searchText, type Searched } from './searchText.ts'

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
    owner_id: config.description.owner,
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
  { builtIn, ...application }: Omit<Searched, 'ownerNames'> & { builtIn: boolean },
): Promise<void> {
  const { id, config } = application
  await tx.deleteFrom('application_search').where('application_id', '=', id).execute()
  if (builtIn) return
  await tx
    .insertInto('application_search')
    .values({
      name_key: sortKey(config.description.name),
      application_id: id,
      text: searchText({ ...application, ownerNames: await namesOf(tx, config.description.owner) }),
    })
    .execute()
}

async function namesOf(tx: Transaction<Tables>, owner: string): Promise<string> {
  if (owner === '') return ''
  return (await tx.selectFrom('user').select('names').where('id', '=', owner).executeTakeFirst())?.names ?? ''
}

/** Somebody is called otherwise, and what they look after is found by that. */
export async function renameOwner(
  tx: Transaction<Tables>,
  { id, before, after }: { id: string; before: string; after: string },
): Promise<void> {
  if (before === after) return
  const owned = tx
    .selectFrom('application')
    .select('id')
    .where('owner_id', '=', id)
    .where('owner_id', '<>', '')
  await tx
    .updateTable('application_search')
    .set({ text: sql<string>`replace(text, ${`\n${before}`}, ${`\n${after}`})` })
    .where('application_id', 'in', owned)
    .execute()
}
