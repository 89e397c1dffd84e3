import { linkOptions } from '@tanstack/react-router'
import { handOver } from '#console/object/handedText.ts'
import { holdsAny, type Me } from '#console/api/me.ts'
import type { Offered } from '#console/api/offered.ts'
import { rowReaders } from '#schema/right.ts'
import type { Action } from './place.ts'

/**
 * Whether somebody pasted more than a name. It may be a token: nothing is searched by it, and no link holds it.
 */
export const isPasted = (text: string): boolean =>
  text.length > 80 || text.startsWith('{') || text.includes('eyJ') || (text.length >= 40 && !/\s/.test(text))

/** Says what a pasted text is, on a page of its own. */
export function findFor({ me, offered }: { me: Me; offered: Offered }, text: string): Action[] {
  if (!offered('findPasted') || !holdsAny(me, ...rowReaders)) return []
  return [
    {
      kind: 'Action',
      key: 'find',
      label: 'Find what this is',
      detail: 'a token, an address, a command, a line of a log',
      run: () => handOver(text),
      link: linkOptions({ to: '/events', search: { view: 'find' } }),
    },
  ]
}
