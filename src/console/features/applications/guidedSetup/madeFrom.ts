/** In this tab, so that Back after Create does not offer the same form once more. */
const storageKey = (draft: string) => `gatewright.made.${draft}`

/** Remembers which application a draft has become. */
export const noteMade = (draft: string, rowKey: string) => sessionStorage.setItem(storageKey(draft), rowKey)

/** The row key of the application that the draft has become; null for one that was not created from here. */
export const madeFrom = (draft: string): string | null => sessionStorage.getItem(storageKey(draft))
