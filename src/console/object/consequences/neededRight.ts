/** What the caller of an API has to hold, in one wording on every page: "Needs the right User Management." */
export function neededRight(right: string): string {
  if (right === 'any signed-in user') return 'Needs no administrative right.'
  return right === 'System Administrator' ? `Needs the role ${right}.` : `Needs the right ${right}.`
}
