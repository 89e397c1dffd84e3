import { useEffect, useRef } from 'react'
import { useRouter, useRouterState } from '@tanstack/react-router'
import type { ObjectType } from '#schema/nouns.ts'
import type { ListSearch } from './objectRoutes.ts'

/** A list as somebody left it for one of its rows: its address, its place in the browser's history, and the row. */
type Left = { search: ListSearch; entry: number; id: string; row: number }

/** In this tab, until the page is loaded anew. */
const left = new Map<ObjectType, Left>()

/** What the list of a noun showed last; nothing where no row of it was opened. */
export const lastSearch = (type: ObjectType): Partial<ListSearch> => left.get(type)?.search ?? {}

/** Remembers the list when a row is opened, for the way back (PB-13). */
export function useLeaveList(type: ObjectType, search: ListSearch): (id: string, row: number) => void {
  const { history } = useRouter()
  return (id, row) => left.set(type, { search, entry: history.location.state.__TSR_index, id, row })
}

/**
 * Gives the focus to the row that somebody comes back to, by Back or after deleting: the one that was opened, or what stands in its place now.
 * @returns a function for the links of the rows, which a row takes as its ref.
 */
export function useComeBack(type: ObjectType, ids: readonly string[]) {
  const row = useRowToComeBackTo(type, ids)
  const links = useRef(new Map<string, HTMLElement>())
  const first = useRef(true)
  useEffect(() => {
    if (first.current && row !== undefined) links.current.get(row)?.focus()
    first.current = false
  }, [row])
  return (id: string) => (link: HTMLElement | null) => {
    if (link) links.current.set(id, link)
    else links.current.delete(id)
  }
}

function useRowToComeBackTo(type: ObjectType, ids: readonly string[]): string | undefined {
  const { deleted, __TSR_index: entry } = useRouterState({ select: ({ location }) => location.state })
  const last = left.get(type)
  if (!last || (deleted === undefined && entry !== last.entry)) return undefined
  return ids.includes(last.id) ? last.id : ids[Math.min(last.row, ids.length - 1)]
}
