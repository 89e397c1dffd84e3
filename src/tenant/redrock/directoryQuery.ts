import type { z } from 'zod'
import type { api } from '#schema/api.ts'
import { cloudDirectory } from '#schema/directoryService.ts'
import type { RedrockArgs, RedrockReply } from '#schema/redrock.ts'
import { groupTable, roleTable, userTable } from '#schema/redrockColumns.ts'
import { rightPath, rights } from '#schema/right.ts'
import { status } from '#schema/user/index.ts'
import type { Actor } from '../actor.ts'
import { listDirectories } from '../directory/source/directories.ts'
import type { Row } from '../store/tables.ts'
import { rightsOfRoles } from '../directory/rightsOfRoles.ts'
import { conditionOf, type Names } from './directoryFilter.ts'
import type { Query } from './query.ts'
import { redrockReplyOf } from './reply.ts'
import { runSelect, type RedrockTenant } from './runQuery.ts'
import type { Kind } from './view.ts'

type Asked = z.output<typeof api.directoryServiceQuery.request>
type Reply = z.input<typeof api.directoryServiceQuery.response>

/** Looks for users, groups and roles, each by a filter of its own; what has no filter is not asked for. Rows are those of Redrock (D7). */
export async function directoryQuery(tenant: RedrockTenant, actor: Actor, asked: Asked): Promise<Reply> {
  const directories = new Map((await listDirectories(tenant)).map((each) => [each.id, each]))
  const wanted = asked.directoryServices?.map((uuid) => uuid.toUpperCase())
  const find = async <Shown>(
    filter: string | null | undefined,
    { table, names, kinds, rows }: Noun<Shown>,
  ) => {
    if (typeof filter !== 'string') return undefined
    const where = both(conditionOf(filter, names), among(names, wanted))
    const asksHere =
      !wanted || ('DirectoryServiceUuid' in names ? wanted.length > 0 : wanted.includes(cloudDirectory))
    const found = asksHere
      ? await runSelect(tenant, actor, {
          query: queryOf(table, names, where),
          args: argsOf(asked.Args, names),
        })
      : { Results: [], FullCount: 0 }
    const shown = await rows(
      tenant,
      found.Results.map(({ Row }) => Row),
      directories,
    )
    return redrockReplyOf({
      columns: Object.entries<Kind>(kinds).map(([name, kind]) => ({ name, kind })),
      results: shown.map((row, at) => ({
        Entities: [
          {
            Type: text(found.Results[at]?.Row['DirectoryServiceUuid']) || cloudDirectory,
            Key: table,
            IsForeignKey: false,
          },
        ],
        Row: row,
      })),
      fullCount: found.FullCount,
    })
  }
  const [User, Group, roles] = await Promise.all([
    find(asked.user, users),
    find(asked.group, groups),
    find(asked.roles, roleNoun),
  ])
  return { ...(User && { User }), ...(Group && { Group }), ...(roles && { roles }) }
}

type Found = RedrockReply['Results'][number]['Row']

type Noun<Shown> = {
  table: string
  names: Names
  kinds: Record<keyof Shown & string, Kind>
  /** As the vendor's directory queries give them. */
  rows: (tenant: RedrockTenant, found: Found[], directories: Directories) => Shown[] | Promise<Shown[]>
}

type UserRow = NonNullable<Reply['User']>['Results'][number]['Row']
type GroupRow = NonNullable<Reply['Group']>['Results'][number]['Row']
type RoleRow = NonNullable<Reply['roles']>['Results'][number]['Row']

type Directories = ReadonlyMap<string, Row<'directory'>>

const text = (value: unknown) => (typeof value === 'string' ? value : '')

const principalKinds = {
  InternalName: 'text',
  SystemName: 'text',
  DisplayName: 'text',
  ObjectType: 'text',
  Description: 'text',
  DirectoryServiceUuid: 'text',
  ServiceType: 'text',
  ServiceInstance: 'text',
  ServiceInstanceLocalized: 'text',
  DistinguishedName: 'text',
} as const

const principal = (row: Found, type: string, directories: Directories) => {
  const directory = directories.get(text(row['DirectoryServiceUuid']))
  return {
    InternalName: text(row['InternalName']),
    SystemName: text(row['SystemName']),
    DisplayName: text(row['DisplayName']),
    ObjectType: type,
    Description: text(row['Description']),
    DirectoryServiceUuid: directory?.id ?? '',
    ServiceType: directory?.kind ?? '',
    ServiceInstance: directory?.kind ?? '',
    ServiceInstanceLocalized: directory?.name ?? '',
    DistinguishedName: text(row['SystemName']),
  }
}

