import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useState, type RefObject } from 'react'
import { flushSync } from 'react-dom'

/** A list of more rows shows those in sight. */
export const mostShownAtOnce = 30

type Options = {
  list: {
    element: RefObject<HTMLElement | null>
    keys: readonly { id: number | string }[]
    focused: number | undefined
  }
  /** Shown wherever it is, so that whoever looks for a fault finds it. */
  faulty: number | undefined
  /** Between two rows, in px. */
  gap: number
  /** Of a row that has not been on screen yet, in px. */
  height: number
}

/** Where the rows stand that a list shows: all of a short one; of a long one those in sight, the one with the focus and its neighbours, and the first with a fault. */
export function useRowWindow({ list: { element, keys, focused }, faulty, gap, height }: Options) {
  const top = useTop(element)
  const printing = usePrinting()
  const partly = keys.length > mostShownAtOnce && !printing
  // oxlint-disable-next-line react/incompatible-library -- what it returns is used here, and nothing is memoized by it
  const { getVirtualItems, getTotalSize, measureElement } = useWindowVirtualizer<HTMLElement>({
    count: keys.length,
    enabled: partly,
    estimateSize: () => height,
    getItemKey: (index) => keys[index]?.id ?? index,
    gap,
    overscan: 2,
    scrollMargin: top,
    initialRect: { width: window.innerWidth, height: window.innerHeight },
    rangeExtractor: (range) => {
      // Tab goes on to the row before and after the one with the focus, wherever the page was scrolled to.
      const around = focused === undefined ? [] : [focused - 1, focused, focused + 1]
      const kept = [...around, faulty ?? -1].filter((index) => index >= 0 && index < range.count)
      return inOrder([...defaultRangeExtractor(range), ...kept])
    },
  })
  if (!partly)
    return { partly, places: keys.map((_, index) => ({ index, before: 0 })), after: 0, measure: undefined }
  const items = getVirtualItems()
  const places = items.map(({ index, start }, place) => ({
    index,
    before: start - (items[place - 1]?.end ?? top),
  }))
  return { partly, places, after: top + getTotalSize() - (items.at(-1)?.end ?? top), measure: measureElement }
}

const inOrder = (indexes: number[]) => [...new Set(indexes)].sort((a, b) => a - b)

/** How far below the start of the page it begins, as long as anything on the page grows. */
function useTop(element: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(latestTop)
  useLayoutEffect(() => {
    const look = () => {
      if (!element.current) return
      latestTop = element.current.getBoundingClientRect().top + window.scrollY
      setTop(latestTop)
    }
    look()
    const grown = new ResizeObserver(look)
    grown.observe(document.body)
    return () => grown.disconnect()
  }, [element])
  return top
}

/** Where the last list began: the next one begins near it, so that few rows come that are out of sight. */
let latestTop = 0

/** On paper there is no scrolling. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false)
  useEffect(() => {
    // The browser takes the page as it is when these return.
    const begin = () => flushSync(() => setPrinting(true))
    const end = () => setPrinting(false)
    addEventListener('beforeprint', begin)
    addEventListener('afterprint', end)
    return () => {
      removeEventListener('beforeprint', begin)
      removeEventListener('afterprint', end)
    }
  }, [])
  return printing
}
