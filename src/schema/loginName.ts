import { z } from 'zod'
import { holdsUnseen } from './unseen.ts'
import { upTo } from './upTo.ts'

/** The part before the @: letters and digits of any script plus + - _ . (contract.md 18). */
export const loginLocalPart = upTo(100, z.string().trim())
  .min(1, 'Give a login name.')
  .regex(/^[\p{L}\p{M}\p{N}+\-_.]*$/u, 'Use letters, digits and + - _ . only.')

/** The part after the @: a domain-like name that the tenant knows as a login suffix. */
export const loginSuffix = upTo(100, z.string().trim())
  .toLowerCase()
  .min(1, 'Give a suffix, such as acme.test.')
  .regex(
    /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/,
    'Use letters, digits, hyphens and dots, such as acme.test.',
  )

/** A complete login name: name@suffix. */
export const loginName = upTo(201, z.string().trim()).check((context) => {
  const parts = context.value.split('@')
  const fault =
    parts.length === 2
      ? (loginLocalPart.safeParse(parts[0]).error?.issues[0]?.message ??
        loginSuffix.safeParse(parts[1]).error?.issues[0]?.message)
      : 'Write the name with its suffix, such as ada@acme.test.'
  if (fault) context.issues.push({ code: 'custom', input: context.value, message: fault })
})

/**
 * The form under which login names are unique and found (RP-08): NFKC, case-folded, trimmed. `ß` and `ſ` fold by way of
 * upper case, and `ẞ` by way of `ß`.
 */
export const nameKey = (name: string) =>
  name.length > longestName
    ? keyOfNone
    : name.normalize('NFKC').trim().toLowerCase().toUpperCase().toLowerCase().normalize('NFKC')

/** No name is longer, however it is spelled; NFKC takes the square of the length of a run of marks. */
const longestName = 300
/** Keys are in small letters. */
const keyOfNone = 'LONGER THAN ANY NAME'

export const deceptiveInWords =
  'This name mixes alphabets or holds invisible characters. Write it in one alphabet.'

/** Something invisible, two spaces that look like one, or letters of several scripts in one name: how names are made to look alike. */
export function looksDeceptive(name: string): boolean {
  if (holdsUnseen(name) || name.includes('  ')) return true
  const scripts = [
    /\p{Script=Latin}/u,
    /\p{Script=Cyrillic}/u,
    /\p{Script=Greek}/u,
    /\p{Script=Armenian}/u,
    /\p{Script=Cherokee}/u,
  ]
  return scripts.filter((script) => script.test(name)).length > 1
}
