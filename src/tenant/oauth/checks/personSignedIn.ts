import type { Check } from '../check.ts'

/** Of a request that allows no page (prompt=none): somebody is signed in already, recently enough, and the right one. */
export const personSignedIn: Check<{ signedIn: boolean }> = {
  id: 'personSignedIn',
  judge: ({ signedIn }) => ({
    passed: signedIn,
    expected: 'Somebody who is signed in, as the request asks for it',
    seen: signedIn ? 'Signed in' : 'Nobody, somebody else, or too long ago',
    cure: 'Repeat the request without prompt=none.',
  }),
  refusal: () => ({ status: 400, error: 'login_required', description: 'nobody is signed in' }),
}
