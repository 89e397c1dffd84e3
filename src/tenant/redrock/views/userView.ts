import { sql } from 'kysely'
import { cloudDirectory } from '#schema/directoryService.ts'
import { account, status } from '#schema/user/index.ts'
import { holdsAny } from '../../actor.ts'
import { column, textValue, type Dialect, type View } from '../view.ts'
import { inConfig } from './inConfig.ts'
import { userReaders } from '#schema/right.ts'

/** The users of the cloud directory. Without a right over users everybody finds only themselves. */
export function userView(dialect: Dialect): View {
  const setting = (key: 'mail' | 'mobileNumber' | 'officeNumber' | 'homeNumber' | 'description') =>
    inConfig(dialect, 'user', { path: ['account', key], missing: account.settings[key].default })
  return {
    name: 'User',
    table: 'user',
    wireTable: 'users',
    columns: [
      column('ID', 'text', sql.ref('user.id')),
      column('Username', 'text', sql.ref('user.name')),
      column('DisplayName', 'text', sql.ref('user.display_name')),
      column('Email', 'text', setting('mail')),
      column('MobileNumber', 'text', setting('mobileNumber')),
      column('OfficeNumber', 'text', setting('officeNumber')),
      column('HomeNumber', 'text', setting('homeNumber')),
      column('Description', 'text', setting('description')),
      column('LastLogin', 'date', sql.ref('user.last_login_at')),
      column('DirectoryServiceUuid', 'text', textValue(cloudDirectory)),
      column('Status', 'text', statusInWords),
      column('OauthClient', 'flag', sql.ref('user.oauth_client')),
      column('ServiceUser', 'flag', sql.ref('user.service_user')),
      column('InEverybodyRole', 'flag', sql.ref('user.in_everybody')),
      column('CreateDate', 'date', sql.ref('user.created_at')),
      column('LastPasswordChangeDate', 'date', sql.ref('user.password_changed_at')),
    ],
    order: [sql.ref('user.name_key')],
    entity: { type: 'User', key: sql.ref('user.id'), foreign: false },
    rowsFor: (actor) => (holdsAny(actor, userReaders) ? 'all' : sql`${sql.ref('user.id')} = ${actor.id}`),
  }
}

const words = Object.entries(status.settings.state.options).map(
  ([state, label]) => sql`when ${sql.ref('user.state')} = ${state} then ${textValue(label)}`,
)
const statusInWords = sql`case ${sql.join(words, sql` `)} else ${sql.ref('user.state')} end`
