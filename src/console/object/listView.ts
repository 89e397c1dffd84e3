import { useState } from 'react'
import { usePerson } from '#console/api/session.ts'
import type { ObjectType } from '#schema/nouns.ts'

/** How somebody wants to see a list, against what is usual: "+Category" is shown, "-Email Address" is not, "dense" has rows close together. */
export type ListView = readonly string[]

/** Kept for each person in this browser, as the theme is: it says nothing of the tenant, and another screen has another width. */
export function useListView(type: ObjectType): [ListView, (view: ListView) => void] {
  const key = `gatewright.listView.${type}.${usePerson()?.id}`
  const [view, setView] = useState<ListView>(() => localStorage.getItem(key)?.split('\n') ?? [])
  return [
    view,
    (next) => {
      setView(next)
      localStorage.setItem(key, next.join('\n'))
    },
  ]
}

type Titled = { title: string; extra?: boolean }

export const markOf = ({ title, extra }: Titled) => `${extra ? '+' : '-'}${title}`

export const isShown = (column: Titled, view: ListView): boolean =>
  view.includes(markOf(column)) === Boolean(column.extra)
