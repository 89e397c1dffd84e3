import { z } from 'zod'
import {
  anyLogin,
  anyOf,
  byOwner,
  everybody,
  get,
  onApplication,
  read,
  write,
  type Endpoint,
} from './endpoint.ts'
import { groupCalls } from './groupCalls.ts'
import { keyStates, rotationDays } from './keyRotation.ts'
import { objectTypes } from './objectType.ts'
import { redrockArgs, redrockOf, redrockReply } from './redrock.ts'
import { secretHead, secretLabel, secretOwner } from './secret.ts'

/**
 * The calls of the tenant API that need no settings of an application: the greater part of the table in api.ts. Apart, so that the first
 * screen of the console loads neither the settings nor the pattern engine.
 */

const id = z.object({ ID: z.string() })
const nothing = z.unknown()
const text = z.string()
const textMap = z.record(z.string(), z.unknown())
const flag = z.union([z.boolean(), z.string()])
const nothingBack = z.null()

const templateRow = z.object({
  ID: z.string(),
  Name: z.string(),
  DisplayName: z.string(),
  Description: z.string(),
  Category: z.string(),
  AppType: z.string(),
  AppTypeDisplayName: z.string(),
  WebAppTypeDisplayName: z.string(),
  TemplateName: z.string(),
  Generic: z.boolean(),
})
const templateList = z.object({ Results: z.array(z.object({ Row: templateRow })) })

const userFields = z.looseObject({
  Name: text.optional(),
  LoginName: text.optional(),
  Mail: text.nullish(),
  DisplayName: text.nullish(),
  Description: text.nullish(),
  MobileNumber: text.nullish(),
  OfficeNumber: text.nullish(),
  HomeNumber: text.nullish(),
  Password: text.nullish(),
  confirmPassword: text.nullish(),
  InEverybodyRole: flag.optional(),
  InSysAdminRole: flag.optional(),
  ForcePasswordChangeNext: flag.optional(),
  PasswordNeverExpire: flag.optional(),
  ServiceUser: flag.optional(),
  OauthClient: flag.optional(),
})

export const userAttributes = z.looseObject({
  Uuid: text,
  Name: text,
  Mail: text,
  DisplayName: text,
  Description: text,
  MobileNumber: text,
  OfficeNumber: text,
  HomeNumber: text,
  State: text,
  CloudState: text,
  InEverybodyRole: z.boolean(),
  OauthClient: z.boolean(),
  ServiceUser: z.boolean(),
  PasswordNeverExpire: z.boolean(),
  ForcePasswordChangeNext: text,
  directoryServiceUuid: text,
  CreateDate: text,
  LastPasswordChangeDate: text,
  Gatewright: z.object({ Version: z.int() }),
})

const principals = z.object({
  Name: text,
  Users: z.array(text).optional(),
  Groups: z.array(text).optional(),
  Roles: z.array(text).optional(),
})
const principalChange = z
  .object({ Add: z.array(text).optional(), Delete: z.array(text).optional() })
  .optional()
const superRights = z.array(z.object({ Role: text, Path: text }))

const loginSuccess = z.object({
  Summary: z.literal('LoginSuccess'),
  Auth: text,
  UserId: text,
  User: text,
  DisplayName: text,
  EmailAddress: text,
  CustomerID: text,
})

const challenges = z.object({
  Summary: z.enum(['NewPackage', 'LoginSuccess']),
  SessionId: text,
  TenantId: text,
  Challenges: z
    .array(
      z.object({ Mechanisms: z.array(z.looseObject({ Name: text, AnswerType: text, MechanismId: text })) }),
    )
    .optional(),
})

const historyEntry = z.object({
  version: z.int(),
  at: z.number(),
  who: text,
  whoId: text,
  why: text,
  changes: z.array(z.object({ path: text, before: z.unknown(), after: z.unknown() })),
})

const signingKey = z.object({
  kid: text,
  state: z.enum(keyStates),
  publishedFrom: z.number(),
  signsFrom: z.number(),
  /** Null while no newer key is there to take over. */
  stopsSigningAt: z.number().nullable(),
  leavesAt: z.number().nullable(),
  /** Null for a key that cannot be taken back. */
  cancelUntil: z.number().nullable(),
})

const draftHead = z.object({ id: text, kind: text, title: text, updatedAt: z.number() })

