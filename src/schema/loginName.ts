import { z } from 'zod'
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

/** The same of somebody from another directory, which has names such as bob_contoso.com#EXT# and o'neil. */
const foreignLocalPart = upTo(100, z.string().trim())
  .min(1, 'Give a login name.')
  .regex(
    /^[\p{L}\p{M}\p{N}+\-_.'#!^~]*$/u,
    "Use letters, digits and + - _ . only. Names from other directories may have ' # ! ^ ~ too.",
  )

const nameOf = (localPart: z.ZodType<string>) =>
  upTo(201, z.string().trim()).check((context) => {
    const parts = context.value.split('@')
    const fault =
      parts.length === 2
        ? (localPart.safeParse(parts[0]).error?.issues[0]?.message ??
          loginSuffix.safeParse(parts[1]).error?.issues[0]?.message)
        : 'Write the name with its suffix, such as ada@acme.test.'
    if (fault) context.issues.push({ code: 'custom', input: context.value, message: fault })
  })

/** A complete login name as it is chosen here: name@suffix. */
export const loginName = nameOf(loginLocalPart)

/** A complete login name, wherever it was chosen. */
export const anyLoginName = nameOf(foreignLocalPart)
