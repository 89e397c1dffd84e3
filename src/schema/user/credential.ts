import type { z } from 'zod'
import { category, objectOf } from '../category.ts'
import { typedSecret, userPassword } from '../password.ts'
import { longestPassword } from '../upTo.ts'
import { choice } from '../kinds/choice.ts'
import { secret } from '../kinds/secret.ts'
import { account, status } from './index.ts'

/** What a user proves themselves with. Sent by calls of its own, never read back. */
export const credential = category('credential', {
  title: 'Password',
  summary: 'What the user signs in with. For a confidential client it is the client secret.',
  settings: {
    origin: choice({
      label: 'New password',
      help: 'A generated password has only letters and digits, which every program sends unchanged. It is shown once.',
      default: 'generated',
      options: { generated: 'Generate it', typed: 'Type it' },
    }),
    password: secret({
      label: 'Password',
      help: 'At least 8 characters; 16 for a confidential client.',
      maxLength: longestPassword,
      when: { key: 'origin', is: 'typed' },
    }),
    passwordAgain: secret({
      label: 'Password again',
      help: 'The same password once more.',
      maxLength: longestPassword,
      when: { key: 'origin', is: 'typed' },
    }),
  },
  rules: [
    {
      at: 'password',
      fault: ({ origin, password }) =>
        origin === 'typed' ? userPassword.safeParse(password).error?.issues[0]?.message : undefined,
    },
    {
      at: 'passwordAgain',
      fault: ({ origin, password, passwordAgain }) =>
        origin === 'typed' && password !== passwordAgain
          ? 'The two passwords differ. Type the same one twice.'
          : undefined,
    },
  ],
})

export const newUserCategories = [account, status, credential] as const

const shape = objectOf(newUserCategories)

/** A user who is about to be created. */
export const newUser = shape.check((context) => {
  const { status: kind, credential: given } = context.value
  const fault = kind.oauthClient && given.origin === 'typed' ? clientSecretFault(given.password) : undefined
  if (fault)
    context.issues.push({ code: 'custom', input: '', path: ['credential', 'password'], message: fault })
})

export type NewUser = z.output<typeof newUser>

/** What is wrong with a typed client secret, or undefined (CL-06). */
export const clientSecretFault = (secret: string) => typedSecret.safeParse(secret).error?.issues[0]?.message
