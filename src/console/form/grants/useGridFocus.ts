import { useLayoutEffect, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react'

type Cell = { id: string; column: number }

const page = 10
/** The first right: where the keys begin. */
const firstRight = 1
const reachable = 'a[href], input, button'

/**
 * One cell of the grid is reached by Tab, and the arrow keys go from it to the others. A row that is out of sight comes into the page first:
 * the focus goes to it once it is drawn.
 */
export function useGridFocus(rows: readonly string[]) {
  const body = useRef<HTMLTableSectionElement>(null)
  const [cell, setCell] = useState<Cell>({ id: '', column: firstRight })
  const wanted = useRef<Cell>(null)
  const row = Math.max(0, rows.indexOf(cell.id))

  useLayoutEffect(() => {
    if (wanted.current === null) return
    const { id, column } = wanted.current
    wanted.current = null
    focusable(rowOf(body.current, id), column)?.focus()
  })

  const goTo = (place: number, column: number): void => {
    const id = rows[place]
    if (id === undefined) return
    setCell({ id, column })
    wanted.current = { id, column }
  }

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const { key, target, altKey, metaKey, shiftKey, ctrlKey } = event
    if (altKey || metaKey || shiftKey || !(target instanceof HTMLElement)) return
    const here = cellOf(target)
    if (!here) return
    const at = rows.indexOf(here.id)
    const last = rows.length - 1
    // The name of somebody is not always a link
    const columns = columnsOf(rowOf(body.current, here.id))
    const [first, end] = [columns[0] ?? here.column, columns.at(-1) ?? here.column]
    const within = (place: number) => Math.min(Math.max(place, 0), last)
    const moves: Record<string, [number, number]> = ctrlKey
      ? { Home: [0, 0], End: [last, end] }
      : {
          ArrowRight: [at, here.column + 1],
          ArrowLeft: [at, here.column - 1],
          ArrowDown: [within(at + 1), here.column],
          ArrowUp: [within(at - 1), here.column],
          PageDown: [within(at + page), here.column],
          PageUp: [within(at - page), here.column],
          Home: [at, 0],
          End: [at, end],
        }
    const move = moves[key]
    if (!move) return
    event.preventDefault()
    goTo(move[0], Math.min(Math.max(move[1], first), end))
  }

  const onFocus = ({ target }: FocusEvent<HTMLElement>): void => {
    const here = cellOf(target)
    if (here && (here.id !== cell.id || here.column !== cell.column)) setCell(here)
  }

  return { body, at: { row, column: cell.column }, onKeyDown, onFocus }
}

const rowOf = (body: HTMLElement | null, id: string) =>
  body?.querySelector<HTMLElement>(`:scope > [data-id="${CSS.escape(id)}"]`)

function cellOf(target: HTMLElement): Cell | null {
  const column = target.closest<HTMLElement>('[data-column]')?.dataset['column']
  const id = target.closest<HTMLElement>('[data-id]')?.dataset['id']
  return column === undefined || id === undefined ? null : { id, column: Number(column) }
}

const columnsOf = (line: HTMLElement | null | undefined) =>
  [...(line?.querySelectorAll<HTMLElement>('[data-column]') ?? [])]
    .filter((each) => each.querySelector(reachable))
    .map(({ dataset }) => Number(dataset['column']))

/** What the focus can be on in a cell, or in the next one that has something. */
function focusable(line: HTMLElement | null | undefined, column: number): HTMLElement | null | undefined {
  const next = columnsOf(line).find((each) => each >= column)
  return line?.querySelector(`[data-column="${next}"]`)?.querySelector<HTMLElement>(reachable)
}
