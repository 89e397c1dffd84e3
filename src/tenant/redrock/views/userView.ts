import { sql } from 'kysely'
import { cloudUserTable, directoryUserTable, userTable } from '#schema/redrockColumns.ts'
import { account, status } from '#schema/user/index.ts'
import { holdsAny } from '../../actor.ts'
import { columnsOf, nameOf, textValue, wordValue, type Dialect, type View } from '../view.ts'
import { inConfig } from './inConfig.ts'
import { usedInWords } from './lastUse.ts'
import { partnerOf } from './partnerOf.ts'
import { secretInWords, usersWhoseSecretEnds } from './secretState.ts'
import { userReaders } from '#schema/right.ts'

type Setting = 'mobileNumber' | 'officeNumber' | 'homeNumber' | 'description'
const settingsIn = (dialect: Dialect) => (key: Setting) =>
  inConfig(dialect, 'user', { path: ['account', key], missing: account.settings[key].default })

/** Without a right over users everybody finds only themselves. */
const ofUsers = {
  table: 'user',
  wireTable: 'users',
  order: [sql.ref('user.sort_key')],
  entity: { type: 'User', key: sql.ref('user.id'), foreign: false },
  rowsFor: (actor) => (holdsAny(actor, userReaders) ? 'all' : sql`${sql.ref('user.id')} = ${actor.id}`),
} as const satisfies Omit<View, 'name' | 'columns'>

/**
 * What sets of users are told apart by. SQLite would find the users of a set by the narrow index that counts them, and sort them all for the first page: with
 * the sign it goes through the index that has the order of the list, which holds these columns too.
 */
const toldApart =
  (dialect: Dialect) =>
  (column: 'directory_id' | 'state' | 'signed_in' | 'oauth_client' | 'service_user' | 'last_login_day') => ({
    value: dialect === 'sqlite' ? sql`+${sql.ref(`user.${column}`)}` : sql.ref(`user.${column}`),
    of: column,
  })

const displayName = {
  value: sql.ref('user.display_name'),
  order: { key: sql.ref('user.display_name_key'), alone: false },
}

/** The users of the cloud directory. */
export function userView(dialect: Dialect, now: number): View {
  const setting = settingsIn(dialect)
  const told = toldApart(dialect)
  return {
    ...ofUsers,
    name: userTable.table,
    names: { held: sql.ref('user.names'), of: ['Username', 'DisplayName', 'Email'] },
    columns: columnsOf(userTable, {
      ID: sql.ref('user.id'),
      Username: nameOf('user'),
      DisplayName: displayName,
      Email: { value: sql.ref('user.mail'), order: { key: sql.ref('user.mail_key'), alone: false } },
      MobileNumber: setting('mobileNumber'),
      OfficeNumber: setting('officeNumber'),
      HomeNumber: setting('homeNumber'),
      Description: setting('description'),
      LastLogin: sql.ref('user.last_login_at'),
      DirectoryServiceUuid: told('directory_id'),
      DirectoryServicePartnerName: partnerOf(sql.ref('user.id')),
      // Words of ours are sorted as they are
      Status: { value: statusInWords, of: 'state', order: { key: statusInWords, alone: false } },
      State: told('state'),
      SignedIn: told('signed_in'),
      OauthClient: told('oauth_client'),
      ServiceUser: told('service_user'),
      InEverybodyRole: sql.ref('user.in_everybody'),
      CreateDate: sql.ref('user.created_at'),
      LastPasswordChangeDate: sql.ref('user.password_changed_at'),
      LastSeen: { value: usedInWords(told('last_login_day').value, now), of: 'last_login_day' },
      SecretState: secretInWords(sql.ref('user.id'), { whose: usersWhoseSecretEnds, now }),
    }),
  }
}

/** The same under the names of directory queries. */
export function directoryUserView(dialect: Dialect): View {
  const setting = settingsIn(dialect)
  const inState = (state: 'None' | 'Locked') =>
    sql`cast(case when ${sql.ref('user.state')} = ${sql.lit(state)} then 1 else 0 end as bigint)`
  return {
    ...ofUsers,
    name: directoryUserTable.table,
    names: { held: sql.ref('user.names'), of: ['SystemName', 'DisplayName', 'EMail'] },
    columns: columnsOf(directoryUserTable, {
      InternalName: sql.ref('user.id'),
      SystemName: nameOf('user'),
      DisplayName: displayName,
      EMail: sql.ref('user.mail'),
      Description: setting('description'),
      ObjectType: textValue('User'),
      DirectoryServiceUuid: sql.ref('user.directory_id'),
      DirectoryServicePartnerName: partnerOf(sql.ref('user.id')),
      Status: statusInWords,
      Enabled: inState('None'),
      Locked: inState('Locked'),
      CreateDate: sql.ref('user.created_at'),
    }),
  }
}

/** The same under the names of GetUserAttributes. */
export function cloudUserView(dialect: Dialect): View {
  const setting = settingsIn(dialect)
  return {
    ...ofUsers,
    name: cloudUserTable.table,
    names: { held: sql.ref('user.names'), of: ['Name', 'DisplayName', 'Mail'] },
    columns: columnsOf(cloudUserTable, {
      ID: sql.ref('user.id'),
      Name: nameOf('user'),
      DisplayName: displayName,
      Mail: sql.ref('user.mail'),
      Description: setting('description'),
      MobileNumber: setting('mobileNumber'),
      OfficeNumber: setting('officeNumber'),
      HomeNumber: setting('homeNumber'),
      State: sql.ref('user.state'),
      OauthClient: sql.ref('user.oauth_client'),
      ServiceUser: sql.ref('user.service_user'),
      InEverybodyRole: sql.ref('user.in_everybody'),
      DirectoryServiceUuid: sql.ref('user.directory_id'),
      CreateDate: sql.ref('user.created_at'),
      LastPasswordChangeDate: sql.ref('user.password_changed_at'),
    }),
  }
}

const words = Object.entries(status.settings.state.options).map(
  ([state, label]) => sql`when ${sql.ref('user.state')} = ${sql.lit(state)} then ${wordValue(label)}`,
)
/** An index has it (migration 0061). */
const statusInWords = sql`case ${sql.join(words, sql` `)} else ${sql.ref('user.state')} end`
