import { days, hours, minutes } from '#schema/duration.ts'
import { fromWireDate } from '#schema/redrock.ts'
import { named, refusal } from './tree.ts'

/**
 * datefunc('now'), datefunc('now', '-30'), datefunc('2016-08-26 11:00'): a moment in milliseconds (contract.md 8).
 * The second text is a .NET TimeSpan: '-30' is 30 days ago, '-1:00' one hour ago.
 */
export function datefunc(texts: readonly unknown[], now: number): number {
  const [start, span, ...others] = texts
  if (typeof start !== 'string' || (span !== undefined && typeof span !== 'string') || others.length > 0)
    throw refusal("datefunc takes one or two texts, such as datefunc('now', '-30').")
  const from = start.trim().toLowerCase() === 'now' ? now : momentOf(start)
  if (from === undefined)
    throw refusal(
      `datefunc does not know the moment ${named(start)}. Write 'now' or a date such as '2026-08-26 11:00'.`,
    )
  const length = span === undefined ? 0 : spanOf(span)
  if (length === undefined)
    throw refusal(
      `datefunc does not know the time span ${named(span ?? '')}. Write '-30' for 30 days ago or '-1:00' for one hour ago.`,
    )
  return from + length
}

/** An ISO date or time (UTC unless it says otherwise) or "/Date(ms)/" in milliseconds; undefined for anything else. */
export function momentOf(text: string): number | undefined {
  const trimmed = text.trim()
  const wire = fromWireDate(trimmed)
  if (wire !== null) return wire
  const match =
    /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)? ?(Z|[+-]\d{2}:?\d{2})?$/i.exec(
      trimmed,
    )
  if (!match) return undefined
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '0', zone = 'Z'] = match
  const utc = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  // Rolled over, as 31 February does
  if (Number.isNaN(utc.getTime()) || utc.getUTCDate() !== Number(day)) return undefined
  return utc.getTime() + Math.floor(Number(`0.${fraction}`) * 1000) - offsetOf(zone)
}

function offsetOf(zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0
  const sign = zone.startsWith('-') ? -1 : 1
  const digits = zone.slice(1).replace(':', '')
  return sign * (hours(Number(digits.slice(0, 2))) + minutes(Number(digits.slice(2)))) * 1000
}

/** .NET: [-]d or [-][d.]hh:mm[:ss[.fraction]] */
function spanOf(text: string): number | undefined {
  const match =
    /^([+-])?(?:(\d{1,6})|(?:(\d{1,6})\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?)$/.exec(
      text.trim(),
    )
  if (!match) return undefined
  const [, sign, wholeDays = '0', day = '0', hour = '0', minute = '0', second = '0', fraction = '0'] = match
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  const seconds =
    days(Number(wholeDays) + Number(day)) + hours(Number(hour)) + minutes(Number(minute)) + Number(second)
  return (sign === '-' ? -1 : 1) * (seconds * 1000 + Math.floor(Number(`0.${fraction}`) * 1000))
}
