import type { Check } from '../check.ts'
import type { PasswordFacts } from '../facts.ts'

/** A routing rule sends people of this name to an identity provider, or a role of theirs asks for one, and no password opens another way (RT-05, RT-09). */
export const signsInHere: Check<Pick<PasswordFacts, 'signsInAt'>> = {
  id: 'signsInHere',
  judge: ({ signsInAt }) => ({
    passed: signsInAt === null,
    expected: 'A person who signs in here',
    seen: signsInAt === null ? 'One' : `Somebody who signs in at ${signsInAt}`,
    cure: 'Use the authorization code flow, which takes people to where they sign in.',
  }),
  refusal: () => ({
    status: 400,
    error: 'invalid_grant',
    description: 'people of this name sign in at an identity provider, in a browser',
  }),
}
