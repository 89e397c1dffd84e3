import { useRef } from 'react'

/** Buttons that give way to a search and come back: whoever uses the keyboard goes on there, since the button that was pressed is gone. */
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
