import type { Result } from '#console/api/call.ts'
import { fromBits, hasRight, toBits, type ApplicationRight, type Grant } from '#schema/grant.ts'

export type Among = Result<'getMembershipsAmong'>['Principals'][number]
type Named = Among['In'][number]['Ways'][number][number]

/** Rights that somebody has because they are in another principal of the list. */
export type Reached = {
  rights: ApplicationRight[]
  /** From what they are in themselves to whom the rights were given. */
  chain: Named[]
  /** Further ways there. */
  more: number
}

export const keyOf = ({ type, id }: Pick<Grant, 'type' | 'id'>) => `${type} ${id}`

/** What reaches a principal through others, as the list says now: what was not saved yet counts. */
export function reachedBy(
  among: Among | undefined,
  rightsOf: ReadonlyMap<string, ApplicationRight[]>,
): Reached[] {
  return (among?.In ?? []).flatMap(({ Type, ID, Name, Direct, Ways, MoreWays }) => {
    const rights = rightsOf.get(`${Type} ${ID}`) ?? []
    if (rights.length === 0) return []
    const [way = [], ...others] = Direct ? [[], ...Ways] : Ways
    return [{ rights, chain: [...way, { Type, ID, Name }], more: others.length + MoreWays }]
  })
}

/** Given by name, part of a stronger right that is given, or through another principal. */
export type How = 'given' | 'part' | 'through' | null

export function howHeld(
  right: ApplicationRight,
  given: readonly ApplicationRight[],
  reached: readonly Reached[],
): How {
  if (given.includes(right)) return 'given'
  if (hasRight(toBits(given), right)) return 'part'
  return reached.some(({ rights }) => hasRight(toBits(rights), right)) ? 'through' : null
}

/** The rights of a service user that it does not need (contract.md 13.5). */
export const tooMany = (
  given: readonly ApplicationRight[],
  reached: readonly Reached[],
): ApplicationRight[] =>
  fromBits(toBits([...given, ...reached.flatMap(({ rights }) => rights)])).filter(
    (right) => right !== 'View' && right !== 'Run',
  )
