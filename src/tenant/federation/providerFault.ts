import { errors } from 'jose'
import { AuthorizationResponseError, ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client'
import { OutboundFault } from '#platform/outbound/outboundFault.ts'
import { clientAuthenticationOf } from './providerMetadata.ts'
import { cannotSignIn, FederationFault, unanswered } from './federationFault.ts'

type Asked = {
  name: string
  metadata: { token_endpoint_auth_methods_supported?: string[] | undefined }
}

/** What openid-client and jose say of an answer, as a fault with a check, a cause and a cure. */
export function providerFault({ name, metadata }: Asked, error: unknown): FederationFault {
  const chain = causes(error)
  const outbound = chain.find((each) => each instanceof OutboundFault)
  if (outbound) return unanswered(name, 'identity provider', outbound)
  const [first] = chain
  if (first instanceof AuthorizationResponseError) return refusedThere(name, first)
  const body = chain.find(
    (each) => each instanceof ResponseBodyError || each instanceof WWWAuthenticateChallengeError,
  )
  if (body) {
    const said = body instanceof ResponseBodyError ? `${body.error} ${body.error_description ?? ''}` : ''
    return new FederationFault(
      'clientKnown',
      {
        text: cannotSignIn(name),
        expected: 'Tokens for the code',
        seen: `HTTP ${body.status} ${said.trim()}`.trim(),
        cure: `The Client ID and Client Secret were sent by ${clientAuthenticationOf(metadata)}. Check both, and that the Redirect URL is registered there.`,
      },
      error,
    )
  }
  const reason = chain.map(wordsOf).join(': ') || 'an unknown fault'
  return new FederationFault(
    'tokenTrusted',
    {
      text: cannotSignIn(name),
      expected: 'An ID token for this sign-in, signed with a published key',
      seen: reason,
      cure: 'Compare issuer, Client ID, algorithms and keys with the metadata of the identity provider.',
    },
    error,
  )
}

function refusedThere(name: string, { error, error_description: said }: AuthorizationResponseError) {
  const cancelled = error === 'access_denied'
  return new FederationFault('allowedThere', {
    text: cancelled
      ? `The sign-in at ${name} was cancelled or refused there.`
      : `${name} refused the sign-in. Whoever looks after the application can find out why by the ID below.`,
    expected: 'A code',
    seen: `${error} ${said ?? ''}`.trim(),
    cure: cancelled
      ? 'The person can try again.'
      : 'Check how this tenant is registered at the identity provider.',
  })
}

const mostCauses = 5

function causes(error: unknown): Error[] {
  const found: Error[] = []
  for (let at = error; at instanceof Error && found.length < mostCauses; at = at.cause) found.push(at)
  return found
}

const wordsOf = (error: Error) =>
  error instanceof errors.JOSEError ? `${error.code} ${error.message}` : error.message
