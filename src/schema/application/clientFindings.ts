import type { ClientSetup } from '../clientSetup.ts'
import type { Finding } from '../judgement.ts'
import { travelsUnencoded } from '../password.ts'

/** What is risky or pointless about the service user and role of guided setup. For whoever fills it in: the secret is looked at. */
export function clientFindings({ confidentialClient: client, scope }: ClientSetup): Finding[] {
  const found: Finding[] = []
  const add = (id: string, severity: Finding['severity'], key: string, message: string) =>
    found.push({ id, severity, at: `confidentialClient.${key}`, message })
  const opensAny = scope.scopes.some(({ patterns }) => patterns.length > 0)
  if (client.role === 'new' && client.rights.length === 0 && opensAny)
    add(
      'noRight',
      'warning',
      'rights',
      'The role has no administrative right, so the client sees next to nothing through the APIs that its scope opens.',
    )
  // CL-05: what follows RFC 6749 §2.3.1 encodes other characters, what follows the vendor does not
  if (client.user === 'new' && client.secretOrigin === 'typed' && !travelsUnencoded(client.secret))
    add(
      'secretNeedsEncoding',
      'warning',
      'secret',
      'The secret has characters that many libraries encode before they send them. Letters and digits always arrive.',
    )
  return found
}
