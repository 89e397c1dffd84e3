import { sql } from 'kysely'
import { eventTable } from '#schema/redrockColumns.ts'
import { accessInWords, anyOf } from '#schema/endpoint.ts'
import { holdsAny } from '../../actor.ts'
import { Problem } from '../../problem.ts'
import { columnsOf, textValue, type View } from '../view.ts'

/** The audit log. Who lacks the right is told so, because no rows would read as "nothing happened". */
export function eventView(tenantId: string): View {
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
      AuthMethod: null,
      DirectoryServiceUuid: null,
      DirectoryServicePartnerName: null,
      RequestDeviceOS: null,
      RequestHostName: null,
      ImpersonatorUuid: null,
      OldEntity: null,
      NewEntity: null,
      Role: null,
      RoleId: null,
      AzRoleId: null,
      AzRoleName: null,
      AzDeploymentId: null,
      RequestIsMobileDevice: null,
    }),
    // By time first, so that a reader's "since then" is one stretch of an index.
    order: [sql.ref('event.at'), sql.ref('event.number')],
    entity: { type: 'User', key: sql.ref('event.actor_id'), foreign: true },
    rowsFor(actor) {
      if (holdsAny(actor, readers)) return 'all'
      throw new Problem(
        'forbidden',
        `${actor.name} lacks the administrative right to read Event: ${accessInWords(anyOf(...readers))}. Give it to one of the caller’s roles.`,
      )
    },
  }
}

const readers = ['monitor', 'reportman'] as const
