import { objectOf, type ConfigOf } from '../category.ts'
import { authentication } from './authentication.ts'
import { groupMappings } from './groupMappings.ts'
import { inboundMetadata } from './inboundMetadata.ts'
import { outboundMetadata } from './outboundMetadata.ts'
import { identityProviderSettings } from './settings.ts'

/** An external identity provider: the portal's tabs that hold settings. Routing Rules are one list of the tenant. */
export const identityProviderCategories = [
  identityProviderSettings,
  groupMappings,
  inboundMetadata,
  outboundMetadata,
  authentication,
] as const

export type IdentityProviderConfig = ConfigOf<typeof identityProviderCategories>

/** Outbound Metadata can be taken before Inbound is filled; nobody is sent to an identity provider of which nothing is known. */
export const identityProviderConfig = objectOf(identityProviderCategories).check(({ value, issues }) => {
  const { settings, inboundMetadata: inbound } = value
  if (!settings.active) return
  const missing = (key: keyof typeof inbound, what: string) =>
    issues.push({
      code: 'custom',
      input: inbound[key],
      path: ['inboundMetadata', key],
      message: `Nobody signs in there without ${what}. Fill it in, or leave Active off.`,
    })
  if (inbound.clientId === '') missing('clientId', 'a Client ID')
  if (inbound.metadataUrl === '') missing('metadataUrl', 'a metadata URL')
  const { since, next } = inbound.clientSecret
  if (next === null || (next === undefined && since === null)) missing('clientSecret', 'a Client Secret')
})
