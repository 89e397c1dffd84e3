import { z } from 'zod'
import { formatDuration, fromTimeSpan, toTimeSpan } from '../duration.ts'
import { beforeAndAfter, noNames, whole, type Base, type Kind, type Spec } from './kind.ts'

/** Whole seconds. */
export type Duration = Base<'duration', number> & { min: number; max: number }

export function duration(spec: Spec<Duration>): Duration {
  const bounds = `Choose between ${formatDuration(spec.min)} and ${formatDuration(spec.max)}.`
  return {
    ...spec,
    kind: 'duration',
    schema: z
      .int({ error: ({ input }) => unread(input) })
      .min(spec.min, bounds)
      .max(spec.max, bounds),
  }
}

/** A payload holds text, a form holds numbers (PB-11). */
const unread = (input: unknown) =>
  typeof input === 'string'
    ? 'Write it as days.hours:minutes:seconds, such as 0.05:00:00 for five hours.'
    : 'Type digits, such as 8 or 1.5.'

export const durationKind: Kind<Duration> = {
  shape: () => z.number().positive(),
  format: formatDuration,
  encode: toTimeSpan,
  decode: (wire) => (typeof wire === 'string' ? (fromTimeSpan(wire) ?? wire) : wire),
  bounds: ({ min, max }) => `From ${formatDuration(min)} to ${formatDuration(max)}`,
  names: noNames,
  outsideForm: whole,
  changed: beforeAndAfter(formatDuration),
}
