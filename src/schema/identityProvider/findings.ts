import type { Finding } from '../judgement.ts'
import { authentication } from './authentication.ts'
import type { IdentityProviderConfig } from './index.ts'

/** What is risky about the settings of an identity provider that are allowed. `exception` is the origin for which the operator lets it be asked. */
export function identityProviderFindings(
  { authentication: held }: IdentityProviderConfig,
  { exception }: { exception: string | null },
): Finding[] {
  const { label } = authentication.settings.mailVerified
  return [
    ...(exception === null
      ? []
      : [
          warning({
            id: 'askedByException',
            at: 'inboundMetadata.metadataUrl',
            message: `${exception} is asked because OUTBOUND_ALLOW names it: it may be inside, without https or on another port. Whoever is between can then say who signs in.`,
          }),
        ]),
    ...(held.mailVerified
      ? [
          warning({
            id: 'mailVerified',
            at: 'authentication.mailVerified',
            message: `“${label}” is on: where nothing is said of an address, whoever can choose one there signs in as the user here who has it.`,
          }),
        ]
      : []),
  ]
}

const warning = (finding: Omit<Finding, 'severity'>): Finding => ({ severity: 'warning', ...finding })
