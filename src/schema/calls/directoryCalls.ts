import { z } from 'zod'
import { anyOf, read, type Endpoint } from '../endpoint.ts'
import { redrockArgs, redrockOf } from '../redrock.ts'
import { groupReaders, directoryReaders } from '../right.ts'
import { upTo } from '../upTo.ts'
import { ids, nothing, text } from './values.ts'

/** A condition as JSON inside a text; more of them than a query may have need no more letters (contract.md 4.5). */
const filter = upTo(8000).nullish()

const directory = z.object({
  Service: text,
  Name: text,
  Config: text,
  DisplayName: text,
  DisplayNameShort: text,
  Description: text,
  Tenant: text,
  Status: text,
  StatusDisplay: text,
  Everybody: z.boolean(),
  directoryServiceUuid: text,
})

const principal = {
  InternalName: text,
  SystemName: text,
  DisplayName: text,
  ObjectType: text,
  Description: text,
  DirectoryServiceUuid: text,
  ServiceType: text,
  ServiceInstance: text,
  ServiceInstanceLocalized: text,
  DistinguishedName: text,
}
const userRow = z.object({
  ...principal,
  EMail: text,
  Status: text,
  StatusEnum: text,
  Enabled: z.boolean(),
  Locked: z.boolean(),
})
const groupRow = z.object(principal)
const roleRow = z.object({
  _ID: text,
  Name: text,
  Description: text,
  RoleType: text,
  IsHidden: z.boolean(),
  AdministrativeRights: z.array(z.object({ Path: text, ServiceName: text })),
})

/** The directories, and who is in them, as the vendor's clients look for people, groups and roles (contract.md 4.4, 4.5). */
export const directoryCalls = {
  getDirectoryServices: read('/Core/GetDirectoryServices', {
    about: 'List the directories of the tenant.',
    access: anyOf(...directoryReaders),
    risk: 'low',
    request: nothing,
    response: redrockOf(directory),
  }),
  directoryServiceQuery: read('/UserMgmt/DirectoryServiceQuery', {
    about: 'Find users, groups and roles. Rows follow the caller’s rights.',
    access: anyOf(...directoryReaders),
    rowsBy: groupReaders,
    risk: 'reads',
    request: z.object({
      user: filter,
      group: filter,
      roles: filter,
      directoryServices: ids.nullish(),
      Args: redrockArgs.nullish(),
    }),
    response: z.object({
      User: redrockOf(userRow).optional(),
      Group: redrockOf(groupRow).optional(),
      roles: redrockOf(roleRow).optional(),
    }),
  }),
} as const satisfies Record<string, Endpoint>
