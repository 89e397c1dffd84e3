import { useWatch } from 'react-hook-form'
import { useHeldForm } from '#console/form/ObjectFormContext.tsx'
import type { IdentityProviderConfig } from '#schema/identityProvider/index.ts'
import { toIdentityProviderWire } from '#schema/identityProvider/wire.ts'
import type { Wire } from '#schema/wireMembers.ts'

/** What an identity provider would be as it is typed. */
export function useTypedSettings(): Wire {
  const { form } = useHeldForm()
  // The form of this page holds an identity provider
  return toIdentityProviderWire(useWatch({ control: form.control }) as unknown as IdentityProviderConfig)
}
