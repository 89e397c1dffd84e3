import type { Check } from '../check.ts'

export type ConsentFacts = {
  /** Null when the person was not asked in this request. */
  decision: 'allow' | 'deny' | null
  needed: boolean
}

/** Of a request that allows no page, or of a program that shows none: the person agreed before. */
export const consentGiven: Check<ConsentFacts> = {
  id: 'consentGiven',
  judge: ({ needed }) => ({
    passed: !needed,
    expected: 'A consent that was given before',
    seen: needed ? 'The person has to be asked' : 'No question to ask',
    cure: 'Repeat the request in a browser and without prompt=none, and agree there once.',
  }),
  refusal: () => ({ status: 400, error: 'consent_required', description: 'the person has to agree first' }),
}

export const consentNotDenied: Check<ConsentFacts> = {
  id: 'consentNotDenied',
  judge: ({ decision }) => ({
    passed: decision !== 'deny',
    expected: 'Somebody who agrees',
    seen: decision === 'deny' ? 'Not allowed by the person' : 'Allowed',
    cure: 'Ask for fewer scopes, and say what they are for in their descriptions.',
  }),
  refusal: () => ({ status: 400, error: 'access_denied', description: 'the person did not agree' }),
}
