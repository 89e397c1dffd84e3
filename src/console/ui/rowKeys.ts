import type { KeyboardEvent } from 'react'

const steps: Record<string, number> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }

/** Goes through the rows of a list by keys, from one of them or from the list as a whole, and chooses rows. Enter opens, as with every link. */
export function rowKeys(
  event: KeyboardEvent<HTMLElement>,
  choose: (row: number, through: boolean) => void,
): void {
  const { key, target, currentTarget, shiftKey, altKey, ctrlKey, metaKey } = event
  if (altKey || ctrlKey || metaKey || !(target instanceof HTMLElement)) return
  const links = [...currentTarget.querySelectorAll<HTMLElement>('.row-link')]
  const at = links.findIndex((link) => link.closest('tr')?.contains(target))
  if (at === -1 && target !== currentTarget) return
  const step = steps[key.length === 1 ? key.toLowerCase() : key]
  if (step !== undefined) {
    const next = Math.min(Math.max(at + step, 0), links.length - 1)
    if (shiftKey && at !== -1) choose(next, true)
    links[next]?.focus()
  } else if (at !== -1 && target === links[at] && (key === ' ' || key.toLowerCase() === 'x'))
    choose(at, shiftKey)
  else return
  event.preventDefault()
}
