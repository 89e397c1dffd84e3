import { randomUUID } from 'node:crypto'
import { seal, unseal } from '#platform/seal.ts'
import { minutes } from '#schema/duration.ts'
import type { IdentityProviderConfig } from '#schema/identityProvider/index.ts'
import type { Wire } from '#schema/wireMembers.ts'
import type { Actor } from '../../actor.ts'
import type { Author } from '../../audit/event.ts'
import { recordEvents } from '../../audit/recordEvents.ts'
import { standingOf } from '../../directory/rightsOf.ts'
import { notThere, Problem } from '../../problem.ts'
import type { Row } from '../../store/tables.ts'
import type { Tenant } from '../../tenant.ts'
import { cannotSignIn, FederationFault } from '../federationFault.ts'
import { mappedByName } from '../groupMappings.ts'
import { refuseOtherTest } from '../otherSource.ts'
import { fetchMetadata } from '../providerMetadata.ts'
import { savedSecret, type Ready } from '../providers.ts'
import { readIdentityProvider, type StoredIdentityProvider } from '../readIdentityProvider.ts'
import { askedSettings } from '../saveIdentityProvider.ts'

/** Milliseconds in which somebody signs in. */
const waits = minutes(10) * 1000

/** What is tried. Of a secret only what was typed: one that is saved is read when it is needed, and goes where it was saved for (RP-18). */
type Tried = { config: IdentityProviderConfig; typedSecret: string | null }

type Asked = { identityProvider: string; actor: Actor; sent: Wire; by: Author }

/**
 * Begins a test sign-in with the settings as they would be saved, `sent` on top of those that are. It takes the place of the one that the
 * administrator had there. The settings are sealed and read by nobody but the page that goes on with it.
 */
export async function startTestSignIn(
  tenant: Tenant,
  { identityProvider, actor, sent, by }: Asked,
): Promise<void> {
  const { database, keys, clock } = tenant
  const stored = await readIdentityProvider(database.read, identityProvider)
  if (!stored) throw notThere('identity provider')
  const { row, config: saved } = stored
  // Nobody is let in by it, so it may come before Active
  const wanted = askedSettings({ ...sent, Active: true }, saved, saved)
  const { next, since } = wanted.inboundMetadata.clientSecret
  const tried: Tried = {
    config: { ...wanted, inboundMetadata: { ...wanted.inboundMetadata, clientSecret: { since } } },
    typedSecret: next ?? null,
  }
  const id = randomUUID()
  await database.write(async (tx) => {
    await refuseOtherTest(tx, { id: identityProvider, actor, before: saved, after: wanted })
    await tx
      .deleteFrom('test_sign_in')
      .where('actor_id', '=', actor.id)
      .where('identity_provider_id', '=', identityProvider)
      .execute()
    await tx
      .insertInto('test_sign_in')
      .values({
        id,
        identity_provider_id: identityProvider,
        actor_id: actor.id,
        started_from: row.version,
        asked: seal(keys, JSON.stringify(tried), placeOf(id)),
        answer: null,
        redacted: 0,
        expires_at: clock() + waits,
      })
      .execute()
    const { metadataUrl } = wanted.inboundMetadata
    const event = {
      type: 'Cloud.Core.IdentityProvider.TestSignIn' as const,
      object: { type: 'identityProvider' as const, id: identityProvider, name: row.name },
      detail: { metadataUrl },
    }
    await recordEvents(tx, tenant, [{ by, at: clock(), event }])
  })
}

/** Where a browser goes on with a test sign-in. */
export const testAddress = (
  { url }: Pick<Tenant, 'url'>,
  { id, identity_provider_id: of }: Pick<Row<'test_sign_in'>, 'id' | 'identity_provider_id'>,
) => `${url}/Federation/${of}/Test/${id}`

/** A test sign-in that waits for somebody, and who asked for it. Undefined for one that is unknown, answered or over. */
export async function waitingTest(
  { database, clock }: Pick<Tenant, 'database' | 'clock'>,
  { id, identityProvider }: { id: string; identityProvider: string },
) {
  const row = await database.read
    .selectFrom('test_sign_in')
    .innerJoin('user', 'user.id', 'test_sign_in.actor_id')
    .selectAll('test_sign_in')
    .select('user.name as actor')
    .where('test_sign_in.id', '=', id)
    .where('identity_provider_id', '=', identityProvider)
    .where('expires_at', '>', clock())
    .executeTakeFirst()
  return row?.asked ? { ...row, asked: row.asked } : undefined
}

export type WaitingTest = NonNullable<Awaited<ReturnType<typeof waitingTest>>>

/** The identity provider as it is tried, ready to be asked. Throws FederationFault. */
export async function readyForTest(tenant: Tenant, { id, asked, ...row }: WaitingTest): Promise<Ready> {
  const { config, typedSecret } = JSON.parse(unseal(tenant.keys, asked, placeOf(id))) as Tried
  const saved = await readIdentityProvider(tenant.database.read, row.identity_provider_id)
  const { name } = config.settings
  if (saved?.row.version !== row.started_from)
    throw new FederationFault('testUnchanged', {
      text: cannotSignIn(name),
      expected: 'The identity provider as it was when the test began',
      seen: 'Somebody changed it meanwhile',
      cure: 'Start the test sign-in again.',
    })
  await holdOtherTest(tenant, { saved, config, actor: row.actor_id })
  const clientSecret = typedSecret ?? (await savedSecret(tenant, row.identity_provider_id))
  if (clientSecret === null) throw new Error('A test sign-in began without a client secret')
  const metadata = await fetchMetadata(tenant, { name, config })
  const stored = await withSettings(tenant, saved, config)
  return { stored, client: { name, metadata, clientId: config.inboundMetadata.clientId, clientSecret } }
}

/** Since the test began, people may have been linked, and whoever began it may be no System Administrator any more. */
async function holdOtherTest(
  { database }: Tenant,
  { saved, config, actor }: { saved: StoredIdentityProvider; config: IdentityProviderConfig; actor: string },
): Promise<void> {
  const { row, config: before } = saved
  const systemAdministrator = (await standingOf(database.read, actor))?.systemAdministrator ?? false
  try {
    await refuseOtherTest(database.read, {
      id: row.id,
      actor: { systemAdministrator },
      before,
      after: config,
    })
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    throw new FederationFault('testAllowed', {
      text: cannotSignIn(row.name),
      expected: 'Settings that whoever began the test may try',
      seen: error.message,
      cure: 'Ask a System Administrator to test these settings.',
    })
  }
}

/** An identity provider as it would be with other settings. */
export const withSettings = async (
  { database }: Pick<Tenant, 'database'>,
  { row }: StoredIdentityProvider,
  config: IdentityProviderConfig,
): Promise<StoredIdentityProvider> => ({
  row: { ...row, name: config.settings.name },
  config,
  mapped: await mappedByName(database.read, config.groupMappings.mappings),
})

const placeOf = (id: string) => ({ testSignIn: id, part: 'asked' })
