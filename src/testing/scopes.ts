import { sql } from 'kysely'
import type { z } from 'zod'
import type { Api, EndpointName } from '#schema/api.ts'
import { cloudDirectory } from '#schema/directoryService.ts'
import { sortKey } from '#schema/sortKey.ts'
import type { Tenant } from '#tenant/tenant.ts'

export type Result<Name extends EndpointName> = z.output<Api[Name]['response']>

/** What reviewers look at, with many clients. */
export const scopePages = [
  ['List', {}],
  ['List', { page: 400 }],
  ['List', { text: 'client 77' }],
  ['List', { risk: 'administers' }],
  ['List', { unusedDays: 90 }],
  ['Reach', { by: 'users' }],
  ['Reach', { by: 'users', page: 100 }],
  ['Reach', { by: 'call', what: 'Redrock/query', text: 'client 77' }],
  ['Reach', { by: 'right', what: 'rouserman' }],
] as const

const batch = 500
const patterns = [
  ['Redrock/query$'],
  ['Redrock/.*'],
  ['SaasManage/.*'],
  ['CDirectoryService/.*', 'UserMgmt/.*'],
  ['Security/WhoAmI$'],
  ['.*'],
]

/** Applications with a scope, a client and a role of its own each, in the tables at once. Every other client may look at users. */
export async function manyClients({ database, clock }: Tenant, count: number): Promise<void> {
  const now = clock()
  for (let start = 0; start < count; start += batch) {
    const all = Array.from({ length: Math.min(batch, count - start) }, (_, index) => start + index)
    const named = all.map((index) => ({ index, id: `many-${index}`, name: `Client ${index}` }))
    const times = { version: 1, created_at: now, updated_at: now }
    await database.write(async (tx) => {
      await tx
        .insertInto('application')
        .values(
          named.map(({ id, name }) => ({
            id,
            application_id: id,
            application_id_key: id,
            issuer_key: null,
            name,
            sort_key: sortKey(name),
            template: 'OAuth2ServerClient',
            names: name.toLowerCase(),
            granted: 1,
            config: '{}',
            built_in: 0,
            ...times,
          })),
        )
        .execute()
      await tx
        .insertInto('application_scope')
        .values(
          named.map(({ index, id, name }) => ({
            application_id: id,
            name: 'access',
            sort_key: sortKey('access'),
            description: '',
            // A twentieth are like no other
            patterns: JSON.stringify(
              index % 20 === 0 ? [`Redrock/query|Own${index}$`] : patterns[index % patterns.length],
            ),
            opens: 1,
            text: `access\n${name}`.toLowerCase(),
          })),
        )
        .execute()
      await tx
        .insertInto('user')
        .values(
          named.map(({ id }) => ({
            id,
            name: `${id}@acme.test`,
            name_key: `${id}@acme.test`,
            sort_key: sortKey(`${id}@acme.test`),
            mail: '',
            mail_key: '',
            names: id,
            suffix: 'acme.test',
            phone_key: '',
            directory_id: cloudDirectory,
            external_id: null,
            display_name: '',
            state: 'None' as const,
            oauth_client: 1,
            service_user: 1,
            in_everybody: 0,
            tokens_without_application: 0,
            config: '{}',
            last_login_at: null,
            password_changed_at: now,
            ...times,
          })),
        )
        .execute()
      await tx
        .insertInto('role')
        .values(
          named.map(({ id, name }) => ({
            id,
            name,
            name_key: id,
            sort_key: sortKey(name),
            description: '',
            built_in: 0,
            ...times,
          })),
        )
        .execute()
      await tx
        .insertInto('role_member')
        .values(named.map(({ id }) => ({ role_id: id, member_type: 'User' as const, member_id: id })))
        .execute()
      await tx
        .insertInto('role_right')
        .values(
          named
            .filter(({ index }) => index % 2 === 0)
            .map(({ id }) => ({ role_id: id, right_file: 'rouserman' })),
        )
        .execute()
      await tx
        .insertInto('application_grant')
        .values(
          named.map(({ id, name }) => ({
            application_id: id,
            principal_type: 'Role' as const,
            principal_id: id,
            principal_name: name,
            bits: 128,
          })),
        )
        .execute()
    })
  }
  // As PostgreSQL does by itself a moment later
  if (database.kind === 'postgres') await database.write((tx) => sql`analyze`.execute(tx))
}
