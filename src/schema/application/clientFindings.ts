import { needsServiceUser, type ClientSetup } from '../clientSetup.ts'
import type { Finding } from '../judgement.ts'
import { travelsUnencoded } from '../password.ts'
import type { TemplateName } from './index.ts'
import { opensTenantApis } from './ofTemplate.ts'

/** What is risky or pointless about the service user and role of guided setup. For whoever fills it in: the secret is looked at. */
export function clientFindings(setup: ClientSetup, template: TemplateName): Finding[] {
  if (!needsServiceUser(template, setup)) return []
  const { confidentialClient: client, scope } = setup
  const found: Finding[] = []
  const add = (id: string, severity: Finding['severity'], key: string, message: string) =>
    found.push({ id, severity, at: `confidentialClient.${key}`, message })
  const opensAny = opensTenantApis({ template }) && scope.scopes.some(({ patterns }) => patterns.length > 0)
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
