import type { Tenant } from '../tenant.ts'
import { FederationFault } from './federationFault.ts'
import { algorithmsOf, fetchMetadata, type ProviderMetadata } from './providerMetadata.ts'
import { createProviderKeys } from './providerKeys.ts'
import type { StoredIdentityProvider } from './readIdentityProvider.ts'

/** One line of the live check: what was found, and what to do where it fails. */
export type CheckLine = { title: string; passed: boolean; seen: string; cure: string }

/** Asks an identity provider for its metadata and keys, and says line by line what can be used. Writes nothing. */
export async function checkProvider(
  tenant: Tenant,
  { row, config }: StoredIdentityProvider,
): Promise<CheckLine[]> {
  const { pkce, clientId, clientSecret, metadataUrl } = config.inboundMetadata
  const filled = [
    line('Client ID', clientId !== '', clientId || 'Empty', 'Enter what the identity provider issued.'),
    line(
      'Client Secret',
      clientSecret.since !== null,
      clientSecret.since === null ? 'None is kept' : 'One is kept',
      'Enter what the identity provider issued, and save.',
    ),
  ]
  if (metadataUrl === '')
    return [...filled, line('Metadata', false, 'No metadata URL', 'Enter the metadata URL, and save.')]
  let metadata: ProviderMetadata
  try {
    metadata = await fetchMetadata(tenant, { name: row.name, config })
  } catch (error) {
    if (!(error instanceof FederationFault)) throw error
    return [...filled, line(titles[error.check] ?? 'Metadata', false, error.seen, error.cure)]
  }
  return [
    ...filled,
    line('Metadata', true, 'Read'),
    line('Issuer', true, metadata.issuer),
    await keysLine(tenant, metadata),
    algorithmsLine(metadata),
    pkceLine(metadata, pkce),
    authenticationLine(metadata),
    ...(config.outboundMetadata.singleLogout ? [singleLogoutLine(metadata)] : []),
  ]
}

const titles: Record<string, string> = { issuerExpected: 'Issuer', tenantListed: 'Issuer' }

const line = (title: string, passed: boolean, seen: string, cure = ''): CheckLine => ({
  title,
  passed,
  seen,
  cure: passed ? '' : cure,
})

async function keysLine(tenant: Tenant, { jwks_uri: address }: ProviderMetadata): Promise<CheckLine> {
  const keys = createProviderKeys(tenant)
  try {
    const count = await keys.count(address)
    return line(
      'Keys',
      count > 0,
      `${count} published`,
      'The identity provider has to publish its signing keys.',
    )
  } catch (error) {
    const seen = error instanceof Error ? error.message : 'no answer'
    return line('Keys', false, seen, `Open ${address} in a browser: it should show JSON with keys.`)
  }
}

function algorithmsLine(metadata: ProviderMetadata): CheckLine {
  const announced = metadata.id_token_signing_alg_values_supported
  const usable = algorithmsOf(metadata)
  return line(
    'Signatures',
    usable.length > 0,
    announced ? announced.join(', ') : 'None announced, so RS256',
    'Let the identity provider sign ID tokens with RS256, PS256, ES256 or EdDSA.',
  )
}

function pkceLine({ code_challenge_methods_supported: methods }: ProviderMetadata, pkce: boolean): CheckLine {
  const known = methods?.includes('S256') ?? false
  if (!pkce)
    return line(
      'PKCE',
      !known,
      known ? 'Supported, and off here' : 'Off',
      'Switch Enable PKCE on: the identity provider supports it.',
    )
  return line('PKCE', true, known ? 'Supported' : 'Sent; the metadata says nothing of it')
}

function authenticationLine({ token_endpoint_auth_methods_supported: methods }: ProviderMetadata): CheckLine {
  const usable =
    !methods || methods.some((name) => name === 'client_secret_basic' || name === 'client_secret_post')
  return line(
    'Client authentication',
    usable,
    methods ? methods.join(', ') : 'None announced, so client_secret_basic',
    'Allow client_secret_basic or client_secret_post for this client.',
  )
}

function singleLogoutLine({ end_session_endpoint: endpoint }: ProviderMetadata): CheckLine {
  return line(
    'Single logout',
    endpoint !== undefined,
    endpoint ?? 'The metadata offers no end_session_endpoint',
    'Switch Single logout off under Outbound Metadata, or let the identity provider offer it.',
  )
}
