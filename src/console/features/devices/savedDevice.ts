import type { Result } from '#console/api/call.ts'
import { readDraft } from '#schema/category.ts'
import { deviceCategories, type DeviceConfig } from '#schema/device/index.ts'
import { blankDevice, fromDeviceWire, toDeviceWire } from '#schema/device/wire.ts'

/** A security device as the console edits it. */
export const savedDevice = (reply: NonNullable<Result<'getDevice'>>): DeviceConfig =>
  readDraft(deviceCategories, fromDeviceWire(reply, blankDevice) as Record<string, unknown>)

export const deviceRequest = (id: string, config: DeviceConfig) => ({ ID: id, ...toDeviceWire(config) })
