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
  ...(scopes.includes('profile') ? { name: displayName, preferred_username: name } : {}),
  ...(scopes.includes('email') && mail ? { email: mail, email_verified: false } : {}),
  ...(scopes.includes('phone') && phone ? { phone_number: phone, phone_number_verified: false } : {}),
})
