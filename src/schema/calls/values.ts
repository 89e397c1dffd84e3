import { z } from 'zod'

// What many calls take and give

export const text = z.string()
export const nothing = z.unknown()
export const nothingBack = z.null()
/** Vendor clients send both. */
export const flag = z.union([z.boolean(), z.string()])
export const textMap = z.record(z.string(), z.unknown())
