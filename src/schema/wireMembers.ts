import { z } from 'zod'
import type { Category } from './category.ts'
import { sealedReply } from './kinds/sealedSecret.ts'
import { decode, encode, nullRemoves, type Setting } from './setting.ts'

export type Wire = Record<string, unknown>

/** A setting with its place in the vendor's payload: "OAuthProfile.TokenType" is ['OAuthProfile', 'TokenType']. */
export type Wired = { category: string; key: string; setting: Setting; path: readonly string[] }

/** The settings that travel as they are. */
export const wiredIn = (categories: readonly Category[]): Wired[] =>
  categories.flatMap(({ id, settings }) =>
    Object.entries(settings).flatMap(([key, setting]) =>
      setting.wire === undefined ? [] : [{ category: id, key, setting, path: setting.wire.split('.') }],
    ),
  )

/** The members that settings make. */
export function encodeSettings(wired: readonly Wired[], config: Record<string, Wire>): Wire {
  const wire: Wire = {}
  for (const { category, key, setting, path } of wired)
    putAt(wire, path, encode(setting, config[category]?.[key]))
  return wire
}

/** `current` with every member that was sent. Values are decoded, not judged: the caller parses what comes back. */
export function withSent(wired: readonly Wired[], payload: Wire, current: Record<string, Wire>): unknown {
  const config = structuredClone(current)
  for (const each of wired) {
    const sent = sentFor(each, payload)
    if (sent !== undefined) config[each.category] = { ...config[each.category], [each.key]: sent }
  }
  return config
}

/** A value that was sent for a setting, decoded and not judged; undefined when none was. */
export function sentFor({ setting, path }: Wired, payload: Wire): unknown {
  const sent = memberAt(payload, path)
  return isSentFor(setting, sent) ? decode(setting, sent) : undefined
}

/** Some clients write members that they do not set as null; that clears nothing (AZ-04, D3). */
export const isSent = (value: unknown) => value !== undefined && value !== null

/** Null says something of settings that it removes. */
export const isSentFor = (setting: Setting, value: unknown) =>
  isSent(value) || (value === null && nullRemoves(setting))

/** Reads a member whatever the case of its name: the vendor's parameter names are case-insensitive. */
export function member(object: Wire, name: string): unknown {
  if (Object.hasOwn(object, name)) return object[name]
  const key = Object.keys(object).find((each) => each.toLowerCase() === name.toLowerCase())
  return key === undefined ? undefined : object[key]
}

/** The member that a path leads to, of any depth. */
export const memberAt = (payload: Wire, path: readonly string[]): unknown =>
  path.reduce<unknown>((at, name) => member(objectIn(at), name), payload)

export function putAt(wire: Wire, [first = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) wire[first] = value
  else {
    const inner = { ...objectIn(wire[first]) }
    putAt(inner, rest, value)
    wire[first] = inner
  }
}

export const objectIn = (value: unknown): Wire =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Wire) : {}

/** Replies by member: what is in it, or what reads it. */
type Members = { [name: string]: Members | z.ZodType }

/**
 * The schema of a reply: the members that always stand in it, and those that settings make, whichever these are. A setting that is added
 * is in the reply without being named here.
 */
export function replyWith<Fixed extends z.ZodObject>(
  fixed: Fixed,
  ...lists: readonly (readonly Category[])[]
): Fixed {
  const members: Members = {}
  for (const { path, setting } of lists.flatMap(wiredIn)) {
    let at = members
    for (const name of path.slice(0, -1)) {
      const inner = at[name]
      at = at[name] = inner === undefined || inner instanceof z.ZodType ? {} : inner
    }
    at[path.at(-1) ?? ''] ??= inReply(setting)
  }
  return extended(fixed, members) as Fixed
}

/** Of a sealed secret a reply says whether one is kept, and can say nothing else. */
const inReply = ({ kind }: Setting) => (kind === 'sealedSecret' ? sealedReply : z.unknown()).optional()

function extended(fixed: z.ZodObject | undefined, members: Members): z.ZodObject {
  const shape: Record<string, z.ZodType> = {}
  for (const [name, member] of Object.entries(members)) {
    const held = fixed?.shape[name] as z.ZodType | undefined
    if (!(member instanceof z.ZodType))
      shape[name] = extended(held instanceof z.ZodObject ? held : undefined, member)
    else if (!held) shape[name] = member
  }
  return fixed ? fixed.extend(shape) : z.object(shape)
}