export const plainCalls = {
  ...groupCalls,
  startAuthentication: write('/Security/StartAuthentication', {
    about: 'Begin a sign-in.',
    access: everybody,
    risk: 'low',
    request: z.object({ TenantId: text.nullish(), User: text, Version: text.optional() }),
    response: challenges,
  }),
  advanceAuthentication: write('/Security/AdvanceAuthentication', {
    about: 'Answer a challenge of a sign-in.',
    access: everybody,
    risk: 'low',
    request: z.object({
      TenantId: text.nullish(),
      SessionId: text,
      MechanismId: text,
      Action: text,
      Answer: text.nullish(),
      PersistentLogin: flag.optional(),
      PlatformTokenResponse: flag.optional(),
    }),
    response: z.union([loginSuccess, z.object({ Summary: text })]),
  }),
  logout: write('/Security/Logout', {
    about: 'End the own session.',
    access: anyLogin,
    risk: 'low',
    request: nothing,
    response: nothingBack,
  }),
  whoAmI: read('/Security/WhoAmI', {
    about: 'Tell who is signed in.',
    access: anyLogin,
    risk: 'low',
    request: nothing,
    response: z.object({
      User: text,
      UserId: text,
      DisplayName: text,
      TenantId: text,
      Rights: z.array(text),
      SystemAdministrator: z.boolean(),
    }),
  }),

  importAppFromTemplate: write('/SaasManage/ImportAppFromTemplate', {
    about: 'Add an application from the catalogue.',
    access: anyOf('appman'),
    risk: 'writes',
    request: z.object({
      ID: z.array(text).max(20),
      Gatewright: z.object({ RequirePkce: z.boolean() }).optional(),
    }),
    response: z.array(z.object({ success: z.boolean(), ID: text, _RowKey: text })),
  }),
  updateApplication: write('/SaasManage/UpdateApplicationDE', {
    about: 'Change the settings of an application.',
    access: onApplication('Manage', 'appman'),
    risk: 'takesOver',
    request: z.looseObject({ _RowKey: text.optional() }),
    response: z.object({ State: z.int(), Version: z.int().optional() }),
  }),
  getOpenIdClientSecret: write('/SaasManage/GetOpenIdClientSecret', {
    about: 'Say what to do for the client secret of an OpenID Connect application, which cannot be read.',
    // AZ-03: as if it gave the secret, which the vendor's call does: nothing for read-only administration
    access: onApplication('Manage', 'appman'),
    risk: 'low',
    request: id,
    response: nothingBack,
  }),
  deleteApplication: write('/SaasManage/DeleteApplication', {
    about: 'Delete applications.',
    access: onApplication('Delete', 'appman'),
    risk: 'writes',
    request: z.object({
      _RowKey: z.union([text, z.array(text)]).optional(),
      ID: z.union([text, z.array(text)]).optional(),
    }),
    response: z.array(z.object({ success: z.boolean(), ID: text })),
  }),
  getAppIdByServiceName: read('/SaasManage/GetAppIDByServiceName', {
    about: 'Find an application by its Application ID.',
    access: onApplication('View', 'appman', 'monitor'),
    risk: 'low',
    request: z.object({ Name: text }),
    response: text.nullable(),
  }),
  setApplicationPermissions: write('/SaasManage/SetApplicationPermissions', {
    about: 'Say who may run, see or manage an application.',
    access: onApplication('Grant', 'appman'),
    risk: 'takesOver',
    request: z.object({
      ID: text.optional(),
      RowKey: text.optional(),
      PVID: text.optional(),
      Grants: z.array(z.object({ Principal: text.optional(), PrincipalId: text, PType: text, Rights: text })),
    }),
    response: nothingBack,
  }),
  getRowAces: read('/Acl/GetRowAces', {
    about: 'List who may run, see or manage an application.',
    access: onApplication('ViewDetail', 'appman', 'monitor'),
    risk: 'reads',
    request: z.object({ RowKey: text, Table: text.optional(), ReduceSysadmin: flag.optional() }),
    response: z.array(
      z.object({
        PrincipalName: text,
        Principal: text,
        PrincipalType: text,
        Type: text,
        Grant: z.number(),
        GrantStr: text,
        Inherited: z.boolean(),
      }),
    ),
  }),
  getTemplatesAndCategories: read('/SaasManage/GetTemplatesAndCategories', {
    about: 'List the catalogue of applications.',
    access: anyOf('appman', 'monitor'),
    risk: 'low',
    request: nothing,
    response: z.object({ AppTemplates: templateList, Categories: z.array(text) }),
  }),
  getPaginatedTemplates: read('/SaasManage/GetPaginatedTemplates', {
    about: 'List a page of the catalogue.',
    access: anyOf('appman', 'monitor'),
    risk: 'low',
    request: z.object({ Args: redrockArgs.optional() }),
    response: z.object({ AppTemplates: templateList }),
  }),
  getCustomWebAppTemplates: read('/SaasManage/GetCustomWebAppTemplates', {
    about: 'List the custom templates of the catalogue.',
    access: anyOf('appman', 'monitor'),
    risk: 'low',
    request: nothing,
    response: templateList,
  }),
  getCategories: read('/SaasManage/GetCategories', {
    about: 'List the categories of the catalogue.',
    access: anyOf('appman', 'monitor'),
    risk: 'low',
    request: nothing,
    response: z.object({ Categories: z.array(text) }),
  }),

  createUser: write('/CDirectoryService/CreateUser', {
    about: 'Create a user.',
    access: anyOf('dsman'),
    risk: 'takesOver',
    request: userFields,
    response: text,
  }),
  changeUser: write('/CDirectoryService/ChangeUser', {
    about: 'Change a user.',
    access: anyOf('dsman'),
    risk: 'takesOver',
    request: userFields.extend({ ID: text }),
    response: nothingBack,
  }),
  getUser: read('/CDirectoryService/GetUser', {
    about: 'Read a user.',
    access: anyOf('dsman', 'rouserman', 'monitor'),
    risk: 'reads',
    request: id,
    response: userAttributes.nullable(),
  }),
  getUserByName: read('/CDirectoryService/GetUserByName', {
    about: 'Find a user by login name.',
    access: anyOf('dsman', 'rouserman', 'monitor'),
    risk: 'reads',
    request: z.object({ username: text }),
    response: userAttributes.nullable(),
  }),
  getUserAttributes: read('/UserMgmt/GetUserAttributes', {
    about: 'Read the attributes of a user.',
    access: anyOf('dsman', 'rouserman', 'monitor'),
    risk: 'reads',
    request: z.object({ ID: text, DirectoryServiceUuid: text.nullish() }),
    response: userAttributes.nullable(),
  }),
  setUserState: write('/CDirectoryService/SetUserState', {
    about: 'Lock, disable or activate a user.',
    access: anyOf('dsman'),
    risk: 'writes',
    request: z.object({ ID: text, state: text }),
    response: nothingBack,
  }),
  resetUserPassword: write('/UserMgmt/ResetUserPassword', {
    about: 'Set another password for a user.',
    access: anyOf('dsman'),
    risk: 'takesOver',
    request: z.object({ ID: text, newPassword: text }),
    response: z.boolean(),
  }),
  removeUser: write('/UserMgmt/RemoveUser', {
    about: 'Delete a user.',
    access: anyOf('dsman'),
    risk: 'writes',
    request: id,
    response: nothingBack,
  }),
  removeUsers: write('/UserMgmt/RemoveUsers', {
    about: 'Delete users.',
    access: anyOf('dsman'),
    risk: 'writes',
    request: z.object({ Users: z.array(text) }),
    response: textMap,
  }),
  getCdsAliases: read('/Core/GetCdsAliasesForTenant', {
    about: 'List the login suffixes of the tenant.',
    access: anyOf(
      'adminportallogin',
      'appman',
      'dsman',
      'rouserman',
      'roleman',
      'roroleman',
      'fedman',
      'monitor',
    ),
    risk: 'low',
    request: nothing,
    response: redrockReply,
  }),

  storeRole: write('/SaasManage/StoreRole', {
    about: 'Create a role.',
    access: anyOf('roleman'),
    risk: 'writes',
    request: z.object({
      Name: text,
      Description: text.nullish(),
      RoleType: text.nullish(),
      /** The rights that the role holds from the first moment, as paths (D10). */
      Gatewright: z.object({ Rights: z.array(text) }).optional(),
    }),
    response: z.object({ _RowKey: text }),
  }),
  updateRole: write('/Roles/UpdateRole', {
    about: 'Change a role and its members.',
    access: anyOf('roleman'),
    risk: 'takesOver',
    request: z.object({
      Name: text,
      NewName: text.nullish(),
      Description: text.nullish(),
      Users: principalChange,
      Roles: principalChange,
      Groups: principalChange,
    }),
    response: nothingBack,
  }),
  getRole: read('/SaasManage/GetRole', {
    about: 'Read a role.',
    access: anyOf('roleman', 'roroleman', 'monitor'),
    risk: 'reads',
    request: z.object({ Name: text }),
    response: z
      .looseObject({
        Name: text,
        _RowKey: text,
        Uuid: text,
        Description: text,
        RoleType: text,
        ReadOnly: z.boolean(),
        DirectoryServiceUuid: text,
        Gatewright: z.object({ Version: z.int() }),
      })
      .nullable(),
  }),
  addToRole: write('/SaasManage/AddUsersAndGroupsToRole', {
    about: 'Add members to a role.',
    access: anyOf('roleman'),
    risk: 'takesOver',
    request: principals,
    response: nothingBack,
  }),
  removeFromRole: write('/SaasManage/RemoveUsersAndGroupsFromRole', {
    about: 'Remove members from a role.',
    access: anyOf('roleman'),
    risk: 'writes',
    request: principals,
    response: nothingBack,
  }),
  getRoleMembers: read('/SaasManage/GetRoleMembers', {
    about: 'List the members of a role.',
    access: anyOf('roleman', 'roroleman', 'monitor'),
    risk: 'reads',
    request: z.object({ Name: text, Args: redrockArgs.optional() }),
    response: redrockOf(z.object({ Guid: text, Name: text, Type: z.enum(['User', 'Group', 'Role']) })),
  }),
  deleteRole: write('/SaasManage/DeleteRole', {
    about: 'Delete a role.',
    access: anyOf('roleman'),
    risk: 'writes',
    request: z.object({ Name: text }),
    response: nothingBack,
  }),
  assignSuperRights: write('/SaasManage/AssignSuperRights', {
    about: 'Give administrative rights to a role.',
    access: anyOf('roleman'),
    risk: 'takesOver',
    request: superRights,
    response: nothingBack,
  }),
  unassignSuperRights: write('/SaasManage/UnAssignSuperRights', {
    about: 'Take administrative rights from a role.',
    access: anyOf('roleman'),
    risk: 'writes',
    request: superRights,
    response: nothingBack,
  }),
  getAssignedRights: read('/Core/GetAssignedAdministrativeRights', {
    about: 'List the administrative rights of a role.',
    access: anyOf('roleman', 'roroleman', 'monitor'),
    risk: 'reads',
    request: z.object({ role: text }),
    response: redrockOf(z.object({ Description: text, Path: text })),
  }),

  redrockQuery: read('/Redrock/query', {
    about: 'Query applications, users, roles and events. Rows follow the caller’s rights.',
    access: anyLogin,
    rightInWords: 'Read Only System Administration or Report Management for events',
    risk: 'reads',
    request: z.object({ Script: text, Args: redrockArgs.nullish() }),
    response: redrockReply,
  }),

  capabilities: get('/Gatewright/Capabilities', {
    about: 'Tell what this tenant offers.',
    access: anyLogin,
    risk: 'low',
    request: nothing,
    response: z.object({
      tenant: z.object({ id: text, name: text, kind: z.literal('embedded'), url: text }),
      suffixes: z.array(text),
      features: z.array(text),
      apis: z.array(z.object({ method: text, path: text, about: text, right: text, risk: text })),
    }),
  }),
  createAdministrator: write('/Gatewright/Setup/CreateAdministrator', {
    about: 'Create the first administrator with the one-time setup link.',
    access: everybody,
    risk: 'takesOver',
    request: z.object({ token: text.max(200), user: text, password: text }),
    response: loginSuccess,
  }),
  secretsList: read('/Gatewright/Secrets/List', {
    about: 'List the secrets of a confidential client, without the secrets themselves.',
    access: byOwner(anyOf('dsman', 'rouserman', 'monitor'), onApplication('ViewDetail', 'appman', 'monitor')),
    risk: 'low',
    request: z.object({ owner: secretOwner }),
    response: z.array(secretHead),
  }),
  secretsAdd: write('/Gatewright/Secrets/Add', {
    about: 'Give a confidential client another secret.',
    access: byOwner(anyOf('dsman'), onApplication('Manage', 'appman')),
    risk: 'takesOver',
    request: z.object({
      owner: secretOwner,
      /** The same key gets the same answer and makes nothing more. */
      key: z.uuid(),
      label: secretLabel,
      /** Milliseconds since 1970; without it the secret does not expire. */
      expiresAt: z.int().nullish(),
    }),
    /** The secret is in this reply and nowhere afterwards. */
    response: secretHead.extend({ secret: text }),
  }),
  secretsRevoke: write('/Gatewright/Secrets/Revoke', {
    about: 'End a secret of a confidential client.',
    access: byOwner(anyOf('dsman'), onApplication('Manage', 'appman')),
    risk: 'writes',
    request: z.object({ owner: secretOwner, id: text }),
    response: nothingBack,
  }),
  firstToken: read('/Gatewright/Usage/FirstToken', {
    about: 'Wait for the first token of an application.',
    access: anyOf('appman', 'monitor'),
    risk: 'reads',
    request: z.object({ rowKey: text, waitSeconds: z.int().min(0).max(25) }),
    response: z.object({ at: z.number(), scope: text, clientId: text }).nullable(),
  }),
  keysList: read('/Gatewright/Keys/List', {
    about: 'List the signing keys and when each comes and goes.',
    access: anyOf('monitor'),
    risk: 'low',
    request: nothing,
    /** All moments in milliseconds since 1970. */
    response: z.object({
      now: z.number(),
      keys: z.array(signingKey),
      /** 0 for never. */
      everyDays: z.number(),
      nextByItself: z.number().nullable(),
      /** The earliest moment at which a newer key may take over. */
      earliest: z.number(),
    }),
  }),
  keysRotate: write('/Gatewright/Keys/Rotate', {
    about: 'Publish a new signing key, or say when the one that waits takes over.',
    access: anyOf(),
    risk: 'takesOver',
    /** Without a moment, as soon as it may. */
    request: z.object({ signsFrom: z.int().nullish() }),
    response: z.object({ kid: text, signsFrom: z.number() }),
  }),
  keysReplace: write('/Gatewright/Keys/Replace', {
    about: 'Revoke every signing key and sign with a new one from now on.',
    access: anyOf(),
    risk: 'takesOver',
    /** The key that signs now. */
    request: z.object({ kid: text }),
    response: z.object({ kid: text }),
  }),
  keysSchedule: write('/Gatewright/Keys/Schedule', {
    about: 'Say how often a new signing key takes over by itself.',
    access: anyOf(),
    risk: 'takesOver',
    request: z.object({ everyDays: rotationDays }),
    response: nothingBack,
  }),
  keysCancel: write('/Gatewright/Keys/Cancel', {
    about: 'Take back a signing key that does not sign yet.',
    access: anyOf(),
    risk: 'takesOver',
    request: z.object({ kid: text }),
    response: nothingBack,
  }),
  historyList: read('/Gatewright/History/List', {
    about: 'List the versions of an object.',
    access: anyLogin,
    risk: 'reads',
    request: z.object({
      type: z.enum(objectTypes),
      id: text,
      before: z.int32().nullish(),
    }),
    response: z.object({ entries: z.array(historyEntry), more: z.boolean() }),
  }),
  historyGet: read('/Gatewright/History/Get', {
    about: 'Read one version of an object.',
    access: anyLogin,
    risk: 'reads',
    request: z.object({ type: z.enum(objectTypes), id: text, version: z.int32() }),
    response: historyEntry.extend({ object: textMap.nullable() }).nullable(),
  }),
  draftsSave: write('/Gatewright/Drafts/Save', {
    about: 'Keep an unfinished form of one’s own.',
    access: anyLogin,
    risk: 'low',
    request: z.object({ id: text.max(100), kind: text.max(100), title: text.max(300), body: textMap }),
    response: z.object({ updatedAt: z.number() }),
  }),
  draftsGet: read('/Gatewright/Drafts/Get', {
    about: 'Read an unfinished form of one’s own.',
    access: anyLogin,
    risk: 'low',
    request: z.object({ id: text }),
    response: draftHead.extend({ body: textMap }).nullable(),
  }),
  draftsList: read('/Gatewright/Drafts/List', {
    about: 'List one’s own unfinished forms.',
    access: anyLogin,
    risk: 'low',
    request: nothing,
    response: z.array(draftHead),
  }),
  draftsDelete: write('/Gatewright/Drafts/Delete', {
    about: 'Delete an unfinished form of one’s own.',
    access: anyLogin,
    risk: 'low',
    request: z.object({ id: text }),
    response: nothingBack,
  }),
} as const satisfies Record<string, Endpoint>
