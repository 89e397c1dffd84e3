import { sql } from 'kysely'
import { deviceTable } from '#schema/redrockColumns.ts'
import { deviceReaders } from '#schema/right.ts'
import { holdsAny } from '../../actor.ts'
import { columnsOf, nameOf, textValue, type View } from '../view.ts'

/** Security devices, for whoever may look at them. */
export function deviceView(): View {
  return {
    name: deviceTable.table,
    table: 'device',
    wireTable: 'securitydevice',
    columns: columnsOf(deviceTable, {
      ID: id,
      Name: nameOf('device'),
      Server: sql.ref('device.server'),
      State: state,
      LastEvent: health('newest_event_at'),
      LastArrival: lastArrival,
      LastSuccess: health('last_success_at'),
      LastFailure: health('last_failure_at'),
      CreateDate: sql.ref('device.created_at'),
    }),
    order: [sql.ref('device.sort_key')],
    entity: { type: 'SecurityDevice', key: id, foreign: false },
    rowsFor: (actor) => (holdsAny(actor, deviceReaders) ? 'all' : 'none'),
  }
}

const id = sql.ref('device.id')

const health = (column: 'newest_event_at' | 'last_success_at' | 'last_failure_at') =>
  sql`(select ${sql.ref(`device_health.${column}`)} from device_health where device_health.device_id = ${id})`

/** When the newest event arrived. Nothing for what happened before the device was there, which could not come sooner. */
const lastArrival = sql`(select device_event.received_at from device_event
  where device_event.device_id = ${id} and device_event.at >= ${sql.ref('device.created_at')}
  order by device_event.at desc, device_event.event_id desc limit 1)`

const state = sql`(case when ${sql.ref('device.polling')} = 0 then ${textValue('Paused')}
  when (select device_health.failure from device_health where device_health.device_id = ${id}) is not null then ${textValue('Failing')}
  when ${health('last_success_at')} is null then ${textValue('Waiting')}
  else ${textValue('Working')} end)`
