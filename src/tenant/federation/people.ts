import { sql, type ExpressionBuilder } from 'kysely'
import type { Person } from '#schema/routing/decide.ts'
import { readRows, type Reading } from '../readRows.ts'
import type { Row, Tables } from '../store/tables.ts'

/** One of many people, with what their sign-in follows from. */
export type Somebody = Pick<
  Row<'user'>,
  'id' | 'name' | 'state' | 'directory_id' | 'service_user' | 'break_glass'
> & {
  /** As the gate sees them, by any agent. */
  person: Omit<Person, 'agent'>
  holdsRights: boolean
  /** One that has not expired is kept here. */
  hasPassword: boolean
  /** The identity providers that they are linked to. */
  links: ReadonlySet<string>
}

/** Of some users: those behind an id in the order of ids, as many as one reading takes; or those of these names. */
type Which = { after: string; size: number } | { names: readonly string[] }

/**
 * Reads people in bulk, beside the thread that answers: what admit.ts asks of one person, of a few hundred at once. Confidential clients are no people.
 * `last` is where the next reading begins; null behind the end.
 */
export async function readPeople(
  reading: Reading,
  { which, now }: { which: Which; now: number },
): Promise<{ people: Somebody[]; last: string | null }> {
  const { read } = reading.database
  const columns = [
    'id',
    'name',
    'state',
    'directory_id',
    'service_user',
    'break_glass',
    'in_everybody',
  ] as const
  const users = read.selectFrom('user').select(columns).where('oauth_client', '=', 0)
  const rows = await readRows(
    reading,
    'names' in which
      ? users.where('name_key', 'in', ['', ...which.names])
      : users.where('id', '>', which.after).orderBy('id').limit(which.size),
  )
  const [first, last] = [rows.at(0)?.id, rows.at(-1)?.id]
  if (first === undefined || last === undefined) return { people: [], last: null }
  // A range needs no value for each person
  const among: Among = 'names' in which ? { ids: rows.map(({ id }) => id) } : { from: first, to: last }
  const [memberships, passwords, links] = await Promise.all([
    readRows(reading, membershipsOf(reading, among)),
    readRows(reading, passwordsOf(reading, { among, now })),
    readRows(reading, linksOf(reading, among)),
  ])
  const heldBy = Map.groupBy(memberships, (row) => row.user_id)
  const withPassword = new Set(passwords.map(({ owner_id: id }) => id))
  const linksBy = Map.groupBy(links, (row) => row.user_id)
  const people = rows.map((row): Somebody => {
    const held = (heldBy.get(row.id) ?? []).filter(({ type }) => type === 'Role')
    const roles = new Set(held.map(({ id }) => id))
    return {
      ...row,
      person: {
        name: row.name,
        roles,
        keepsLocalSignIn: roles.has('sysadmin') || row.break_glass === 1,
      },
      holdsRights: held.some(({ gives }) => gives === 1),
      hasPassword: withPassword.has(row.id),
      links: new Set(linksBy.get(row.id)?.map(({ identity_provider_id: id }) => id)),
    }
  })
  return { people, last: 'names' in which || rows.length < which.size ? null : last }
}

type Among = { ids: readonly string[] } | { from: string; to: string }

/** Whether a column names one of them. */
const isAmong =
  <Table extends keyof Tables>(among: Among, column: string) =>
  (where: ExpressionBuilder<Tables, Table>) => {
    const named = sql.ref<string>(column)
    return 'ids' in among
      ? where(named, 'in', [...among.ids])
      : where.and([where(named, '>=', among.from), where(named, '<=', among.to)])
  }

/** As rightsOf.ts reads them of one: direct ones, those of groups, nested ones, and Everybody. */
const membershipsOf = ({ database }: Reading, among: Among) =>
  database.read
    .withRecursive('held', (query) =>
      query
        .selectFrom('role_member')
        .select(['member_id as user_id', asText('Role').as('type'), 'role_id as id'])
        .where('member_type', '=', 'User')
        .where(isAmong(among, 'member_id'))
        .union(
          query
            .selectFrom('user')
            .select(['user.id as user_id', asText('Role').as('type'), asText('everybody').as('id')])
            .where('in_everybody', '=', 1)
            .where(isAmong(among, 'user.id')),
        )
        .union(
          query
            .selectFrom('group_member')
            .select(['user_id', asText('Group').as('type'), 'group_id as id'])
            .where(isAmong(among, 'user_id')),
        )
        .union(
          query
            .selectFrom('role_member')
            .innerJoin('held', (join) =>
              join
                .onRef('held.type', '=', 'role_member.member_type')
                .onRef('held.id', '=', 'role_member.member_id'),
            )
            .select(['held.user_id', asText('Role').as('type'), 'role_member.role_id as id']),
        ),
    )
    .selectFrom('held')
    .select(['user_id', 'type', 'id'])
    .select((select) =>
      select
        .case()
        .when(
          select.exists(
            select.selectFrom('role_right').select('role_id').whereRef('role_right.role_id', '=', 'held.id'),
          ),
        )
        .then(sql.lit(1))
        .else(sql.lit(0))
        .end()
        .as('gives'),
    )

const passwordsOf = ({ database }: Reading, { among, now }: { among: Among; now: number }) =>
  database.read
    .selectFrom('credential')
    .select('owner_id')
    .where('owner_type', '=', 'user')
    .where(isAmong(among, 'owner_id'))
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))

const linksOf = ({ database }: Reading, among: Among) =>
  database.read
    .selectFrom('identity_link')
    .select(['user_id', 'identity_provider_id'])
    .where(isAmong(among, 'user_id'))

const asText = (text: 'Role' | 'Group' | 'everybody') => sql<string>`cast(${sql.lit(text)} as text)`
