import type { Check } from '../check.ts'
import type { CodeFacts } from '../facts.ts'

/** Trouble T9: a code is good once, for a minute (AS-03). */
export const codeLive: Check<CodeFacts> = {
  id: 'codeLive',
  judge: ({ code, now }) => ({
    passed: code !== null && code.consumed_at === null && code.expires_at > now,
    expected: 'A code that was issued within the last minute and not used yet',
    seen:
      code === null
        ? 'An unknown code'
        : code.consumed_at !== null
          ? 'A used code'
          : code.expires_at > now
            ? 'A live code'
            : 'An expired code',
    cure: 'Send the person to the authorization endpoint again.',
  }),
  refusal: () => ({
    status: 400,
    error: 'invalid_grant',
    description: 'supplied code does not match known request',
  }),
}
