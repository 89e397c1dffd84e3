import type { InspectedCheck, Judgement } from '#schema/judgement.ts'
import type { UserFacts } from '../facts.ts'
import type { Way } from '../issue/tokenId.ts'
import type { Opening } from '../opening.ts'

/** A check before it is known whether a request would reach it. `certain` is false where only the event itself tells. */
export type Step = Omit<InspectedCheck, 'outcome'> & { known: 'certain' | 'assumed' | 'hidden' }

/** What is said otherwise of a check, by its id: more than a request tells, because here everything is known. */
export type Told = Record<string, Partial<Omit<Step, 'id' | 'passed' | 'during'>> | undefined>

export const stepsOf = (during: Step['during'], judgements: readonly Judgement[], told: Told = {}): Step[] =>
  judgements.map((each) => ({ during, known: 'certain', ...each, ...told[each.id] }))

/** What is said of somebody whom the caller may not read (NT-39). */
export const hidden: Pick<Step, 'seen' | 'known'> = {
  known: 'hidden',
  seen: 'Not shown: that needs a right to read users',
}

/** Of whoever may not be read nothing follows either. */
export const hiddenSteps = (steps: readonly Step[], ids: readonly string[]): Step[] =>
  steps.map((step) =>
    ids.includes(step.id)
      ? { id: step.id, during: step.during, expected: step.expected, passed: true, ...hidden }
      : step,
  )

/** The first that fails decides the answer; no request reaches what stands behind it. */
export function inOrder(steps: readonly Step[]): InspectedCheck[] {
  const decides = steps.findIndex(({ known, passed }) => known === 'certain' && !passed)
  return steps.map(({ known, ...step }, index) => ({
    ...step,
    outcome:
      decides >= 0 && index > decides
        ? 'notReached'
        : index === decides
          ? 'failed'
          : known === 'certain'
            ? 'passed'
            : known,
  }))
}

/** What a request meets. `subject` is whom the token is about; null for nobody, and `hidden` for somebody whom the caller may not read. */
export type Request = {
  steps: Step[]
  subject: UserFacts | 'hidden' | null
  /** What the token would be given for; null while something lacks that it is made of. */
  given: Given | null
}

export type Given = {
  clientId: string
  scopes: readonly string[]
  /** Those of the request that are not given, with the reason. */
  leftOut: { name: string; why: string }[]
  nonce: string | null
  way: Way
  /** What the scopes open for the person who signed in; null where nobody did. */
  openings: readonly Opening[] | null
}
