import type { DirectoryKind } from '#schema/directoryService.ts'
import type { Row } from '../../store/tables.ts'
import type { Tenant } from '../../tenant.ts'
import type { Write } from '../../write.ts'
import type { Reserve } from '../oneTry.ts'

/** Where people come from: one shape for those that we keep and those that others keep (contract.md 4.4). */
export type Directory = {
  id: string
  kind: DirectoryKind
  name: string
  createdAt: number
  /** Whose attribute is this, two at most: more than one is no answer. Throws `Unreachable`. */
  find: (by: { attribute: Attribute; value: string }) => Promise<Entry[]>
  /** Left out where no passwords are kept or asked for. What may be a guess is reserved before it is compared. */
  verify?: (
    entry: Entry,
    password: string,
    asked: { reserve: Reserve; signal: AbortSignal },
  ) => Promise<Verdict | { wait: number }>
  /** What a right password would be answered, from what is kept here: nothing is compared and nobody asked. Left out where others keep passwords. */
  foresee?: (entry: Entry) => Promise<Verdict>
  /** Writes attributes of somebody; left out where nothing may be written. */
  update?: (
    write: Write,
    entry: Entry,
    values: Partial<Pick<Entry, 'mail' | 'displayName' | 'phone'>>,
  ) => Promise<void>
  /** Whether it answers. Throws `Unreachable`, and looks at nobody. */
  probe: (signal: AbortSignal) => Promise<void>
  /** Of directories that others keep: what our tables do not know. */
  groupsOf?: (entry: Entry, signal: AbortSignal) => Promise<{ externalId: string; name: string }[]>
  search?: (text: string, limit: number, signal: AbortSignal) => Promise<{ entries: Entry[]; more: boolean }>
  states?: (externalIds: readonly string[], signal: AbortSignal) => Promise<Map<string, Entry['state']>>
}

export type Attribute = 'name' | 'uuid' | 'mail' | 'phone' | 'displayName'

/** Somebody in a directory. */
export type Entry = {
  directory: string
  externalId: string
  /** Our account; null while there is none. */
  userId: string | null
  name: string
  mail: string
  displayName: string
  phone: string
  state: Row<'user'>['state']
}

/** What a directory says of a password. Only `noPassword` lets another directory be asked. */
export type Verdict =
  'right' | 'wrong' | 'noPassword' | 'expired' | 'mustChange' | 'locked' | 'disabled' | 'unreachable'

/** No answer, which is another thing than nobody found. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

/** How a kind makes a directory of its row. */
export type OpenDirectory = (tenant: Tenant, row: Row<'directory'>) => Directory
