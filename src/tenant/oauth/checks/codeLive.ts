import type { Check } from '../check.ts'
import type { CodeFacts } from '../facts.ts'

/** Trouble T9: a code is good once, for a minute, while the person stays signed in (AS-03). */
export const codeLive: Check<CodeFacts> = {
  id: 'codeLive',
  judge: (facts) => ({
    passed: stateOf(facts) === 'A live code',
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

function stateOf({ code, sessionEnded, now }: CodeFacts): string {
  if (code === null) return 'An unknown code'
  if (code.consumed_at !== null) return 'A used code; the token that it gave ends'
  if (sessionEnded) return 'A code of somebody who has signed out'
  return code.expires_at > now ? 'A live code' : 'An expired code'
}
