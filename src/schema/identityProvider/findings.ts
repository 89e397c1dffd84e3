import type { Finding } from '../judgement.ts'
import { authentication } from './authentication.ts'
import type { IdentityProviderConfig } from './index.ts'

/** What is risky about the settings of an identity provider that are allowed. */
export function identityProviderFindings({ authentication: held }: IdentityProviderConfig): Finding[] {
  if (!held.mailVerified) return []
  const { label } = authentication.settings.mailVerified
  return [
    {
      id: 'mailVerified',
      severity: 'warning',
      at: 'authentication.mailVerified',
      message: `“${label}” is on: where nothing is said of an address, whoever can choose one there signs in as the user here who has it.`,
    },
  ]
}
