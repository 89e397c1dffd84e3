import type { Check } from '../check.ts'
import type { CodeFacts } from '../facts.ts'

/** Trouble T9: a code is good once, for a minute, while the person stays signed in (AS-03). */
export const codeLive: Check<Pick<CodeFacts, 'code' | 'now'>> = {
  id: 'codeLive',
  judge: (facts) => ({
    passed: stateOf(facts) === live,
    expected: 'A code that was issued within the last minute and not used yet',
    seen: stateOf(facts),
    cure: 'Send the person to the authorization endpoint again.',
  }),
  refusal: () => ({
    status: 400,
    error: 'invalid_grant',
    description: 'supplied code does not match known request',
  }),
}

const live = 'A live code'

function stateOf({ code, now }: Pick<CodeFacts, 'code' | 'now'>): string {
  if (code === null) return 'An unknown code'
  if (code.consumed_at !== null) return 'A used code; everything that it gave ends'
  if (code.ended_at !== null) return 'A code of somebody who has signed out'
  return code.expires_at > now ? live : 'An expired code'
}
