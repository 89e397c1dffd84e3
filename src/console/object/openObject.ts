import { useEffect } from 'react'
import type { Category } from '#schema/category.ts'
import type { ObjectType } from '#schema/nouns.ts'

export type OpenObject = {
  type: ObjectType
  id: string
  tabs: readonly { id: string; title: string }[]
  categories: readonly Category[]
}

let open: OpenObject | null = null

/** The object whose page is on the screen, for what looks at the page from outside. */
export const openObject = (): OpenObject | null => open

export function useOpenObject(object: OpenObject): void {
  useEffect(() => {
    open = object
    return () => {
      open = null
    }
  })
}
