import {
  applicationTable,
  deviceTable,
  groupTable,
  identityProviderTable,
  roleTable,
  userTable,
  type ColumnName,
  type RedrockTable,
} from './redrockColumns.ts'
import {
  applicationReaders,
  deviceReaders,
  federationReaders,
  groupReaders,
  roleReaders,
  userReaders,
  type Right,
} from './right.ts'

/** What lists, counts, search, navigation and events say of a noun. Without its settings, which the first screen does not load. */
type NounHead = {
  /** In a sentence: "user". */
  one: string
  many: string
  /** The title of its list. */
  title: string
  /** Where its list is; an object of it is at `path/id/tab`. */
  path: `/${string}`
  /** Who may look at all of them. */
  readers: readonly Right[]
  /** Who may add, change and delete them. */
  writers: readonly Right[]
  /** The call of ours without which a tenant has none of it for the console (D4); null where the vendor's calls are enough. */
  needs: string | null
  /** Events about it are this, and Create, Modify or Delete. */
  event: `Cloud.${string}`
  list: NounList
}

/** The table of queries, and its columns for the id, for what people call an object, and for what tells it from others. */
export type NounList<Table extends RedrockTable = RedrockTable> = Table &
  Record<'key' | 'name' | 'detail', ColumnName<Table>>

const listOf = <const Table extends RedrockTable>(
  table: Table,
  names: Omit<NounList<Table>, keyof RedrockTable>,
) => ({ ...table, ...names })

/** Everything that keeps its versions. */
export const nouns = {
  application: {
    one: 'application',
    many: 'applications',
    title: 'Apps',
    path: '/apps',
    readers: applicationReaders,
    writers: ['appman'],
    needs: null,
    event: 'Cloud.Saas.Application',
    list: listOf(applicationTable, { key: 'ID', name: 'Name', detail: 'ServiceName' }),
  },
  user: {
    one: 'user',
    many: 'users',
    title: 'Users',
    path: '/users',
    readers: userReaders,
    writers: ['dsman'],
    needs: null,
    event: 'Cloud.Core.User',
    list: listOf(userTable, { key: 'ID', name: 'Username', detail: 'DisplayName' }),
  },
  role: {
    one: 'role',
    many: 'roles',
    title: 'Roles',
    path: '/roles',
    readers: roleReaders,
    writers: ['roleman'],
    needs: null,
    event: 'Cloud.Core.Role',
    list: listOf(roleTable, { key: 'ID', name: 'Name', detail: 'Description' }),
  },
  group: {
    one: 'group',
    many: 'groups',
    title: 'Groups',
    path: '/groups',
    readers: groupReaders,
    writers: ['dsman'],
    needs: 'getGroup',
    event: 'Cloud.Core.Group',
    list: listOf(groupTable, { key: 'InternalName', name: 'SystemName', detail: 'Description' }),
  },
  identityProvider: {
    one: 'identity provider',
    many: 'identity providers',
    title: 'External Identity Providers',
    path: '/identity-providers',
    readers: federationReaders,
    writers: ['fedman'],
    needs: 'getIdentityProvider',
    event: 'Cloud.Core.IdentityProvider',
    list: listOf(identityProviderTable, { key: 'ID', name: 'Name', detail: 'FederationType' }),
  },
  device: {
    one: 'security device',
    many: 'security devices',
    title: 'Security Devices',
    path: '/security-devices',
    readers: deviceReaders,
    writers: ['mobman'],
    needs: 'getDevice',
    event: 'Cloud.Core.Device',
    list: listOf(deviceTable, { key: 'ID', name: 'Name', detail: 'Server' }),
  },
} as const satisfies Record<string, NounHead>

export type ObjectType = keyof typeof nouns
export const objectTypes = Object.keys(nouns) as [ObjectType, ...ObjectType[]]

/** The nouns that can be given something, by their name on the wire. */
export const principalNouns = { User: 'user', Group: 'group', Role: 'role' } as const satisfies Record<
  string,
  ObjectType
>
