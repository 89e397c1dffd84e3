import type { z } from 'zod'
import { administrativeRights } from '../administrativeRights.ts'
import { category } from '../category.ts'
import { loginLocalPart } from '../loginName.ts'
import { mailAddress } from '../mailAddress.ts'
import { typedSecret } from '../password.ts'
import { longestPassword } from '../upTo.ts'
import { principalName } from '../principalName.ts'
import { choice } from '../kinds/choice.ts'
import { principal } from '../kinds/principal.ts'
import { secret } from '../kinds/secret.ts'
import { text } from '../kinds/text.ts'

/** The service user that acts as the client, and the role through which it may: part of guided setup (S6). */
export const confidentialClient = category('confidentialClient', {
  title: 'Confidential client',
  summary: 'The user whose login name and password the program sends as client ID and client secret.',
  settings: {
    user: choice({
      label: 'Service user',
      help: 'The application itself has no client ID or secret. A service user lends it both.',
      default: 'new',
      options: { new: 'Make a new service user', existing: 'Use an existing one' },
    }),
    loginName: text({
      label: 'Login Name',
      help: 'You invent it here. The program sends it together with the suffix as its client ID.',
      maxLength: 100,
      when: { key: 'user', is: 'new' },
    }),
    suffix: text({
      label: 'Suffix',
      help: 'The part after the @. Programs that leave it out are refused.',
      maxLength: 100,
      when: { key: 'user', is: 'new' },
    }),
    displayName: text({
      label: 'Display Name',
      help: 'How the service user is shown in lists and logs.',
      maxLength: 200,
      when: { key: 'user', is: 'new' },
    }),
    mail: text({
      label: 'Email Address',
      help: 'Not used by the program. Give the address of whoever looks after it.',
      maxLength: 254,
      check: mailAddress,
      when: { key: 'user', is: 'new' },
    }),
    secretOrigin: choice({
      label: 'Client secret',
      help: 'A generated secret has 43 letters and digits and survives every library. It is shown once, on the last page.',
      default: 'generated',
      options: { generated: 'Generate it', typed: 'Type it' },
      when: { key: 'user', is: 'new' },
    }),
    secret: secret({
      label: 'Secret',
      help: 'At least 16 characters. Letters and digits travel best: many libraries encode other characters before they send them.',
      maxLength: longestPassword,
      when: { key: 'secretOrigin', is: 'typed' },
    }),
    secretAgain: secret({
      label: 'Secret again',
      help: 'The same secret once more.',
      maxLength: longestPassword,
      when: { key: 'secretOrigin', is: 'typed' },
    }),
    existingUser: principal({
      label: 'User',
      help: 'Only users marked "Is OAuth confidential client" are offered. The secret stays as it is.',
      principal: 'User',
      when: { key: 'user', is: 'existing' },
    }),
    role: choice({
      label: 'Role',
      help: 'The role carries the administrative right and the Run permission, so another client can join it later.',
      default: 'new',
      options: { new: 'Make a new role', existing: 'Use an existing one' },
    }),
    roleName: text({
      label: 'Role name',
      help: 'The service user becomes its only member.',
      maxLength: 200,
      when: { key: 'role', is: 'new' },
    }),
    rights: { ...administrativeRights, when: { key: 'role', is: 'new' } },
    existingRole: principal({
      label: 'Existing role',
      help: 'The service user joins it. Its rights stay as they are.',
      principal: 'Role',
      when: { key: 'role', is: 'existing' },
    }),
  },
  rules: [
    {
      at: 'loginName',
      fault: (v) => (v.user === 'new' ? firstFault(loginLocalPart, v.loginName) : undefined),
    },
    { at: 'suffix', fault: (v) => (v.user === 'new' && v.suffix === '' ? 'Choose a suffix.' : undefined) },
    {
      at: 'existingUser',
      fault: (v) =>
        v.user === 'existing' && v.existingUser === '' ? 'Choose the user, or make a new one.' : undefined,
    },
    {
      at: 'roleName',
      fault: (v) => (v.role === 'new' ? firstFault(principalName('role'), v.roleName) : undefined),
    },
    {
      at: 'existingRole',
      fault: (v) =>
        v.role === 'existing' && v.existingRole === '' ? 'Choose the role, or make a new one.' : undefined,
    },
    { at: 'secret', fault: (v) => (isTyped(v) ? secretFault(v) : undefined) },
    {
      at: 'secretAgain',
      fault: (v) =>
        isTyped(v) && v.secret !== v.secretAgain ? 'The two differ. Type the same one twice.' : undefined,
    },
  ],
})

const firstFault = (check: z.ZodType<string>, value: string) =>
  check.safeParse(value).error?.issues[0]?.message

const isTyped = (values: { user: string; secretOrigin: string }) =>
  values.user === 'new' && values.secretOrigin === 'typed'

function secretFault({ secret, loginName }: { secret: string; loginName: string }): string | undefined {
  const beginsWithName = loginName !== '' && secret.toLowerCase().startsWith(loginName.toLowerCase())
  return (
    firstFault(typedSecret, secret) ??
    (beginsWithName ? 'The secret must not begin with the client ID.' : undefined)
  )
}
