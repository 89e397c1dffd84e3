import type { Check } from '../check.ts'
import type { PasswordFacts } from '../facts.ts'

/** No answer of a directory is no wrong password, and says nothing of the account. */
export const directoryAnswers: Check<Pick<PasswordFacts, 'silentDirectory'>> = {
  id: 'directoryAnswers',
  judge: ({ silentDirectory }) => ({
    passed: silentDirectory === null,
    expected: 'An answer of the directory that keeps the password',
    seen: silentDirectory === null ? 'An answer' : `${silentDirectory} does not answer`,
    cure: 'Look whether the directory runs, then try again.',
  }),
  refusal: () => ({
    status: 503,
    error: 'temporarily_unavailable',
    description: 'the directory of this account does not answer',
  }),
}
