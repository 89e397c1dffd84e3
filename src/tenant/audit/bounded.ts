import type { Author, NewEvent } from './event.ts'

// An event stays small whatever was sent, or the log would fill the disk; and it is read back as it was written, or the chain would not fit.

const longest = { name: 320, text: 1024, list: 500, detail: 32_768 }
/** Of what somebody sent who proved nothing. */
const longestOfStranger = 200

/** A name or ID. Half a surrogate pair and NUL become another character in one database or the other, so they do before. */
export const boundedText = (text: string): string => storable(cut(text, longest.name))

/** A detail as JSON: every text and list in it is cut, and at last the whole but for the hashes of versions. */
export function boundedDetail(detail: Record<string, unknown>): string {
  const json = JSON.stringify(detail, (_, value: unknown) =>
    typeof value === 'string'
      ? cut(value, longest.text)
      : Array.isArray(value)
        ? fewOf(value, longest.list)
        : value,
  )
  if (json.length <= longest.detail) return json
  return JSON.stringify({ cut: storable(cut(json, longest.text)), versions: detail['versions'] })
}

/** The event of somebody who proved nothing, with less of what they sent. */
export function ofStranger(by: Author, event: NewEvent): { by: Author; event: NewEvent } {
  const short = (text: string) => cut(text, longestOfStranger)
  const { object, detail = {} } = event
  const told: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(detail))
    told[name] = typeof value === 'string' ? short(value) : value
  return {
    by: { ...by, name: short(by.name) },
    event: {
      ...event,
      ...(object && { object: { ...object, id: short(object.id), name: short(object.name) } }),
      detail: told,
    },
  }
}

/** The first of a list, and how many more there are. */
export const fewOf = (list: readonly unknown[], most: number): readonly unknown[] =>
  list.length <= most ? list : [...list.slice(0, most), `and ${list.length - most} more`]

const cut = (text: string, most: number) =>
  text.length <= most ? text : `${text.slice(0, most).toWellFormed()}… (${text.length} characters)`

/** What both databases give back as it was. */
export const storable = (text: string) => text.toWellFormed().replaceAll('\0', '\ufffd')
