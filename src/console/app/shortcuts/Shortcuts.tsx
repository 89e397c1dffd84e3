import { useNavigate, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useMemo, useRef } from 'react'
import { usePerson } from '#console/api/session.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { objectTypes, nouns } from '#schema/nouns.ts'
import { addingFor, pagesFor } from '../palette/palettePages.ts'
import { keyPresses } from './keyPresses.ts'
import { isHeld, shortcutsFor, type Target } from './shortcuts.ts'
import { showSheet, useIsSheetShown } from './shownSheet.ts'
import { hasSingleKeys } from './singleKeys.ts'

const ShortcutSheet = lazy(() => import('./ShortcutSheet.tsx').then((m) => ({ default: m.ShortcutSheet })))

/** Hears the shortcuts, on every page. */
export function Shortcuts() {
  const { me, offered } = signedInRoute.useRouteContext()
  const personId = usePerson()?.id ?? ''
  const navigate = useNavigate()
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const isShown = useIsSheetShown()
  const presses = useRef(keyPresses())
  const shortcuts = useMemo(() => {
    const type = objectTypes.find((each) => nouns[each].path === path)
    return shortcutsFor({
      pages: pagesFor(me, offered),
      adding: type && addingFor(me, type),
      go: ({ link }) => void navigate(link),
      showSheet: () => showSheet(true),
      find,
    })
  }, [me, offered, path, navigate])

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.repeat) return
      const mayBeSingle = hasSingleKeys(personId) && !isTyping(event.target) && !openDialog()
      const found = presses.current.press(shortcuts, event, mayBeSingle)
      if (!found) return
      event.preventDefault()
      found.run()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [shortcuts, personId])

  return (
    <Suspense>
      {isShown && (
        <ShortcutSheet
          personId={personId}
          held={shortcuts.filter(isHeld)}
          single={shortcuts.filter((each) => !isHeld(each))}
          onClose={() => showSheet(false)}
        />
      )}
    </Suspense>
  )
}

/** In the dialog that is open, else on the page. */
const find = (wanted: Target): HTMLElement | null =>
  [...(openDialog() ?? document).querySelectorAll<HTMLElement>(places[wanted])].at(-1) ?? null

const places: Record<Target, string> = { search: 'main input[type=search]', save: '[data-shortcut=save]' }

/** Menus and drawers count. */
const openDialog = () => [...document.querySelectorAll('.MuiModal-root, dialog[open]')].at(-1)

/** Keys mean something else in fields, and in lists that are gone through by letters. */
const isTyping = (target: EventTarget | null) =>
  target instanceof Element &&
  target.closest(
    'input, textarea, select, [contenteditable], [role=combobox], [role=listbox], [role=menu]',
  ) !== null
