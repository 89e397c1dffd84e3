import { sql } from 'kysely'
import { userTable } from '#schema/redrockColumns.ts'
import { cloudDirectory } from '#schema/directoryService.ts'
import { account, status } from '#schema/user/index.ts'
import { holdsAny } from '../../actor.ts'
import { columnsOf, textValue, type Dialect, type View } from '../view.ts'
import { inConfig } from './inConfig.ts'
import { userReaders } from '#schema/right.ts'

/** The users of the cloud directory. Without a right over users everybody finds only themselves. */
export function userView(dialect: Dialect): View {
  const setting = (key: 'mail' | 'mobileNumber' | 'officeNumber' | 'homeNumber' | 'description') =>
    inConfig(dialect, 'user', { path: ['account', key], missing: account.settings[key].default })
  return {
    name: userTable.table,
    table: 'user',
    wireTable: 'users',
    columns: columnsOf(userTable, {
      ID: sql.ref('user.id'),
      Username: sql.ref('user.name'),
      DisplayName: sql.ref('user.display_name'),
      Email: setting('mail'),
      MobileNumber: setting('mobileNumber'),
      OfficeNumber: setting('officeNumber'),
      HomeNumber: setting('homeNumber'),
      Description: setting('description'),
      LastLogin: sql.ref('user.last_login_at'),
      DirectoryServiceUuid: textValue(cloudDirectory),
      Status: statusInWords,
      OauthClient: sql.ref('user.oauth_client'),
      ServiceUser: sql.ref('user.service_user'),
      InEverybodyRole: sql.ref('user.in_everybody'),
      CreateDate: sql.ref('user.created_at'),
      LastPasswordChangeDate: sql.ref('user.password_changed_at'),
    }),
    order: [sql.ref('user.name_key')],
    entity: { type: 'User', key: sql.ref('user.id'), foreign: false },
    rowsFor: (actor) => (holdsAny(actor, userReaders) ? 'all' : sql`${sql.ref('user.id')} = ${actor.id}`),
  }
}

const words = Object.entries(status.settings.state.options).map(
  ([state, label]) => sql`when ${sql.ref('user.state')} = ${state} then ${textValue(label)}`,
)
const statusInWords = sql`case ${sql.join(words, sql` `)} else ${sql.ref('user.state')} end`
