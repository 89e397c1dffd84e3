import type { RedrockArgs } from '#schema/redrock.ts'
import type { Arguments } from './select.ts'

/** Rows of a page at most (D7). */
export const mostRows = 10_000

/** Which rows are wanted. Limit bounds a page like PageSize: clients send it with each page (contract.md 3.4). */
export function pageOf(args: RedrockArgs): { offset: number; size: number } {
  const size = Math.min(positive(args.PageSize), positive(args.Limit))
  const number = Math.max(1, Math.floor(args.PageNumber ?? 1))
  return { offset: Math.min((number - 1) * size, Number.MAX_SAFE_INTEGER), size }
}

const positive = (wanted: number | undefined) =>
  wanted !== undefined && wanted >= 1 ? Math.min(Math.floor(wanted), mostRows) : mostRows

export function argumentsOf(args: RedrockArgs): Arguments {
  return {
    sortBy: args.SortBy ? { name: args.SortBy, descending: !isAscending(args) } : null,
    filter:
      args.FilterValue && args.FilterBy?.length
        ? { names: distinct(args.FilterBy), text: args.FilterValue }
        : null,
  }
}

function distinct(names: readonly string[]): string[] {
  const held = new Map(names.map((name) => [name.toLowerCase(), name]))
  return [...held.values()]
}

/** "True" is ascending, "False" descending; ascending when nothing is said. */
function isAscending({ Direction, Ascending }: RedrockArgs): boolean {
  const direction = Direction ?? Ascending ?? true
  return typeof direction === 'boolean' ? direction : !/^(false|desc|descending)$/i.test(direction)
}
