import { z } from 'zod'
import { anyOf, read, write, type Endpoint } from '../endpoint.ts'
import { assignedApplications, redrockArgs, redrockOf } from '../redrock.ts'
import { roleReaders } from '../right.ts'
import { ids, long, nothingBack, short, text } from './values.ts'

const principals = z.object({
  Name: short,
  Users: ids.optional(),
  Groups: ids.optional(),
  Roles: ids.optional(),
})
const principalChange = z.object({ Add: ids.optional(), Delete: ids.optional() }).optional()
const superRights = z.array(z.object({ Role: short, Path: short })).max(1000, 'At most 1000 at once.')

/** IDs or names, as they are or as DeleteRole takes one. */
const roleList = z
  .array(z.union([short, z.object({ Name: short }).transform(({ Name }) => Name)]))
  .max(1000, 'At most 1000 at once. Send several requests.')

/** Roles, their members and their rights (contract.md 5). */
export const roleCalls = {
  storeRole: write('/SaasManage/StoreRole', {
    about: 'Create a role.',
    access: anyOf('roleman'),
    risk: 'writes',
    recentProof: 'always',
    request: z.object({
      Name: long,
      Description: long.nullish(),
      RoleType: short.nullish(),
      /** The rights that the role holds from the first moment, as paths (D10). */
      Gatewright: z.object({ Rights: ids.optional(), RequiresFederation: z.boolean().optional() }).optional(),
    }),
    response: z.object({ _RowKey: text }),
  }),
  updateRole: write('/Roles/UpdateRole', {
    about: 'Change a role, its rights and its members.',
    access: anyOf('roleman'),
    risk: 'takesOver',
    recentProof: 'when it changes more than the members of a role that leads to no rights',
    request: z.object({
      Name: short,
      NewName: long.nullish(),
      Description: long.nullish(),
      /** All rights that the role holds from now on, as paths; what it holds stays without (D10). */
      Gatewright: z.object({ Rights: ids.optional(), RequiresFederation: z.boolean().optional() }).optional(),
      Users: principalChange,
      Roles: principalChange,
      Groups: principalChange,
    }),
    response: nothingBack,
  }),
  getRole: read('/SaasManage/GetRole', {
    about: 'Read a role.',
    access: anyOf(...roleReaders),
    risk: 'reads',
    request: z.object({ Name: short }),
    response: z.looseObject({
      Name: text,
      _RowKey: text,
      Uuid: text,
      Description: text,
      RoleType: text,
      ReadOnly: z.boolean(),
      DirectoryServiceUuid: text,
      Gatewright: z.object({ Version: z.int(), Rights: z.array(text), RequiresFederation: z.boolean() }),
    }),
  }),
  getRoleIdFromName: read('/SaasManage/GetRoleIDFromName', {
    about: 'Find a role by its name.',
    access: anyOf(...roleReaders),
    risk: 'low',
    request: z.object({ roleName: short }),
    response: text,
  }),
  getRoleApps: read('/SaasManage/GetRoleApps', {
    about: 'List the applications that were given to a role.',
    access: anyOf(...roleReaders),
    risk: 'reads',
    request: z.object({ role: short, Args: redrockArgs.nullish() }),
    response: assignedApplications,
  }),
  addToRole: write('/SaasManage/AddUsersAndGroupsToRole', {
    about: 'Add members to a role.',
    access: anyOf('roleman'),
    risk: 'takesOver',
    recentProof: 'when the role leads to administrative rights or to managing applications',
    request: principals,
    response: nothingBack,
  }),
  removeFromRole: write('/SaasManage/RemoveUsersAndGroupsFromRole', {
    about: 'Remove members from a role.',
    access: anyOf('roleman'),
    risk: 'writes',
    recentProof: 'when the role leads to administrative rights or to managing applications',
    request: principals,
    response: nothingBack,
  }),
  getRoleMembers: read('/SaasManage/GetRoleMembers', {
    about: 'List the members of a role.',
    access: anyOf(...roleReaders),
    risk: 'reads',
    request: z.object({ Name: short, Args: redrockArgs.optional() }),
    response: redrockOf(z.object({ Guid: text, Name: text, Type: z.enum(['User', 'Group', 'Role']) })),
  }),
  getRoleApplications: read('/Gatewright/Roles/Applications', {
    about: 'List the applications on which a role holds a permission.',
    access: anyOf(...roleReaders),
    risk: 'reads',
    request: z.object({ Name: short, Args: redrockArgs.optional() }),
    response: assignedApplications,
  }),
  deleteRole: write('/SaasManage/DeleteRole', {
    about: 'Delete a role.',
    access: anyOf('roleman'),
    risk: 'writes',
    recentProof: 'always',
    request: z.object({ Name: short }),
    response: nothingBack,
  }),
  deleteRoles: write('/SaasManage/DeleteRoles', {
    about: 'Delete roles: all that the list names, or none.',
    access: anyOf('roleman'),
    risk: 'writes',
    recentProof: 'always',
    request: roleList,
    response: nothingBack,
  }),
  assignSuperRights: write('/SaasManage/AssignSuperRights', {
    about: 'Give administrative rights to a role.',
    access: anyOf('roleman'),
    risk: 'takesOver',
    recentProof: 'always',
    request: superRights,
    response: nothingBack,
  }),
  unassignSuperRights: write('/SaasManage/UnAssignSuperRights', {
    about: 'Take administrative rights from a role.',
    access: anyOf('roleman'),
    risk: 'writes',
    recentProof: 'always',
    request: superRights,
    response: nothingBack,
  }),
  getAssignedRights: read('/Core/GetAssignedAdministrativeRights', {
    about: 'List the administrative rights of a role.',
    access: anyOf(...roleReaders),
    risk: 'reads',
    request: z.object({ role: short }),
    response: redrockOf(z.object({ Description: text, Path: text })),
  }),
} as const satisfies Record<string, Endpoint>
