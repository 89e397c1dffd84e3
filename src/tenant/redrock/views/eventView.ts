import { sql, type RawBuilder } from 'kysely'
import { eventTable } from '#schema/redrockColumns.ts'
import { eventReaders } from '#schema/right.ts'
import { cloudDirectory } from '#schema/directoryService.ts'
import { accessInWords, anyOf } from '#schema/endpoint.ts'
import { holdsAny } from '../../actor.ts'
import { Problem } from '../../problem.ts'
import { partnerOf } from './partnerOf.ts'
import { columnsOf, textValue, type Dialect, type View } from '../view.ts'

/** The audit log, also under the names by which the vendor's collectors ask. Who lacks the right is told so, because no rows would read as "nothing happened". */
export function eventView(tenantId: string, dialect: Dialect): View {
  const told = (...path: string[]) => inDetail(dialect, path)
  const failure = sql`coalesce(${told('reason')}, ${told('seen')}, ${told('check')})`
  return {
    name: eventTable.table,
    table: 'event',
    wireTable: 'events',
    columns: columnsOf(eventTable, {
      ID: sql.ref('event.id'),
      EventType: sql.ref('event.event_type'),
      WhenOccurred: sql.ref('event.at'),
      WhenLogged: sql.ref('event.at'),
      NormalizedUser: { value: sql.ref('event.actor_name'), foreign: 'User' },
      UserGuid: { value: sql.ref('event.actor_id'), foreign: 'User' },
      ApplicationName: sql.ref('event.application_name'),
      ApplicationID: sql.ref('event.application_id'),
      EntityName: sql.ref('event.object_name'),
      EntityType: sql.ref('event.object_type'),
      EntityUuid: sql.ref('event.object_id'),
      FromIPAddress: sql.ref('event.ip'),
      Level: sql.ref('event.level'),
      Tenant: textValue(tenantId),
      CorrelationID: sql.ref('event.correlation_id'),
      Detail: sql.ref('event.detail'),
      UserName: sql.ref('event.actor_name'),
      Changer: where(isChange, sql.ref('event.actor_name')),
      ChangerUuid: where(isChange, sql.ref('event.actor_id')),
      ObjectName: sql.ref('event.object_name'),
      ObjectType: sql.ref('event.object_type'),
      Target: sql.ref('event.object_name'),
      TargetUser: where(concerns('user'), sql.ref('event.object_name')),
      TargetUserID: where(concerns('user'), sql.ref('event.object_id')),
      AppName: sql.ref('event.application_name'),
      AppId: sql.ref('event.application_id'),
      ClientAddress: sql.ref('event.ip'),
      Result: sql`case when ${isFailure} then ${textValue('Failure')} else ${textValue('Success')} end`,
      // A password is the one factor there is
      MfaResult: sql`case when ${sql.ref('event.event_type')} = 'Cloud.Core.Login' then ${textValue('Success')}
        when ${sql.ref('event.event_type')} = 'Cloud.Core.LoginFail' then ${textValue('Failure')} end`,
      FailureReason: where(isFailure, failure),
      FailedMessage: where(isFailure, failure),
      Description: told('why'),
      Session: told('by', 'session'),
      SessionId: told('by', 'session'),
      DSType: where(byUser, ofActor('kind', 'CDS')),
      DSUuid: where(byUser, ofActor('id', cloudDirectory)),
      AuthMethod: told('mechanism'),
      DirectoryServiceUuid: where(byUser, ofActor('id', cloudDirectory)),
      DirectoryServicePartnerName: partnerOf(sql.ref('event.actor_id')),
      RequestDeviceOS: null,
      RequestHostName: null,
      ImpersonatorUuid: null,
      OldEntity: null,
      NewEntity: null,
      Role: where(concerns('role'), sql.ref('event.object_name')),
      RoleId: where(concerns('role'), sql.ref('event.object_id')),
      AzRoleId: null,
      AzRoleName: null,
      AzDeploymentId: null,
      RequestIsMobileDevice: null,
    }),
    // By time first, so that a reader's "since then" is one stretch of an index.
    order: [sql.ref('event.at'), sql.ref('event.number')],
    entity: { type: 'User', key: sql.ref('event.actor_id'), foreign: true },
    rowsFor(actor) {
      if (holdsAny(actor, eventReaders)) return 'all'
      throw new Problem(
        'forbidden',
        `${actor.name} lacks the administrative right to read Event: ${accessInWords(anyOf(...eventReaders))}. Give it to one of the caller’s roles.`,
      )
    },
  }
}

const type = sql.ref('event.event_type')
export const isFailure = sql`(${type} like '%.Refused' or ${type} = 'Cloud.Core.LoginFail')`
const isChange = sql`(${type} like '%.Create' or ${type} like '%.Modify' or ${type} like '%.Delete' or ${type} like '%.PasswordReset')`
const byUser = sql`(${sql.ref('event.actor_id')} is not null)`
/** Of the directory that somebody comes from; whoever is deleted came from the first, as far as is known. */
const ofActor = (
  column: 'id' | 'kind',
  otherwise: string,
) => sql`coalesce((select ${sql.ref(`directory.${column}`)}
  from directory join ${sql.table('user')} on ${sql.ref('user.directory_id')} = directory.id
  where ${sql.ref('user.id')} = ${sql.ref('event.actor_id')}), ${textValue(otherwise)})`
const concerns = (noun: 'user' | 'role') => sql`(${sql.ref('event.object_type')} = ${sql.lit(noun)})`
const where = (condition: RawBuilder<unknown>, value: RawBuilder<unknown>) =>
  sql`(case when ${condition} then ${value} end)`

/** A text out of the detail of an event; null where it has none. */
function inDetail(dialect: Dialect, path: readonly string[]): RawBuilder<unknown> {
  const detail = sql.ref('event.detail')
  return dialect === 'sqlite'
    ? sql`cast(json_extract(${detail}, ${`$.${path.join('.')}`}) as text)`
    : sql`(cast(${detail} as jsonb) #>> cast(${`{${path.join(',')}}`} as text[]))`
}
