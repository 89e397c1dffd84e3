import type { MouseEvent } from 'react'

/**
 * For what is around buttons below a form, on mouse down. Leaving a field judges it, and its message would push the buttons away from under the pointer:
 * so the field keeps the focus.
 */
export const keepFocus = (event: MouseEvent) => event.preventDefault()
