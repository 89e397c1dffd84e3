import { useRef } from 'react'

/** The button that opens a search is gone while the search is open. The focus goes to the search, and afterwards back to the button. */
export function usePickerFocus() {
  const returning = useRef<number | null>(null)
  return {
    /** To be called when the search closes, with the place of the button that had opened it. */
    leave: (button: number) => {
      returning.current = button
    },
    /** Ref of what holds the search. */
    search: focusSearch,
    /** Ref of what holds the buttons. */
    buttons: (box: HTMLElement | null) => {
      if (!box || returning.current === null) return
      box.querySelectorAll('button')[returning.current]?.focus()
      returning.current = null
    },
  }
}

const focusSearch = (box: HTMLElement | null) => box?.querySelector('input')?.focus()
