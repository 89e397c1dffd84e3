import { readStored } from '../category.ts'
import { encodeSettings, wiredIn, withSent, type Wire } from '../wireMembers.ts'
import { userCategories, withOwnDisplayName, type UserConfig } from './index.ts'

/** The only place that knows the vendor's names for a user (contract.md 4.1, 4.2). */

const wired = wiredIn(userCategories)

/** The members that settings make, for CreateUser, ChangeUser and GetUserAttributes. */
export const toUserWire = (config: UserConfig): Wire => encodeSettings(wired, config)

/** `current` with every member that was sent; the caller parses with `userConfig`. */
export const fromUserWire = (payload: Wire, current: UserConfig): unknown => withSent(wired, payload, current)

/** Every place of CreateUser and ChangeUser that is read, as dotted paths. */
export const userKept: readonly string[] = [
  ...wired.map(({ path }) => path.join('.')),
  'ID',
  'LoginName',
  'Password',
  'confirmPassword',
  'SendEmailInvite',
  'SendSmsInvite',
]

/** The settings of a user from GetUserAttributes. */
export const fromUserAttributes = (attributes: Wire): UserConfig =>
  withOwnDisplayName(
    readStored(userCategories, fromUserWire(attributes, readStored(userCategories, {})) as Wire),
  )
