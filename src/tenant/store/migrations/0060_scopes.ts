import { sql, type Kysely } from 'kysely'

type Tables = {
  application: {
    id: string
    name: string
    application_id: string
    template: string
    config: string
    built_in: number
  }
  application_scope: {
    application_id: string
    name: string
    sort_key: string
    description: string
    patterns: string
    opens: number
    text: string
  }
}

const batch = 200

/** Scopes of all applications are looked through as one list, and what was allowed is counted by application. */
export async function up(anyDb: Kysely<unknown>, kind: 'sqlite' | 'postgres'): Promise<void> {
  const { schema } = anyDb
  const bytes = kind === 'postgres' ? 'text collate "C"' : 'text'
  await sql`create table application_scope (
    application_id text not null references application (id) on delete cascade,
    name text not null, sort_key ${sql.raw(bytes)} not null, description text not null, patterns text not null,
    opens integer not null, text text not null, primary key (application_id, name))`.execute(anyDb)
  await schema
    .createIndex('application_scope_sort_key')
    .on('application_scope')
    .columns(['sort_key', 'application_id'])
    .execute()
  await schema
    .createIndex('authorization_application')
    .on('authorization')
    .columns(['application_id', 'expires_at'])
    .execute()

  const db = anyDb.withTables<Tables>()
  let last = ''
  for (;;) {
    const applications = await db
      .selectFrom('application')
      .select(['id', 'name', 'application_id', 'template', 'config'])
      .where('built_in', '=', 0)
      .where('id', '>', last)
      .orderBy('id')
      .limit(batch)
      .execute()
    for (const application of applications) {
      last = application.id
      const rows = rowsOf(application)
      if (rows.length > 0) await db.insertInto('application_scope').values(rows).execute()
    }
    if (applications.length < batch) return
  }
}

type Stored = { scope?: { scopes?: { name: string; description?: string; patterns?: string[] }[] } }

function rowsOf({ id, name, application_id, template, config }: Omit<Tables['application'], 'built_in'>) {
  const scopes = (JSON.parse(config) as Stored).scope?.scopes ?? []
  return scopes.map((scope) => ({
    application_id: id,
    name: scope.name,
    sort_key: `${scope.name.toLowerCase()}\u0001${scope.name}`,
    description: scope.description ?? '',
    patterns: JSON.stringify(scope.patterns ?? []),
    opens: template === 'OAuth2Server' ? 0 : 1,
    text: [scope.name, scope.description ?? '', ...(scope.patterns ?? []), name, application_id]
      .join('\n')
      .toLowerCase(),
  }))
}
