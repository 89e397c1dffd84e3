import { days } from '#schema/duration.ts'

/** Milliseconds. */
export const oneDay = days(1) * 1000

/** Days from 1970 to a moment. */
export const dayOf = (at: number): number => Math.floor(at / oneDay)
