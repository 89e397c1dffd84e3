/** What an application may learn of the person who signed in. */
export type Person = {
  name: string
  displayName: string
  mail: string
  phone: string
}

/** The scopes that tell something of the person. */
export const tellsOfPerson = (scopes: readonly string[]) =>
  ['profile', 'email', 'phone'].some((scope) => scopes.includes(scope))

/**
 * The claims that the scopes of OpenID Connect stand for (OpenID Connect Core §5.4), the same in ID tokens, at userinfo and at introspection. The
 * directory does not prove that an address or number is somebody's, so none counts as verified.
 */
export const claimsOfPerson = (
  { name, displayName, mail, phone }: Person,
  scopes: readonly string[],
): Record<string, unknown> => ({
  ...(scopes.includes('profile')
    ? { name: displayName, ...partsOf(displayName), preferred_username: name }
    : {}),
  ...(scopes.includes('email') && mail ? { email: mail, email_verified: false } : {}),
  ...(scopes.includes('phone') && phone ? { phone_number: phone, phone_number_verified: false } : {}),
})

/**
 * The directory keeps one name, and many programs read two: what stands after a comma and before it, else all words but the last and the last. A single
 * word is a given name.
 */
function partsOf(displayName: string): { given_name?: string; family_name?: string } {
  const [family = '', given] = displayName.split(',', 2).map((part) => part.trim())
  if (given) return { given_name: given, family_name: family }
  const words = displayName.trim().split(/\s+/)
  if (words.length < 2) return { given_name: displayName.trim() }
  return { given_name: words.slice(0, -1).join(' '), family_name: words.at(-1) ?? '' }
}
