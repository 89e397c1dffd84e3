import type { Place } from '../palette/place.ts'

export type Shortcut = {
  /** What is pressed, one after another: as KeyboardEvent.key has it in lower case, with "Mod+" for Ctrl, or ⌘ on a Mac. */
  keys: readonly [string, ...string[]]
  /** In the sheet. */
  does: string
  run: () => void
}

type Acts = {
  /** Where this person may go, and may add one where a list is shown. */
  pages: readonly Place[]
  adding: Place | undefined
  go: (place: Place) => void
  showSheet: () => void
  find: (wanted: Target) => HTMLElement | null
}

/** What a page has one of, by the mark that it stands with. */
export type Target = 'search' | 'save'

/** Every shortcut that works now, in the order of the sheet. */
export const shortcutsFor = ({ pages, adding, go, showSheet, find }: Acts): Shortcut[] => [
  // The palette hears its key itself, so that nothing is lost that is typed while it is loaded.
  { keys: ['Mod+k'], does: 'Search for a page or an object', run: () => {} },
  { keys: ['Mod+s'], does: 'Review what was changed, then save it', run: () => find('save')?.click() },
  { keys: ['/'], does: 'Search in a list', run: () => find('search')?.focus() },
  { keys: ['n'], does: 'Add one to a list', run: () => adding && go(adding) },
  ...pages.flatMap((page): Shortcut[] => {
    const letter = letters[page.link.to ?? '']
    return letter ? [{ keys: ['g', letter], does: `Go to ${page.label}`, run: () => go(page) }] : []
  }),
  { keys: ['?'], does: 'Show this sheet', run: showSheet },
]

/** After g, by the address of the page. */
export const letters: Record<string, string> = {
  '/': 'h',
  '/apps': 'a',
  '/users': 'u',
  '/roles': 'r',
  '/groups': 'g',
  '/identity-providers': 'i',
  '/security-devices': 'd',
  '/routing-rules': 'o',
  '/settings': 's',
  '/settings/keys': 'k',
  '/settings/deleted': 'x',
  '/events': 'l',
}

/** Whether it needs a key that writes nothing: such a shortcut works everywhere, and cannot be met by chance. */
export const isHeld = ({ keys }: Pick<Shortcut, 'keys'>): boolean => keys[0].startsWith('Mod+')
