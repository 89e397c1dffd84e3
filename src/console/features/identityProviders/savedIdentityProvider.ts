import type { Result } from '#console/api/call.ts'
import { readDraft } from '#schema/category.ts'
import { identityProviderCategories, type IdentityProviderConfig } from '#schema/identityProvider/index.ts'
import {
  blankIdentityProvider,
  fromIdentityProviderWire,
  toIdentityProviderWire,
} from '#schema/identityProvider/wire.ts'

/** An identity provider as the console edits it. */
export const savedIdentityProvider = (
  reply: NonNullable<Result<'getIdentityProvider'>>,
): IdentityProviderConfig =>
  readDraft(
    identityProviderCategories,
    fromIdentityProviderWire(reply, blankIdentityProvider) as Record<string, unknown>,
  )

export const identityProviderRequest = (id: string, config: IdentityProviderConfig) => ({
  ID: id,
  ...toIdentityProviderWire(config),
})
