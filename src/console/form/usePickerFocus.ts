import { useRef } from 'react'

/** Buttons that give way to a search and come back: whoever uses the keyboard goes on there, since the button that was pressed is gone. */
export function usePickerFocus() {
  const returning = useRef(false)
  return {
    /** To be called when the search closes. */
    leave: () => {
      returning.current = true
    },
    /** Ref of what holds the search. */
    search: focusSearch,
    /** Ref of what holds the buttons. */
    buttons: (box: HTMLElement | null) => {
      if (!box || !returning.current) return
      returning.current = false
      box.querySelector('button')?.focus()
    },
  }
}

const focusSearch = (box: HTMLElement | null) => box?.querySelector('input')?.focus()
