/** Per person, so that a colleague at the same computer still gets them. */
const key = (personId: string) => `gatewright.firstStepsSkipped.${personId}`

export const wereFirstStepsSkipped = (personId: string) => localStorage.getItem(key(personId)) !== null

export function skipFirstSteps(personId: string, skipped: boolean): void {
  if (skipped) localStorage.setItem(key(personId), '1')
  else localStorage.removeItem(key(personId))
}
