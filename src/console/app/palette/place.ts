import type { LinkProps } from '@tanstack/react-router'

type Named = {
  /** What it is: "User". */
  kind: string
  key: string
  label: string
  detail: string
}

/** What the palette leads to. */
export type Place = Named & { link: Pick<LinkProps, 'to' | 'params' | 'search' | 'hash'> }

/** What the palette does, before it leads anywhere. */
export type Action = Named & { run: () => void } & Partial<Pick<Place, 'link'>>

/** Whether each word that was typed is in it. */
export const hasTyped = (text: string, ...within: string[]) =>
  text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => within.some((each) => each.toLowerCase().includes(word)))
