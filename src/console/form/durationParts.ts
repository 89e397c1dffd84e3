import { days, hours, minutes } from '#schema/duration.ts'

export type DurationParts = { days: number; hours: number; minutes: number; seconds: number }

/** 90_061 → 1 day, 1 hour, 1 minute, 1 second. Seconds are shown only where a value has them. */
export function partsOf(total: number): DurationParts {
  const rest = Math.max(0, Math.trunc(total))
  return {
    days: Math.floor(rest / days(1)),
    hours: Math.floor((rest % days(1)) / hours(1)),
    minutes: Math.floor((rest % hours(1)) / minutes(1)),
    seconds: rest % 60,
  }
}

/** Whole seconds. */
export const totalOf = (parts: DurationParts) =>
  Math.round(days(parts.days) + hours(parts.hours) + minutes(parts.minutes) + parts.seconds)

/** "1.5" and "1,5" → 1.5, nothing → 0; undefined for anything else, so that a slip of the keyboard never becomes another number (PB-11). */
export function countIn(text: string): number | undefined {
  if (text.trim() === '') return 0
  return /^\d{1,5}([.,]\d{1,4})?$/.test(text.trim()) ? Number(text.trim().replace(',', '.')) : undefined
}
