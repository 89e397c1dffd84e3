import { limits, type Claim, type Json } from './script.ts'

/**
 * What a token says about itself, its issue and the sign-in behind it: the tenant alone says that. RFC 7519 §4.1, RFC 9068 §2.2,
 * RFC 7662 §2.2, RFC 7800, RFC 8693 §4, OpenID Connect Core §2, and what this tenant adds (contract.md 2.9).
 */
const ownClaims = new Set(
  (
    'iss sub exp nbf iat jti client_id scope unique_name auth_time nonce acr amr azp at_hash c_hash s_hash sid typ alg kid ' +
    'active token_type cnf act may_act events sub_id sub_jwk _claim_names _claim_sources'
  ).split(' '),
)

/** A word, or an address as namespaced claims have it (OpenID Connect Core §5.1.2). */
const nameShape = /^[A-Za-z_][\w.:/#~-]*$/

export type ClaimCall = 'setClaim' | 'setClaimArray' | 'setClaimObject'

/** The claims that a script has set so far. `put` says what is wrong with one, or nothing. */
export function claimCollection() {
  const held = new Map<string, { value: Json; length: number }>()

  /** Both as JSON text; undefined stands for what JSON cannot say. */
  function put(call: ClaimCall, nameText: string | undefined, valueText: string | undefined): string | null {
    const name: unknown = nameText === undefined ? undefined : JSON.parse(nameText)
    if (typeof name !== 'string') return `${call} needs the name of the claim first, as a text.`
    const fault = nameFault(name)
    if (fault !== null) return fault
    if ((valueText?.length ?? 0) > limits.valueLength)
      return `The value of the claim ${name} is longer than ${limits.valueLength} characters. Tokens travel in headers: shorten it.`
    const value = valueText === undefined ? undefined : (JSON.parse(valueText) as Json)
    const wrong = valueFault(call, name, value)
    if (wrong !== null) return wrong
    held.delete(name)
    // OpenID Connect Core §5.3.2: a claim without a value is left out, not sent as null
    if (value === undefined || value === null) return null
    if (held.size === limits.claims) return `A script can set at most ${limits.claims} claims.`
    const length = name.length + (valueText?.length ?? 0)
    const total = [...held.values()].reduce((sum, each) => sum + each.length, length)
    if (total > limits.totalLength)
      return `All claims together are longer than ${limits.totalLength} characters. Tokens travel in headers: leave some out.`
    held.set(name, { value, length })
    return null
  }

  return { put, claims: (): Claim[] => [...held].map(([name, { value }]) => ({ name, value })) }
}

function nameFault(name: string): string | null {
  if (name.length > limits.nameLength)
    return `The name of a claim has at most ${limits.nameLength} characters; this one has ${name.length}.`
  const plain = name.toLowerCase()
  if (ownClaims.has(plain))
    return `The claim ${name} is set by the tenant and cannot be set by a script. Of those only aud can be replaced.`
  if (plain === 'aud' && name !== 'aud') return `The claim ${name} would stand beside aud. Write aud.`
  if (!nameShape.test(name) || name in {} || plain in {})
    return `${JSON.stringify(name)} cannot be the name of a claim. Use letters, digits and _ . : / # ~ - and begin with a letter.`
  return null
}

function valueFault(call: ClaimCall, name: string, value: Json | undefined): string | null {
  if (name === 'aud' && !isAudience(value))
    return 'The claim aud needs a text, or a list of texts, that is not empty.'
  if (call === 'setClaimArray' && !Array.isArray(value))
    return `setClaimArray needs a list for the claim ${name}, and got ${kindOf(value)}.`
  if (call === 'setClaimObject' && (typeof value !== 'object' || value === null || Array.isArray(value)))
    return `setClaimObject needs an object for the claim ${name}, and got ${kindOf(value)}.`
  return contentFault(name, value, 1)
}

function contentFault(name: string, value: Json | undefined, depth: number): string | null {
  if (typeof value === 'string')
    return value.isWellFormed() ? null : `The claim ${name} holds half of a character.`
  if (typeof value !== 'object' || value === null) return null
  if (depth > limits.depth)
    return `The claim ${name} is nested deeper than ${limits.depth} levels. Make it flatter.`
  for (const [key, part] of Object.entries(value)) {
    // A reader that copies members one by one would change the prototype of its objects
    if (key === '__proto__') return `The claim ${name} has a member __proto__. Leave it out.`
    const fault = contentFault(name, key, depth) ?? contentFault(name, part, depth + 1)
    if (fault !== null) return fault
  }
  return null
}

/** RFC 7519 §4.1.3 */
const isAudience = (value: Json | undefined): boolean =>
  Array.isArray(value)
    ? value.length > 0 && value.every((each) => typeof each === 'string' && each !== '')
    : typeof value === 'string' && value !== ''

const kindOf = (value: Json | undefined): string =>
  value === undefined || value === null
    ? 'nothing'
    : Array.isArray(value)
      ? 'a list'
      : { string: 'a text', number: 'a number', boolean: 'true or false', object: 'an object' }[
          typeof value as 'string' | 'number' | 'boolean' | 'object'
        ]
