import type { FieldFault } from '#schema/problem.ts'

export type RuleFaults = {
  /** What is wrong with the rule at a place. */
  at: (place: number) => string | undefined
  /** What is wrong with none of these rules. */
  elsewhere: string | undefined
}

/** Faults of a list of so many rules. What is judged and what cannot be read name a rule in the call's and in the form's words. */
export function ruleFaults(fields: readonly FieldFault[], count: number): RuleFaults {
  const placeOf = ({ path }: FieldFault) => {
    const [, place] = /^rules\.(\d+)(\.|$)/i.exec(path) ?? []
    return place !== undefined && Number(place) < count ? Number(place) : undefined
  }
  const saidAt = (wanted: number | undefined) => {
    const messages = fields.filter((fault) => placeOf(fault) === wanted).map(({ message }) => message)
    return messages.length === 0 ? undefined : [...new Set(messages)].join(' ')
  }
  return { at: saidAt, elsewhere: saidAt(undefined) }
}
