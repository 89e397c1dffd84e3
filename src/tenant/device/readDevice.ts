import type { Kysely } from 'kysely'
import { readStored } from '#schema/category.ts'
import { deviceCategories, type DeviceConfig } from '#schema/device/index.ts'
import { takeObject } from '../object/takeObject.ts'
import type { Row, Tables } from '../store/tables.ts'
import type { Write } from '../write.ts'

export type StoredDevice = { row: Row<'device'>; config: DeviceConfig }

/** A security device with its settings, or null. Of its password they say since when one is kept. */
export async function readDevice(db: Kysely<Tables>, id: string): Promise<StoredDevice | null> {
  const row = await db.selectFrom('device').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return null
  const stored = JSON.parse(row.config) as { settings: Record<string, unknown> }
  const settings = {
    ...stored.settings,
    name: row.name,
    server: row.server,
    polling: row.polling === 1,
  }
  return { row, config: readStored(deviceCategories, { settings }) }
}

/** A security device that is about to be changed (takeObject). */
export const takeDevice = (write: Pick<Write, 'tx' | 'tenant'>, id: string, expectedVersion?: number) =>
  takeObject(write, { type: 'device', id, read: readDevice, expectedVersion })
