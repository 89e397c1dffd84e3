import { Recent } from '#schema/recent.ts'
import { openSecret } from '../object/sealedSecrets.ts'
import type { Tenant } from '../tenant.ts'
import { cannotSignIn, FederationFault } from './federationFault.ts'
import type { ProviderClient } from './providerClient.ts'
import { createProviderKeys, type ProviderKeys } from './providerKeys.ts'
import { fetchMetadata, type ProviderMetadata } from './providerMetadata.ts'
import { readIdentityProvider, type StoredIdentityProvider } from './readIdentityProvider.ts'

/** How long metadata is used without being asked for again, in milliseconds. */
const fresh = 10 * 60_000
const most = 200
/** How long a refusal is not asked for again, in milliseconds. */
const refusedFor = 10_000

/** The identity providers as they answer, with what was read of them a moment ago. */
export type Providers = {
  keys: ProviderKeys
  /** An active one, ready to be asked. Throws FederationFault. */
  active(id: string): Promise<Ready>
}

/** An identity provider with what is needed to ask it. */
export type Ready = { stored: StoredIdentityProvider; client: ProviderClient }

export function createProviders(tenant: Tenant): Providers {
  const kept = new Recent<{ until: number; metadata: Promise<ProviderMetadata> }>(most)

  /** Whoever comes while it is asked for waits for the same answer, and a refusal is one for a moment: strangers can begin any number of sign-ins. */
  function metadataOf({ row, config }: StoredIdentityProvider): Promise<ProviderMetadata> {
    // Every save may change what is expected of it
    const key = `${row.id} ${row.version}`
    const held = kept.get(key)
    if (held && held.until > tenant.clock()) return held.metadata
    const asked = {
      until: tenant.clock() + fresh,
      metadata: fetchMetadata(tenant, { name: row.name, config }),
    }
    kept.set(key, asked)
    asked.metadata.catch(() => {
      asked.until = tenant.clock() + refusedFor
    })
    return asked.metadata
  }

  return {
    keys: createProviderKeys(tenant),
    async active(id) {
      const { read } = tenant.database
      const stored = await readIdentityProvider(read, id)
      if (!stored?.config.settings.active) throw inactive(stored?.row.name ?? 'The identity provider')
      const metadata = await metadataOf(stored)
      const clientSecret = await savedSecret(tenant, id)
      if (clientSecret === null) throw inactive(stored.row.name)
      const { clientId } = stored.config.inboundMetadata
      return { stored, client: { name: stored.row.name, metadata, clientId, clientSecret } }
    },
  }
}

/** The client secret that is kept of an identity provider. */
export const savedSecret = ({ database, keys }: Pick<Tenant, 'database' | 'keys'>, id: string) =>
  openSecret(database.read, keys, {
    type: 'identityProvider',
    id,
    setting: 'inboundMetadata.clientSecret',
  })

const inactive = (name: string) =>
  new FederationFault('identityProviderActive', {
    text: cannotSignIn(name),
    expected: 'An active identity provider with a client secret',
    seen: 'It is not active, or was deleted',
    cure: 'Switch it on, or change the routing rules that lead to it.',
  })

/** What an identity provider is told of this tenant (the seed's Outbound Metadata). */
export const redirectUrlOf = ({ url }: Pick<Tenant, 'url'>, id: string) => `${url}/Federation/${id}/Callback`
export const initiateLoginUrlOf = ({ url }: Pick<Tenant, 'url'>, id: string) =>
  `${url}/Federation/${id}/Login`
export const postLogoutUrlOf = ({ url }: Pick<Tenant, 'url'>, id: string) =>
  `${url}/Federation/${id}/PostLogout`
