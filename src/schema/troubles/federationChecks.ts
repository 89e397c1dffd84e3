import type { TroubleId } from './catalogue.ts'
import type { FailedCheck } from './trouble.ts'

/** Checks of sign-ins at an identity provider. */
export const federationChecks = {
  identityProviderAnswers: {
    trouble: 'T25',
    why: 'Metadata, keys or tokens of the identity provider could not be had.',
    by: 'identityProvider',
    at: 'identityProvider.inboundMetadata',
  },
  issuerExpected: {
    trouble: 'T25',
    why: 'The identity provider names another issuer than the one that is trusted here.',
    by: 'tenant',
    at: 'identityProvider.inboundMetadata',
  },
  identityProviderActive: {
    trouble: 'T25',
    why: 'The identity provider is switched off here, or was deleted.',
    by: 'tenant',
    at: 'identityProvider.settings',
  },
  clientKnown: {
    trouble: 'T25',
    why: 'The identity provider did not take the Client ID and Client Secret of this tenant.',
    by: 'tenant',
    at: 'identityProvider.inboundMetadata',
  },
  singleLogoutOffered: {
    trouble: 'T25',
    why: 'Single logout is on, and the identity provider offers no address for it.',
    by: 'tenant',
    at: 'identityProvider.outboundMetadata',
  },
  tokenTrusted: {
    trouble: 'T26',
    why: 'The ID token is not one for this sign-in, client and issuer, signed with a published key.',
    by: 'identityProvider',
    at: 'identityProvider.inboundMetadata',
  },
  tokenFresh: {
    trouble: 'T26',
    why: 'A time in the ID token is too far from the clock here.',
    by: 'identityProvider',
  },
  subjectNamed: {
    trouble: 'T26',
    why: 'The ID token does not say who the person is, or at too great a length.',
    by: 'identityProvider',
  },
  provedRecently: {
    trouble: 'T26',
    why: 'The application asked for a new proof, and the identity provider did not say that there was one.',
    by: 'identityProvider',
  },
  requestKept: {
    trouble: 'T16',
    why: 'The request of the application is too long to be kept while the person signs in elsewhere.',
    by: 'client',
  },
  allowedThere: {
    trouble: 'T27',
    why: 'The identity provider, or the person there, refused the sign-in.',
    by: 'identityProvider',
  },
  claimRequired: {
    trouble: 'T27',
    why: 'A claim that is required here has another value or is missing.',
    by: 'tenant',
    at: 'identityProvider.authentication',
  },
  tenantListed: {
    trouble: 'T27',
    why: 'The identity provider stands for many organisations, and none is listed as the required claim tid.',
    by: 'tenant',
    at: 'identityProvider.authentication',
  },
  accountFound: {
    trouble: 'T27',
    why: 'No account, or more than one, is this person by the settings here.',
    by: 'tenant',
    at: 'identityProvider.authentication',
  },
  personExpected: {
    trouble: 'T27',
    why: 'Somebody else than the one who was asked for signed in there.',
    by: 'person',
  },
  sameIdentityProvider: {
    trouble: 'T27',
    why: 'The sign-in began for another identity provider than the one that answered.',
    by: 'person',
  },
  testUnchanged: {
    trouble: 'T27',
    why: 'Somebody changed the identity provider while its test sign-in was under way.',
    by: 'person',
  },
  testAllowed: {
    trouble: 'T27',
    why: 'Whoever began the test sign-in may not try these settings.',
    by: 'person',
  },
} as const satisfies Record<string, FailedCheck<TroubleId>>
