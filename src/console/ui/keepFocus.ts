import type { MouseEvent } from 'react'

/**
 * For mouse down around the buttons below a form. A field is judged when it is left, and its message would push the button away from under the
 * pointer. So the field keeps the focus.
 */
export const keepFocus = (event: MouseEvent) => event.preventDefault()
