import { OutboundFault } from '#platform/outbound/outboundFault.ts'

/** Why somebody of an identity provider is not let in. The person reads `text`; `seen` is for the administrator's event alone. */
export class FederationFault extends Error {
  override readonly name = 'FederationFault'
  /** Which check it was. */
  readonly check: string
  readonly expected: string
  readonly seen: string
  /** What to do about it, for the administrator. */
  readonly cure: string

  constructor(
    check: string,
    { text, expected, seen, cure = '' }: { text: string; expected: string; seen: string; cure?: string },
    cause?: unknown,
  ) {
    super(text, { cause })
    this.check = check
    this.expected = expected
    this.seen = seen.slice(0, longestSeen)
    this.cure = cure
  }
}

const longestSeen = 500

/** What is said to a person whatever the reason is: nothing about accounts here, nor about the other server. */
export const cannotSignIn = (name: string) =>
  `You cannot be signed in through ${name} now. Whoever looks after the application can find out why by the ID below.`

/** An answer that did not come, or is none. */
export function unanswered(name: string, part: string, error: unknown): FederationFault {
  const reason = error instanceof OutboundFault ? error : undefined
  return new FederationFault(
    'identityProviderAnswers',
    {
      text: `${name} does not answer as it should. Try again in a few minutes.`,
      expected: `An answer of the ${part}`,
      seen: reason?.message ?? (error instanceof Error ? error.message : 'no answer'),
      cure: reason?.cure ?? '',
    },
    error,
  )
}
