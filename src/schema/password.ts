import { longestPassword, upTo } from './upTo.ts'

const common = [
  'password',
  'qwerty',
  'qwertz',
  'letmein',
  'welcome',
  'admin',
  'administrator',
  'secret',
  'changeme',
  'iloveyou',
  'monkey',
  'dragon',
  'football',
  'baseball',
  'sunshine',
  'princess',
  'trustno1',
  'gatewright',
]

/** True for a well-known word dressed up with digits and punctuation, for runs such as 12345678 and for repetitions. */
export function isCommon(password: string): boolean {
  const lower = password.toLowerCase()
  const cores = [lower.replace(/[^a-z]/g, ''), plainLetters(lower), plainLetters(undressed(lower))]
  if (cores.some((core) => common.some((word) => core === word || core === word + word))) return true
  if (new Set(password).size < 4) return true
  return '0123456789012345678901234567890'.includes(password) || 'abcdefghijklmnopqrstuvwxyz'.includes(lower)
}

/** From the first to the last letter, or what stands for one. */
function undressed(lower: string): string {
  const letters = [...lower.matchAll(/[a-z@$]/g)].map(({ index }) => index)
  return lower.slice(letters[0] ?? 0, (letters.at(-1) ?? -1) + 1)
}

const plainLetters = (lower: string) =>
  lower
    .replaceAll('@', 'a')
    .replaceAll('0', 'o')
    .replaceAll('$', 's')
    .replaceAll('1', 'i')
    .replace(/[^a-z]/g, '')

/** In the form in which it is hashed. */
function bytesOf(text: string): number {
  let bytes = 0
  for (const character of text.normalize('NFC')) {
    const point = character.codePointAt(0) ?? 0
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
  }
  return bytes
}

function password(shortest: number) {
  return upTo(longestPassword)
    .min(shortest, `Use at least ${shortest} characters.`)
    .refine((value) => bytesOf(value) <= longestPassword, {
      error: `Use at most ${longestPassword} characters, or fewer where they are not of the Latin alphabet.`,
      abort: true,
    })
    .refine((value) => !isCommon(value), 'This password is among the first that are guessed. Choose another.')
}

/** Characters. */
export const shortestPassword = 8

/** The tenant's policy for passwords of users set through the API (CL-06). */
export const userPassword = password(shortestPassword)

/** The policy for people who administer the tenant. */
export const administratorPassword = password(12)

/**
 * The policy for client secrets that are typed in the console (CL-06). Libraries encode other characters before they send them as
 * Basic credentials (RFC 6749 §2.3.1), so letters and digits travel best.
 */
export const typedSecret = password(16)

export const travelsUnencoded = (secret: string) => /^[A-Za-z0-9._~-]*$/.test(secret)

/** 0 (guessed at once) to 4 (strong), for the meter beside a password field. Rough on purpose: the policy decides. */
export function passwordStrength(value: string): number {
  if (value === '' || isCommon(value)) return 0
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(value)).length
  const bits = Math.min(new Set(value).size, value.length) * 2 + value.length * (1 + kinds * 0.5)
  return Math.min(4, Math.max(1, Math.floor(bits / 18)))
}
