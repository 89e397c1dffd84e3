import type { z } from 'zod'
import { category, objectOf } from '../category.ts'
import { typedSecret, userPassword } from '../password.ts'
import { longestPassword } from '../upTo.ts'
import { loginName } from '../loginName.ts'
import { choice } from '../kinds/choice.ts'
import { secret } from '../kinds/secret.ts'
import { account, status } from './index.ts'

type Words = {
  summary: string
  /** The field that asks where it comes from, as `New password`. */
  origin: string
  /** As it is called alone, and within a sentence. */
  title: string
  one: string
  shortest: string
  policy: z.ZodType<string>
}

const credentialIn = ({ summary, origin, title, one, shortest, policy }: Words) =>
  category('credential', {
    title,
    summary,
    settings: {
      origin: choice({
        label: origin,
        help: `A generated ${one} has only letters and digits, which every program sends unchanged. It is shown once.`,
        default: 'generated',
        options: { generated: 'Generate it', typed: 'Type it' },
      }),
      password: secret({
        label: title,
        help: shortest,
        maxLength: longestPassword,
        when: { key: 'origin', is: 'typed' },
      }),
      passwordAgain: secret({
        label: `${title} again`,
        help: `The same ${one} once more.`,
        maxLength: longestPassword,
        when: { key: 'origin', is: 'typed' },
      }),
    },
    rules: [
      {
        at: 'password',
        fault: ({ origin: from, password }) =>
          from === 'typed' ? policy.safeParse(password).error?.issues[0]?.message : undefined,
      },
      {
        at: 'passwordAgain',
        fault: ({ origin: from, password, passwordAgain }) =>
          from === 'typed' && password !== passwordAgain
            ? 'The two differ. Type the same one twice.'
            : undefined,
      },
    ],
  })

/** What a user proves themselves with. Sent by calls of its own, never read back. */
export const credential = credentialIn({
  title: 'Password',
  summary: 'What the user signs in with. For a confidential client it is the client secret.',
  origin: 'New password',
  one: 'password',
  shortest: 'At least 8 characters; 16 for a confidential client.',
  policy: userPassword,
})

/** The same of a confidential client, which is judged by a stricter policy (CL-06). */
export const clientCredential = credentialIn({
  title: 'Secret',
  summary: 'What the client gets tokens with.',
  origin: 'New secret',
  one: 'secret',
  shortest: 'At least 16 characters.',
  policy: typedSecret,
})

export const newUserCategories = [account, status, credential] as const

const shape = objectOf(newUserCategories)

/** A user who is about to be created. */
export const newUser = shape.check((context) => {
  const { account: who, status: kind, credential: given } = context.value
  const named = loginName.safeParse(who.name).error?.issues[0]
  if (named)
    context.issues.push({ code: 'custom', input: '', path: ['account', 'name'], message: named.message })
  const fault = kind.oauthClient && given.origin === 'typed' ? clientSecretFault(given.password) : undefined
  if (fault)
    context.issues.push({ code: 'custom', input: '', path: ['credential', 'password'], message: fault })
})

export type NewUser = z.output<typeof newUser>

/** What is wrong with a typed client secret, or undefined (CL-06). */
const clientSecretFault = (secret: string) => typedSecret.safeParse(secret).error?.issues[0]?.message
