import type { WordFault } from '#platform/answerFault.ts'
import { HttpFault } from '#platform/httpFault.ts'
import { failure } from '#schema/envelope.ts'
import { type ProblemCode, problemCodes } from '#schema/problem.ts'
import { SignInFault } from './signInFault.ts'
import { signInProblem } from './signInProblem.ts'

/** Programs get the tenant API's envelope (contract.md 1.3), so that the console reads one kind of failure; people get a page. */
export const wordFault: WordFault = ({ status, code, message, requestId }, { error, request }) => {
  if (error instanceof SignInFault) return signInProblem(error, requestId)
  return isPage(request.canonicalPath)
    ? signInProblem({ title: 'The sign-in did not work', text: [message] }, requestId)
    : { body: failure(codeOf(status, code), message, { correlationId: requestId }) }
}

/** A refusal in the words of the problem list. */
export const refusal = (status: number, code: ProblemCode, message: string) =>
  new HttpFault(status, code, message)

export const notSignedIn = () =>
  refusal(
    401,
    'unauthenticated',
    'Nobody is signed in here, or the session has ended. Sign in, then repeat what you did.',
  )

const isPage = (path: string) => /^(callback|bff\/(sign-in|confirm|confirmed))$/i.test(path)

/** What the transport refuses has codes of its own, finer than the console needs. */
function codeOf(status: number, code: string): ProblemCode {
  if (Object.hasOwn(problemCodes, code)) return code as ProblemCode
  if (status === 404) return 'not_found'
  if (status < 500) return 'invalid_request'
  return status === 503 ? 'unavailable' : 'failed'
}
