import type { Judgement } from '#schema/judgement.ts'

/** How a caller is refused: status, RFC code and the vendor's text (D5). */
export type Refusal = { status: 400 | 401 | 403 | 429 | 503; error: string; description: string }

/** One check of the authorization server: a pure judgement of facts, and how a failed one is answered. */
export type Check<Facts> = {
  id: string
  judge: (facts: Facts) => Omit<Judgement, 'id'>
  refusal: (facts: Facts) => Refusal
}

export type Verdict = {
  judgements: Judgement[]
  refusal: Refusal | null
  /** A stranger caused the refusal: whoever asks has only passed it on. */
  ofStranger?: true
}

/** Judges in order and stops at the first failure, which decides the answer. */
export function judge<Facts>(checks: readonly Check<Facts>[], facts: Facts): Verdict {
  const judgements: Judgement[] = []
  for (const check of checks) {
    const judgement = { id: check.id, ...check.judge(facts) }
    judgements.push(judgement)
    if (!judgement.passed) return { judgements, refusal: check.refusal(facts) }
  }
  return { judgements, refusal: null }
}

/** Judges everything, for a preview: all that is wrong is shown at once. */
export const judgeAll = <Facts>(checks: readonly Check<Facts>[], facts: Facts): Judgement[] =>
  checks.map((check) => {
    const judgement = { id: check.id, ...check.judge(facts) }
    return judgement.passed ? judgement : { ...judgement, answer: check.refusal(facts) }
  })

export const invalidClient = (): Refusal => ({
  status: 401,
  error: 'invalid_client',
  description: 'invalid client creds or client not allowed',
})
