import { styled } from '@mui/material/styles'
import type { FocusEvent, ReactNode } from 'react'
import type { Fault } from '../fault.ts'
import { useRowWindow } from './useRowWindow.ts'
import type { RowsShown } from './useRows.ts'

type Props<Key> = {
  list: RowsShown<Key>
  fault: Fault | undefined
  /** Between two rows, in px. */
  gap: number
  /** How tall a row is at first sight, in px. */
  height: number
  labelOf?: (index: number) => string | undefined
  children: (index: number, key: Key) => ReactNode
}

/** The rows of useRows one below the other. A long list is in the page as far as it is in sight, and says how long it is. */
export function RowList<Key extends { id: number | string }>({
  list,
  fault,
  gap,
  height,
  labelOf,
  children,
}: Props<Key>) {
  const { element, keys, setFocused } = list
  const { places, after, partly, measure } = useRowWindow({ list, faulty: firstFaulty(fault), gap, height })
  const follow = ({ target }: FocusEvent) => {
    const row = [...(element.current?.children ?? [])].find((each) => each.contains(target))
    if (row instanceof HTMLElement) setFocused(Number(row.dataset['index']))
  }
  return (
    <Rows ref={element} onFocus={follow} style={{ paddingBottom: after }}>
      {places.map(({ index, before }) => {
        const key = keys[index]
        return key ? (
          <li
            key={key.id}
            ref={measure}
            data-index={index}
            aria-label={labelOf?.(index)}
            {...(partly && { 'aria-setsize': keys.length, 'aria-posinset': index + 1 })}
            style={{ marginBottom: gap, marginTop: before > gap ? before : 0 }}
          >
            {children(index, key)}
          </li>
        ) : null
      })}
    </Rows>
  )
}

/** Faults of rows stand at their numbers. */
const firstFaulty = (fault: Fault | undefined) =>
  Object.keys(fault ?? {})
    .filter((part) => /^\d{1,5}$/.test(part) && fault?.[part] !== undefined)
    .map(Number)[0]

const Rows = styled('ul')({
  // The place of rows that are not shown is inside the list.
  display: 'flow-root',
  listStyle: 'none',
  margin: 0,
  padding: 0,
  // Rows out of sight change the heights that the list knows, and the list makes up for it itself.
  overflowAnchor: 'none',
})
