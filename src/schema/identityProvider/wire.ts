import { readStored } from '../category.ts'
import { encodeSettings, replyWith, wiredIn, withSent, type Wire } from '../wireMembers.ts'
import { z } from 'zod'
import { identityProviderCategories, type IdentityProviderConfig } from './index.ts'

/** An identity provider on the wire. The vendor publishes no calls for it (contract.md 7.2); these members are ours (D4). */

const wired = wiredIn(identityProviderCategories)

/** The members that settings make. */
export const toIdentityProviderWire = (config: IdentityProviderConfig): Wire => encodeSettings(wired, config)

/** `current` with every member that was sent; decoded, not judged. */
export const fromIdentityProviderWire = (payload: Wire, current: IdentityProviderConfig): unknown =>
  withSent(wired, payload, current)

export const blankIdentityProvider = readStored(identityProviderCategories, {})

/** What a reply says of one. */
export const identityProviderReply = replyWith(
  z.looseObject({
    ID: z.string(),
    Name: z.string(),
    Gatewright: z.object({
      Version: z.int(),
      CreatedAt: z.number(),
      UpdatedAt: z.number(),
      /** Where people come back to (Outbound Metadata). */
      RedirectUrl: z.string(),
      /** Where the identity provider sends people who begin there. */
      InitiateLoginUrl: z.string(),
      /** Where people come back to who signed out there. */
      PostLogoutRedirectUrl: z.string(),
    }),
  }),
  identityProviderCategories,
)

/** Every place that is read, as dotted paths. */
export const identityProviderKept: readonly string[] = [...wired.map(({ path }) => path.join('.')), 'ID']
