import type { MouseEvent } from 'react'

/** A click that ends the selection of text opens nothing (PB-17). */
export function keepSelection(event: MouseEvent<HTMLElement>): void {
  const selection = window.getSelection()
  if (!selection || selection.isCollapsed || !selection.containsNode(event.currentTarget, true)) return
  event.preventDefault()
  event.stopPropagation()
}

/** A click on text that stands above the link of its row is one on the link: in another tab with the keys and buttons for that. */
export function openRow(event: MouseEvent<HTMLElement>): void {
  const { target, currentTarget, button, ctrlKey, metaKey, shiftKey } = event
  if (button > 1 || !(target instanceof Element) || target.closest('a, button, input')) return
  const link = currentTarget.querySelector<HTMLAnchorElement>('.row-link')
  if (button === 1) window.open(link?.href, '_blank', 'noopener')
  else
    link?.dispatchEvent(
      new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }),
    )
}
