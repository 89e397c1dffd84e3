/** Per person, so that a colleague at the same computer still gets it. */
const key = (personId: string) => `gatewright.quickStartSkipped.${personId}`

export const wasQuickStartSkipped = (personId: string) => localStorage.getItem(key(personId)) !== null

export function skipQuickStart(personId: string, skipped: boolean): void {
  if (skipped) localStorage.setItem(key(personId), '1')
  else localStorage.removeItem(key(personId))
}
