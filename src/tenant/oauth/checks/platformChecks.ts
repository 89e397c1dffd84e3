import { status } from '#schema/user/index.ts'
import type { Application } from '#schema/application/wire.ts'
import { invalidClient, type Check } from '../check.ts'
import { clientEnabled } from './clientEnabled.ts'
import { clientHasSecret } from './clientHasSecret.ts'
import type { ClientFacts } from '../facts.ts'

/** A token without an application is for service users only (contract.md 2.7). */
export const serviceUserKnown: Check<{ client: ClientFacts }> = {
  id: 'serviceUserKnown',
  judge: ({ client: { user, id } }) => ({
    passed: user?.oauthClient ?? false,
    expected: `A user marked "${status.settings.oauthClient.label}", by its full login name`,
    seen: user === null ? `${id}, whom nobody knows` : user.oauthClient ? 'Marked' : 'Not marked',
    cure: `Create a service user, or tick "${status.settings.oauthClient.label}" on it.`,
  }),
  refusal: invalidClient,
}

export const platformProofs = [serviceUserKnown, clientEnabled, clientHasSecret]

/** Without a scope nothing limits the token but the user's rights, so the user has to be meant for it. */
export const platformUnscoped: Check<{ requestedScopes: readonly string[] | null; client: ClientFacts }> = {
  id: 'platformUnscoped',
  judge: ({ requestedScopes, client: { user } }) => {
    const { label } = status.settings.tokensWithoutApplication
    return {
      passed: requestedScopes !== null || (user?.tokensWithoutApplication ?? false),
      expected: `A scope of an application, or "${label}" on the user`,
      seen: `${requestedScopes === null ? 'No scope' : 'A scope'}, and "${label}" is ${user?.tokensWithoutApplication ? 'on' : 'off'}`,
      cure: `Send the scope that the program needs. Turning on "${label}" would give it all that the user's rights allow.`,
    }
  },
  refusal: () => ({
    status: 400,
    error: 'invalid_scope',
    description: 'send a scope: this user gets no tokens without an application',
  }),
}

export const platformGrant: Check<{ grantType: string }> = {
  id: 'platformGrant',
  judge: ({ grantType }) => ({
    passed: grantType === 'client_credentials',
    expected: 'client_credentials',
    seen: grantType,
    cure: 'Send grant_type=client_credentials, or use the token endpoint of an application.',
  }),
  refusal: () => ({ status: 400, error: 'unsupported_grant_type', description: 'invalid grant type' }),
}

/** `giving` is the application whose scopes these are. */
export const platformScope: Check<{ requestedScopes: readonly string[] | null; giving: Application | null }> =
  {
    id: 'platformScope',
    judge: ({ requestedScopes, giving }) => ({
      passed: requestedScopes === null || giving !== null,
      expected: 'Scopes of one application with Client Creds, on which the user has Run',
      seen: requestedScopes?.join(' ') ?? 'No scope parameter: the user’s rights alone limit the token',
      cure: 'Check the spelling and the case, and give Run on that application to the user or one of its roles.',
    }),
    refusal: () => ({ status: 400, error: 'invalid_scope', description: 'unknown scope requested' }),
  }