const { None: active, Locked: locked } = status.settings.state.options

const users: Noun<UserRow> = {
  table: userTable.table,
  names: {
    InternalName: { column: 'ID' },
    SystemName: { column: 'Username' },
    DisplayName: { column: 'DisplayName' },
    EMail: { column: 'Email' },
    Description: { column: 'Description' },
    Status: { column: 'Status' },
    DirectoryServiceUuid: { column: 'DirectoryServiceUuid' },
    ObjectType: { text: 'User' },
  },
  kinds: {
    ...principalKinds,
    EMail: 'text',
    Status: 'text',
    StatusEnum: 'text',
    Enabled: 'flag',
    Locked: 'flag',
  },
  rows: (_, found, directories) =>
    found.map((row) => ({
      ...principal(row, 'User', directories),
      EMail: text(row['EMail']),
      Status: text(row['Status']),
      StatusEnum: text(row['Status']),
      Enabled: row['Status'] === active,
      Locked: row['Status'] === locked,
    })),
}

const groups: Noun<GroupRow> = {
  table: groupTable.table,
  names: {
    InternalName: { column: 'InternalName' },
    SystemName: { column: 'SystemName' },
    DisplayName: { column: 'DisplayName' },
    Description: { column: 'Description' },
    DirectoryServiceUuid: { column: 'DirectoryServiceUuid' },
    ObjectType: { text: 'Group' },
  },
  kinds: principalKinds,
  rows: (_, found, directories) => found.map((row) => principal(row, 'Group', directories)),
}

const roleNoun: Noun<RoleRow> = {
  table: roleTable.table,
  names: {
    _ID: { column: 'ID' },
    Name: { column: 'Name' },
    Description: { column: 'Description' },
    RoleType: { column: 'RoleType' },
    ObjectType: { text: 'Role' },
  },
  kinds: {
    _ID: 'text',
    Name: 'text',
    Description: 'text',
    RoleType: 'text',
    IsHidden: 'flag',
    AdministrativeRights: 'text',
  },
  rows: async ({ database }, found) => {
    const ids = found.map((row) => text(row['_ID']))
    const held = await rightsOfRoles(database.read, ids)
    return found.map((row, index) => ({
      _ID: ids[index] ?? '',
      Name: text(row['Name']),
      Description: text(row['Description']),
      RoleType: text(row['RoleType']),
      IsHidden: false,
      AdministrativeRights: (held.get(ids[index] ?? '') ?? []).map((right) => ({
        Path: rightPath(right),
        ServiceName: rights[right],
      })),
    }))
  },
}

/** In one of those that are asked for. */
const among = (names: Names, wanted: readonly string[] | undefined): Query['where'] =>
  wanted && 'DirectoryServiceUuid' in names
    ? {
        kind: 'in',
        not: false,
        value: { kind: 'column', qualifier: null, name: 'DirectoryServiceUuid', nocase: false },
        list: wanted.map((value) => ({ kind: 'literal', value, nocase: false })),
      }
    : null

const both = (left: Query['where'], right: Query['where']): Query['where'] =>
  left && right ? { kind: 'logic', operator: 'and', left, right } : (left ?? right)

function queryOf(table: string, names: Names, where: Query['where']): Query {
  return {
    distinct: false,
    columns: Object.entries(names).flatMap(([as, each]) =>
      'column' in each
        ? [
            {
              kind: 'one',
              expression: { kind: 'column', qualifier: null, name: each.column, nocase: false },
              as,
            } as const,
          ]
        : [],
    ),
    table,
    alias: null,
    where,
    groupBy: [],
    having: null,
    orderBy: [],
    limit: null,
    offset: 0,
  }
}

/** Clients sort each of the three by one name, which not all of them have. */
function argsOf(args: RedrockArgs | null | undefined, names: Names): RedrockArgs {
  const { SortBy, ...rest } = args ?? {}
  const known = Object.entries(names).some(
    ([name, each]) => 'column' in each && name.toLowerCase() === SortBy?.toLowerCase(),
  )
  return known ? { ...rest, SortBy } : rest
}
