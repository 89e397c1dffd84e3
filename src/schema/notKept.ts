import { equal } from './change.ts'
import { member, objectIn, type Wire } from './wireMembers.ts'

/**
 * The members of an update that say something and are kept nowhere: neither a place of a setting (`kept`, as dotted paths; all rows of a list have
 * the same) nor what is read back anyway. Clients send every member that they know, most of them empty; those lose nothing.
 */
export function notKept(
  payload: Wire,
  { kept, readBack }: { kept: readonly string[]; readBack: Wire },
): string[] {
  const places = kept.map((path) => path.toLowerCase())
  const within = (sent: Wire, held: Wire, path: string): string[] =>
    Object.entries(sent).flatMap(([name, value]) => {
      const place = `${path}${name}`
      const lower = place.toLowerCase()
      if (places.includes(lower) || isFormName(name)) return []
      const before = member(held, name)
      const hasPlaces = places.some((each) => each.startsWith(`${lower}.`))
      if (hasPlaces && Array.isArray(value))
        return [...new Set(value.flatMap((row) => within(objectIn(row), {}, `${place}.`)))]
      if (hasPlaces) return within(objectIn(value), objectIn(before), `${place}.`)
      return saysNothing(value) || equal(value, before) ? [] : [place]
    })
  return within(payload, readBack, '')
}

/** Stray names of the vendor's own forms. */
const isFormName = (name: string) => /^jsutil-/i.test(name)

const saysNothing = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  value === false ||
  value === 'false' ||
  (typeof value === 'object' && Object.values(value).every(saysNothing))

/** The sentence for Message; undefined when all was kept. */
export function notKeptInWords(names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined
  const shown = names.slice(0, most).map((name) => name.slice(0, 60))
  return `Not kept, because this tenant has no such setting: ${shown.join(', ')}${names.length > most ? ` and ${names.length - most} more` : ''}.`
}
const most = 20
