/** Whether single keys are shortcuts for this person (WCAG 2.1.4): who speaks to the computer would press them with every word. */
const key = (personId: string) => `gatewright.singleKeysOff.${personId}`

export const hasSingleKeys = (personId: string) => localStorage.getItem(key(personId)) === null

export function setSingleKeys(personId: string, on: boolean): void {
  if (on) localStorage.removeItem(key(personId))
  else localStorage.setItem(key(personId), '1')
}
