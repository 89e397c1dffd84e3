import { fromTimeSpan, toTimeSpan } from './duration.ts'
import type { Setting } from './setting.ts'

/**
 * How values of each kind travel in the vendor's payloads. `undefined` from `decode` means the value cannot be read; it is
 * then left to the setting's own schema to say what is wrong.
 */
export function encode(setting: Setting, value: unknown): unknown {
  switch (setting.kind) {
    case 'duration':
      return toTimeSpan(value as number)
    case 'choices':
      return (value as string[]).join(',')
    case 'text':
    case 'code':
    case 'toggle':
    case 'choice':
    case 'textList':
    case 'uriList':
    case 'scopeList':
    case 'grantList':
    case 'secret':
    case 'principal':
    case 'translations':
    case 'image':
      return value
  }
}

export function decode(setting: Setting, wire: unknown): unknown {
  switch (setting.kind) {
    case 'duration':
      return typeof wire === 'string' ? (fromTimeSpan(wire) ?? wire) : wire
    case 'choices':
      return typeof wire === 'string' ? optionsIn(wire, Object.keys(setting.options)) : wire
    case 'choice':
      return typeof wire === 'string' ? sameButCase(wire, Object.keys(setting.options)) : wire
    case 'toggle':
      return wireBoolean(wire)
    case 'text':
    case 'code':
    case 'textList':
    case 'uriList':
    case 'scopeList':
    case 'grantList':
    case 'secret':
    case 'principal':
    case 'translations':
    case 'image':
      return wire
  }
}

/** Some clients send booleans as the strings "true" and "false" (contract.md 4.1). */
export function wireBoolean(wire: unknown): unknown {
  if (typeof wire !== 'string') return wire
  const text = wire.toLowerCase()
  return text === 'true' ? true : text === 'false' ? false : wire
}

/** Reads a member whatever the case of its name: the vendor's parameter names are case-insensitive. */
export function member(object: Record<string, unknown>, name: string): unknown {
  if (Object.hasOwn(object, name)) return object[name]
  const key = Object.keys(object).find((each) => each.toLowerCase() === name.toLowerCase())
  return key === undefined ? undefined : object[key]
}

const optionsIn = (list: string, options: string[]) =>
  list
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map((entry) => sameButCase(entry, options))

const sameButCase = (entry: string, options: string[]) =>
  options.find((option) => option.toLowerCase() === entry.toLowerCase()) ?? entry
