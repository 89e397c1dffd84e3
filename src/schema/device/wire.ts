import { z } from 'zod'
import { readStored } from '../category.ts'
import { encodeSettings, replyWith, wiredIn, withSent, type Wire } from '../wireMembers.ts'
import { deviceCategories, type DeviceConfig } from './index.ts'

/** A security device on the wire. The vendor has none; these members are ours (D4). */

const wired = wiredIn(deviceCategories)

/** The members that settings make. */
export const toDeviceWire = (config: DeviceConfig): Wire => encodeSettings(wired, config)

/** `current` with every member that was sent; decoded, not judged. */
export const fromDeviceWire = (payload: Wire, current: DeviceConfig): unknown =>
  withSent(wired, payload, current)

export const blankDevice = readStored(deviceCategories, {})

/** What a reply says of one. */
export const deviceReply = replyWith(
  z.looseObject({
    ID: z.string(),
    Name: z.string(),
    Gatewright: z.object({ Version: z.int(), CreatedAt: z.number(), UpdatedAt: z.number() }),
  }),
  deviceCategories,
)

/** Every place that is read, as dotted paths. */
export const deviceKept: readonly string[] = [...wired.map(({ path }) => path.join('.')), 'ID']
