import { z } from 'zod'
import { anyOf, read, write, type Endpoint } from './endpoint.ts'
import { identityProviderReply } from './identityProvider/wire.ts'
import { finding } from './judgement.ts'
import { federationReaders } from './right.ts'
import { nothingBack, short, text } from './calls/values.ts'

const identityProvider = z.object({ ID: short })

/** An identity provider with settings on top of those that are saved. */
const asTried = identityProvider.extend({ Settings: z.looseObject({}).nullish() })

const missedByCase = text.nullable()

/** What a sign-in makes of somebody. */
export const federatedJudgement = z.object({
  Required: z.array(
    z.object({
      Claim: text,
      Accepted: z.array(text),
      Sent: z.array(text),
      Passed: z.boolean(),
      Near: missedByCase,
    }),
  ),
  /** What is compared with accounts; null where mapping is disabled. */
  Mapping: z.object({ Claim: text, Value: text.nullable(), Attribute: text, Near: missedByCase }).nullable(),
  /** Null where no claim is read. */
  Groups: z
    .object({
      Claim: text,
      Near: missedByCase,
      /** Too many to be sent. */
      Overage: z.boolean(),
      PassedOver: z.array(text),
      Count: z.int(),
      Values: z.array(
        z.object({
          Value: text,
          Groups: z.array(z.object({ Name: text, New: z.boolean() })),
          Near: missedByCase,
        }),
      ),
    })
    .nullable(),
  Account: z.object({
    Outcome: z.enum(['linked', 'mapped', 'created', 'denied']),
    /** Null where the caller may not look at users. */
    Name: text.nullable(),
    Directory: text.nullable(),
    /** Why it is denied. */
    Check: text.nullable(),
    Expected: text,
    Seen: text,
    Cure: text,
  }),
  /** Claims that a setting names and whose values are not kept any more. */
  NotKept: z.array(text),
})

/** External identity providers. The vendor publishes no calls for them; these are ours (D4). Settings travel as the members that they name. */
export const identityProviderCalls = {
  createIdentityProvider: write('/Gatewright/IdentityProviders/Create', {
    about: 'Add an external identity provider.',
    access: anyOf('fedman'),
    risk: 'takesOver',
    recentProof: 'always',
    request: z.looseObject({}),
    response: identityProvider,
  }),
  getIdentityProvider: read('/Gatewright/IdentityProviders/Get', {
    about: 'Read an external identity provider. Of its client secret it says since when one is kept.',
    access: anyOf(...federationReaders),
    risk: 'reads',
    request: identityProvider,
    response: identityProviderReply.nullable(),
  }),
  checkIdentityProvider: read('/Gatewright/IdentityProviders/Check', {
    about: 'Ask an identity provider for its metadata and keys, and say line by line what can be used.',
    // AZ-03: it makes this server ask another one
    access: anyOf('fedman'),
    risk: 'reads',
    request: identityProvider,
    response: z.object({
      Lines: z.array(z.object({ Title: text, Passed: z.boolean(), Seen: text, Cure: text })),
    }),
  }),
  startTestSignIn: write('/Gatewright/IdentityProviders/TestSignIn/Start', {
    about:
      'Begin a test sign-in at an identity provider, with settings that need not be saved. Nobody is signed in by it, and no user, link or group comes of it.',
    access: anyOf('fedman'),
    // Its settings say to whom codes of people go
    risk: 'takesOver',
    recentProof: 'always',
    request: asTried,
    response: nothingBack,
  }),
  getTestSignIn: read('/Gatewright/IdentityProviders/TestSignIn/Get', {
    about:
      'Read your own newest test sign-in at an identity provider: where to go on with it, and what came of it.',
    access: anyOf('fedman'),
    risk: 'reads',
    request: identityProvider,
    response: z
      .object({
        State: z.enum(['waiting', 'came', 'failed']),
        /** Where a browser signs in for it, while it waits. */
        Address: text,
        ExpiresAt: z.number(),
        /** Values as JSON; long ones are cut. */
        Claims: z.array(z.object({ Name: text, Value: text })),
        /** Claims whose values are not kept any more. */
        Redacted: z.array(text).nullable(),
        Fault: z.object({ Check: text, Expected: text, Seen: text, Cure: text }).nullable(),
      })
      .nullable(),
  }),
  redactTestSignIn: write('/Gatewright/IdentityProviders/TestSignIn/Redact', {
    about: 'Keep your own test sign-in for seven days, without the values of claims that decide nothing.',
    access: anyOf('fedman'),
    risk: 'writes',
    request: asTried,
    response: nothingBack,
  }),
  forgetTestSignIn: write('/Gatewright/IdentityProviders/TestSignIn/Forget', {
    about: 'Delete your own test sign-in at an identity provider.',
    access: anyOf('fedman'),
    risk: 'writes',
    request: identityProvider,
    response: nothingBack,
  }),
  judgeFederatedSignIn: read('/Gatewright/IdentityProviders/TestSignIn/Judge', {
    about:
      'Tell which account and groups somebody would get, with settings that need not be saved: whoever came to your own test sign-in, or somebody of a name.',
    access: anyOf('fedman'),
    risk: 'reads',
    request: asTried.extend({ Name: short.nullish() }),
    response: federatedJudgement.nullable(),
  }),
  findingsOfIdentityProvider: read('/Gatewright/IdentityProviders/Findings', {
    about:
      'Say what of the settings of an identity provider does not help, or is risky; without ID, of the group mappings for all of them.',
    access: anyOf(...federationReaders),
    risk: 'reads',
    request: z.object({ ID: short.nullish() }),
    response: z.object({ Findings: z.array(finding) }),
  }),
  updateIdentityProvider: write('/Gatewright/IdentityProviders/Update', {
    about: 'Change an external identity provider. Members that are not sent stay.',
    access: anyOf('fedman'),
    risk: 'takesOver',
    recentProof: 'always',
    request: z.looseObject({ ID: short }),
    response: nothingBack,
  }),
  deleteIdentityProvider: write('/Gatewright/IdentityProviders/Delete', {
    about: 'Delete an external identity provider.',
    access: anyOf('fedman'),
    risk: 'writes',
    recentProof: 'always',
    request: identityProvider,
    response: nothingBack,
  }),
} as const satisfies Record<string, Endpoint>
