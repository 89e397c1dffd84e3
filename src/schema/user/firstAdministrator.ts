import type { z } from 'zod'
import { category, objectOf } from '../category.ts'
import { loginLocalPart, loginSuffix } from '../loginName.ts'
import { administratorPassword } from '../password.ts'
import { longestPassword } from '../upTo.ts'
import { secret } from '../kinds/secret.ts'
import { text } from '../kinds/text.ts'

/** What the setup link asks for (D11). */
export const firstAdministrator = category('administrator', {
  title: 'First administrator',
  summary: 'A System Administrator, who may do everything in this tenant. Further people are added later.',
  settings: {
    loginName: text({
      label: 'Login Name',
      help: 'The part before the @. Letters, digits and + - _ .',
      maxLength: 100,
      check: loginLocalPart,
    }),
    suffix: text({
      label: 'Suffix',
      help: 'The part after the @, such as acme.test. It becomes the first login suffix of this tenant and need not be a mail domain.',
      maxLength: 100,
      check: loginSuffix,
    }),
    password: secret({
      label: 'Password',
      help: 'At least 12 characters. Several unrelated words are easy to remember and hard to guess.',
      maxLength: longestPassword,
      check: administratorPassword,
    }),
    passwordAgain: secret({
      label: 'Password again',
      help: 'The same password once more.',
      maxLength: longestPassword,
    }),
  },
  rules: [
    {
      at: 'passwordAgain',
      fault: ({ password, passwordAgain }) =>
        password === passwordAgain ? undefined : 'The two differ. Type the same one twice.',
    },
  ],
})

export const firstAdministratorCategories = [firstAdministrator] as const
export const firstAdministratorForm = objectOf(firstAdministratorCategories)
export type FirstAdministrator = z.output<typeof firstAdministratorForm>
