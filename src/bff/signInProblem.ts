import type { FaultAnswer } from '#platform/answerFault.ts'
import { plainPage } from './plainPage.ts'
import type { NextStep } from './signInFault.ts'

type Problem = {
  title: string
  /** What happened, what was expected, what to do: a paragraph each. */
  text: string[]
  next?: NextStep | undefined
}

/** A sign-in that came to nothing. */
export const signInProblem = (
  { title, text, next = { href: '/bff/sign-in', label: 'Sign in again' } }: Problem,
  requestId: string,
): FaultAnswer => plainPage({ title, text, link: next, requestId })
