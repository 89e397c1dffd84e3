import { z } from 'zod'
import { metadataSuffix } from '#schema/identityProvider/metadataUrl.ts'
import { isPublicKeyAlgorithm } from '#platform/verifyToken.ts'
import type { IdentityProviderConfig } from '#schema/identityProvider/index.ts'
import { isLoopback } from '#schema/plainHttp.ts'
import { upTo } from '#schema/upTo.ts'
import type { Tenant } from '../tenant.ts'
import { cannotSignIn, FederationFault, unanswered } from './federationFault.ts'

const address = upTo(2000).check(({ value, issues }) => {
  if (!isUsable(value))
    issues.push({ code: 'custom', input: value, message: 'is no https address', path: [] })
})
const names = z.array(upTo(200)).max(100)

/** What of an identity provider's metadata is used (OpenID Connect Discovery §3). */
const providerMetadata = z.object({
  issuer: upTo(2000).min(1),
  authorization_endpoint: address,
  token_endpoint: address,
  jwks_uri: address,
  userinfo_endpoint: address.optional(),
  end_session_endpoint: address.optional(),
  id_token_signing_alg_values_supported: names.optional(),
  token_endpoint_auth_methods_supported: names.optional(),
  code_challenge_methods_supported: names.optional(),
  scopes_supported: z.array(upTo(300)).max(1000).optional(),
  response_types_supported: names.optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
})

export type ProviderMetadata = z.output<typeof providerMetadata> & {
  /** Where the issuer stands for any tenant: the issuer of each that is listed, by its ID (FC-02). */
  issuerOfTenant?: ReadonlyMap<string, string>
}

/** How the client proves itself: as the metadata says, and Basic where it says nothing (OpenID Connect Discovery §3, FC-12). */
export const clientAuthenticationOf = ({
  token_endpoint_auth_methods_supported: methods,
}: Pick<ProviderMetadata, 'token_endpoint_auth_methods_supported'>) =>
  methods && !methods.includes('client_secret_basic') ? 'client_secret_post' : 'client_secret_basic'

/** Those that the tenant takes; RS256 alone where the metadata say nothing (FC-03). */
export const algorithmsOf = ({
  id_token_signing_alg_values_supported: announced = ['RS256'],
}: Pick<ProviderMetadata, 'id_token_signing_alg_values_supported'>) => announced.filter(isPublicKeyAlgorithm)

type Provider = { name: string; config: IdentityProviderConfig }

/** Asks for the metadata and judges it. Throws FederationFault. */
export async function fetchMetadata(
  { outbound }: Pick<Tenant, 'outbound'>,
  provider: Provider,
): Promise<ProviderMetadata> {
  const { name, config } = provider
  const { metadataUrl } = config.inboundMetadata
  let body: unknown
  try {
    const reply = await outbound(metadataUrl)
    if (reply.status !== 200) throw new Error(`HTTP ${reply.status}`)
    body = await reply.json()
  } catch (error) {
    throw unanswered(name, 'metadata URL', error)
  }
  const read = providerMetadata.safeParse(body)
  if (!read.success) {
    const [issue] = read.error.issues
    throw new FederationFault('identityProviderAnswers', {
      text: cannotSignIn(name),
      expected: 'Metadata with issuer, authorization_endpoint, token_endpoint and jwks_uri, all https',
      seen: `${issue?.path.join('.')}: ${issue?.message}`,
      cure: 'Check the metadata URL. Opened in a browser it shows JSON with these members.',
    })
  }
  const told = trustedIssuer(provider, read.data.issuer)
  if (!told.includes(template)) return { ...read.data, issuer: told }
  const issuerOfTenant = new Map(
    listedTenants(provider).map((tenant) => [tenant, told.replaceAll(template, tenant)]),
  )
  const [issuer = told] = issuerOfTenant.values()
  return { ...read.data, issuer, issuerOfTenant }
}

/** The one issuer whose tokens count: the one that the address tells, or the one that was accepted by name (RP-03, FC-01, FC-02). */
function trustedIssuer({ name, config }: Provider, told: string): string {
  const { acceptedIssuer } = config.inboundMetadata
  const expected = expectedIssuer(config)
  const same = acceptedIssuer ? told === expected : withoutSlash(told) === withoutSlash(expected)
  if (!same)
    throw new FederationFault('issuerExpected', {
      text: cannotSignIn(name),
      expected,
      seen: told,
      cure: 'If this is the issuer that you trust, put it under Accepted issuer, letter by letter.',
    })
  return told
}

const expectedIssuer = ({ inboundMetadata: { acceptedIssuer, metadataUrl } }: IdentityProviderConfig) =>
  acceptedIssuer || issuerByAddress(metadataUrl)

/** Entra's address for several tenants names none of them; which ones are meant has to be listed. */
const template = '{tenantid}'

export const standsForAnyTenant = (config: IdentityProviderConfig) =>
  expectedIssuer(config).includes(template)

/** The tenants whose issuers count then. */
export const tenantsOf = ({ authentication }: IdentityProviderConfig): readonly string[] =>
  authentication.requiredClaims.find(({ claim }) => claim === 'tid')?.values ?? []

function listedTenants({ name, config }: Provider): readonly string[] {
  const listed = tenantsOf(config)
  if (listed.length > 0) return listed
  throw new FederationFault('tenantListed', {
    text: cannotSignIn(name),
    expected: 'Tenant IDs under Required claims, as the claim tid',
    seen: 'The issuer stands for any tenant, and none is listed',
    cure: 'Under Authentication, add the required claim tid with the IDs of the tenants whose people may sign in.',
  })
}

/** What the address of the metadata tells, without the suffix (OpenID Connect Discovery §4.1). */
const issuerByAddress = (metadataUrl: string) => withoutSlash(metadataUrl.slice(0, -metadataSuffix.length))

const withoutSlash = (text: string) => (text.endsWith('/') ? text.slice(0, -1) : text)

/** Where a browser or the tenant may be sent: https, or this machine. What may really be asked, the outbound guard says. */
function isUsable(text: string): boolean {
  try {
    const url = new URL(text)
    return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))
  } catch {
    return false
  }
}
