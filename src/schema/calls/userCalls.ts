import { z } from 'zod'
import { anyOf, read, write, type Endpoint } from '../endpoint.ts'
import { redrockArgs, redrockReply } from '../redrock.ts'
import { flag, ids, long, nothing, nothingBack, short, text, textMap } from './values.ts'
import { directoryReaders, userReaders } from '../right.ts'

const id = z.object({ ID: short })
const userFields = z.looseObject({
  Name: long.optional(),
  LoginName: long.optional(),
  Mail: long.nullish(),
  DisplayName: long.nullish(),
  Description: long.nullish(),
  MobileNumber: long.nullish(),
  OfficeNumber: long.nullish(),
  HomeNumber: long.nullish(),
  Password: long.nullish(),
  confirmPassword: long.nullish(),
  InEverybodyRole: flag.optional(),
  InSysAdminRole: flag.optional(),
  ForcePasswordChangeNext: flag.optional(),
  PasswordNeverExpire: flag.optional(),
  ServiceUser: flag.optional(),
  OauthClient: flag.optional(),
  Gatewright: z
    .looseObject({
      TokensWithoutApplication: flag.optional(),
      State: short.optional(),
      BreakGlass: flag.optional(),
    })
    .optional(),
})
/** Each has a password that is hashed slowly. */
const mostUsers = 100

const userAttributes = z.looseObject({
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
  // With what settings make of it: the first screen knows none of them
  Gatewright: z.looseObject({ Version: z.int() }),
})

/** Users of the directory (contract.md 4). */
export const userCalls = {
  createUser: write('/CDirectoryService/CreateUser', {
    about: 'Create a user.',
    access: anyOf('dsman'),
    risk: 'takesOver',
    recentProof:
      'when it makes a System Administrator, a confidential client, the break-glass account, or somebody who may manage applications',
    request: userFields,
    response: text,
  }),
  createUsers: write('/CDirectoryService/CreateUsers', {
    about: 'Create several users: all, or none. Gives the ID of each login name.',
    access: anyOf('dsman'),
    risk: 'takesOver',
    recentProof:
      'when it makes a System Administrator, a confidential client, the break-glass account, or somebody who may manage applications',
    request: z.object({
      Users: z.array(userFields).max(mostUsers, `At most ${mostUsers} at once. Send several requests.`),
    }),
    response: textMap,
  }),
  changeUser: write('/CDirectoryService/ChangeUser', {
    about: 'Change a user.',
    access: anyOf('dsman'),
    risk: 'takesOver',
    recentProof:
      'when it sets a password, makes a confidential client of a user or a user of one, chooses another break-glass account, or changes the state of somebody with administrative rights',
    request: userFields.extend({ ID: short }),
    response: nothingBack,
  }),
  getUser: read('/CDirectoryService/GetUser', {
    about: 'Read a user.',
    access: anyOf(...userReaders),
    risk: 'reads',
    request: id,
    response: userAttributes,
  }),
  getUserByName: read('/CDirectoryService/GetUserByName', {
    about: 'Find a user by login name.',
    access: anyOf(...userReaders),
    risk: 'reads',
    request: z.object({ username: short }),
    response: userAttributes,
  }),
  getUserAttributes: read('/UserMgmt/GetUserAttributes', {
    about: 'Read the attributes of a user.',
    access: anyOf(...userReaders),
    risk: 'reads',
    request: z.object({ ID: short, DirectoryServiceUuid: short.nullish() }),
    response: userAttributes,
  }),
  getUsers: read('/CDirectoryService/GetUsers', {
    about: 'List the users.',
    access: anyOf(...userReaders),
    risk: 'reads',
    request: z.object({ Args: redrockArgs.nullish() }),
    response: redrockReply,
  }),
  setCloudLock: write('/UserMgmt/SetCloudLock', {
    about: 'Lock or unlock a user.',
    access: anyOf('dsman'),
    risk: 'writes',
    recentProof: 'when the user holds administrative rights',
    request: z.object({ user: short, lockuser: flag }),
    response: z.boolean(),
  }),
  isUserCloudLocked: read('/UserMgmt/IsUserCloudLocked', {
    about: 'Tell whether a user is locked.',
    access: anyOf(...userReaders),
    risk: 'low',
    request: z.object({ user: short }),
    response: z.boolean(),
  }),
  setUserState: write('/CDirectoryService/SetUserState', {
    about: 'Lock, disable or activate a user.',
    access: anyOf('dsman'),
    risk: 'writes',
    recentProof: 'when the user holds administrative rights',
    request: z.object({ ID: short, state: short }),
    response: nothingBack,
  }),
  exemptUserFromMfa: write('/CDirectoryService/ExemptUserFromMfa', {
    about: 'Let a user in with one factor for some minutes. This tenant asks for one, and says so.',
    access: anyOf('mfaunlock', 'dsman'),
    risk: 'low',
    request: z.object({
      ID: short,
      timespan: z.coerce
        .number('Give a number of minutes.')
        .int('Give whole minutes.')
        .min(0)
        .max(527_040, 'At most a year.'),
    }),
    response: nothingBack,
  }),
  resetUserPassword: write('/UserMgmt/ResetUserPassword', {
    about: 'Set another password for a user.',
    access: anyOf('dsman'),
    risk: 'takesOver',
    recentProof: 'always',
    request: z.object({ ID: short, newPassword: long }),
    response: z.boolean(),
  }),
  deleteUser: write('/CDirectoryService/DeleteUser', {
    about: 'Delete a user, by ID or login name.',
    access: anyOf('dsman'),
    risk: 'writes',
    recentProof: 'when the user holds administrative rights',
    request: id,
    response: nothingBack,
  }),
  removeUser: write('/UserMgmt/RemoveUser', {
    about: 'Delete a user.',
    access: anyOf('dsman'),
    risk: 'writes',
    recentProof: 'when the user holds administrative rights',
    request: id,
    response: nothingBack,
  }),
  removeUsers: write('/UserMgmt/RemoveUsers', {
    about: 'Delete users.',
    access: anyOf('dsman'),
    risk: 'writes',
    recentProof: 'when somebody of them holds administrative rights',
    request: z.object({ Users: ids }),
    response: textMap,
  }),
  getCdsAliases: read('/Core/GetCdsAliasesForTenant', {
    about: 'List the login suffixes of the tenant.',
    access: anyOf(...directoryReaders),
    risk: 'low',
    request: nothing,
    response: redrockReply,
  }),
} as const satisfies Record<string, Endpoint>
