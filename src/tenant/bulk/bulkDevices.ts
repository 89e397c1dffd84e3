import { sql } from 'kysely'
import { deleteDevice, updateDevice } from '../device/saveDevice.ts'
import type { Write } from '../write.ts'
import { dependents, type Bulk, type Target } from './bulk.ts'

export const bulkDevices: Bulk<'device'> = {
  find: async (tx, id) =>
    (await tx.selectFrom('device').select(['name', 'version']).where('id', '=', id).executeTakeFirst()) ??
    null,
  actions: {
    pause: (write, target) => polling(write, target, false),
    resume: (write, target) => polling(write, target, true),
    delete: (write, { id }) => deleteDevice(write, { id }),
  },
  follows: async ({ tx }, { id, action }) =>
    action === 'delete'
      ? dependents(tx, [
          {
            rows: sql`device_event where device_id = ${id}`,
            one: 'event that it received',
            many: 'events that it received',
          },
        ])
      : [],
  restore: (write, { settings, from, ...target }) =>
    polling(write, target, settings['settings']?.['polling'], from),
}

const polling = (write: Write, { id }: Pick<Target, 'id'>, on: unknown, expectedVersion?: number) =>
  updateDevice(write, { id, sent: { Polling: on }, expectedVersion })
