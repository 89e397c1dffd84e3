import type { Application } from '#schema/application/wire.ts'
import type { Check } from '../check.ts'

/** Trouble T3: the Application ID is compared exactly. */
export const applicationKnown: Check<{ asked: string; application: Application | null }> = {
  id: 'applicationKnown',
  judge: ({ asked, application }) => ({
    passed: application !== null,
    expected: 'An Application ID of this tenant, in exact case',
    seen: asked,
    cure: 'Copy the Application ID from the application’s Description.',
  }),
  refusal: ({ asked }) => ({
    status: 400,
    error: 'invalid_request',
    description: `unknown app ${printable(asked)}`,
  }),
}

// RFC 6749 §5.2: the characters that an error description may hold
const printable = (text: string) => text.replace(/[^\x20\x21\x23-\x5b\x5d-\x7e]/g, '?').slice(0, 100)
