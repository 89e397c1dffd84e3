import { sql } from 'kysely'
import { accessInWords, anyOf } from '#schema/endpoint.ts'
import { holdsAny } from '../../actor.ts'
import { Problem } from '../../problem.ts'
import { column, textValue, unknown, type View } from '../view.ts'

/** The audit log. Who lacks the right is told so, because no rows would read as "nothing happened". */
export function eventView(tenantId: string): View {
  return {
    name: 'Event',
    table: 'event',
    wireTable: 'events',
    columns: [
      column('ID', 'text', sql.ref('event.id')),
      column('EventType', 'text', sql.ref('event.event_type')),
      column('WhenOccurred', 'date', sql.ref('event.at')),
      column('WhenLogged', 'date', sql.ref('event.at')),
      column('NormalizedUser', 'text', sql.ref('event.actor_name'), { foreign: 'User' }),
      column('UserGuid', 'text', sql.ref('event.actor_id'), { foreign: 'User' }),
      column('ApplicationName', 'text', sql.ref('event.application_name')),
      column('ApplicationID', 'text', sql.ref('event.application_id')),
      column('EntityName', 'text', sql.ref('event.object_name')),
      column('EntityType', 'text', sql.ref('event.object_type')),
      column('EntityUuid', 'text', sql.ref('event.object_id')),
      column('FromIPAddress', 'text', sql.ref('event.ip')),
      column('Level', 'text', sql.ref('event.level')),
      column('Tenant', 'text', textValue(tenantId)),
      column('CorrelationID', 'text', sql.ref('event.correlation_id')),
      column('Detail', 'text', sql.ref('event.detail')),
      ...unknown('text', 'AuthMethod', 'DirectoryServiceUuid', 'DirectoryServicePartnerName'),
      ...unknown('text', 'RequestDeviceOS', 'RequestHostName', 'ImpersonatorUuid', 'OldEntity', 'NewEntity'),
      ...unknown('text', 'Role', 'RoleId', 'AzRoleId', 'AzRoleName', 'AzDeploymentId'),
      ...unknown('flag', 'RequestIsMobileDevice'),
    ],
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
