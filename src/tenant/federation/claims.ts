/** What an identity provider says of a person: the ID token, and what only userinfo has. */
export type Claims = Readonly<Record<string, unknown>>

/** FC-07: userinfo adds what the ID token does not say, and replaces nothing. */
export function withUserInfo(idToken: Claims, userInfo: Claims): Claims {
  const added = { ...userInfo }
  // What is said of an address is said of that one
  for (const [claim, verified] of ofEach) if (claim in idToken) delete added[verified]
  return { ...added, ...idToken }
}

const ofEach = [
  ['email', 'email_verified'],
  ['phone_number', 'phone_number_verified'],
] as const

/** A claim by its exact name; where there is none, dots lead into it (FC-09). */
export function claimAt(claims: Claims, name: string): unknown {
  if (name === '') return undefined
  if (Object.hasOwn(claims, name)) return claims[name]
  return name
    .split('.')
    .reduce<unknown>((at, part) => (isObject(at) && Object.hasOwn(at, part) ? at[part] : undefined), claims)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The vendor's words for standard claims, where no claim has that very name. */
const aliases: Record<string, readonly string[]> = {
  Username: ['preferred_username', 'upn'],
  Email: ['email'],
  MobileNumber: ['phone_number'],
  DisplayName: ['name'],
}

/** A claim that is a text; undefined for what is missing, empty or something else. */
export function textClaim(claims: Claims, name: string): string | undefined {
  for (const each of [name, ...(Object.hasOwn(claims, name) ? [] : (aliases[name] ?? []))]) {
    const value = claimAt(claims, each)
    if (typeof value === 'string' && value.trim() !== '' && value.length <= longestText) return value.trim()
  }
  return undefined
}

/** The texts of a claim that is one text or a list. Nothing is split; what is no text is passed over (FC-09). */
export function textsOf(claims: Claims, name: string): string[] {
  const value = claimAt(claims, name)
  const list: unknown[] = Array.isArray(value) ? value : [value]
  return list
    .slice(0, mostTexts)
    .filter((each): each is string => typeof each === 'string' && each !== '' && each.length <= longestText)
}

/** What of a list of texts is none, and is passed over (FC-09): the first of it, as JSON. */
export function passedOver(claims: Claims, name: string): string[] {
  const value = claimAt(claims, name)
  const list: unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value]
  return list
    .filter((each) => typeof each !== 'string' || each === '' || each.length > longestText)
    .slice(0, 10)
    .map((each) => JSON.stringify(each).slice(0, 100))
}

/** Whether there are too many groups to be sent, so that the claim only says where to ask for them (`_claim_names`, OpenID Connect Core §5.6.2). */
export function isOverage(claims: Claims, name: string): boolean {
  const elsewhere = claims['_claim_names']
  return isObject(elsewhere) && Object.hasOwn(elsewhere, name)
}

const longestText = 1000
/** Groups of one person. */
const mostTexts = 5000

/** Whether `email` is an address that the identity provider has verified (RP-07, NT-25). */
export const isMailVerified = (claims: Claims) => claims['email_verified'] === true

/** The switch of an identity provider counts where it says nothing; `email_verified` speaks of no other claim than `email`. */
export const vouchesForMail = (
  claims: Claims,
  { claim, mailVerified }: { claim: string; mailVerified: boolean },
): boolean => {
  const ofEmail = claim === 'email' || (claim === 'Email' && !Object.hasOwn(claims, 'Email'))
  if (ofEmail && isMailVerified(claims)) return true
  return mailVerified && (!ofEmail || claims['email_verified'] === undefined)
}
