import { randomUUID } from 'node:crypto'
import { equal } from '#schema/change.ts'
import {
  identityProviderCategories,
  identityProviderConfig,
  type IdentityProviderConfig,
} from '#schema/identityProvider/index.ts'
import { blankIdentityProvider, fromIdentityProviderWire } from '#schema/identityProvider/wire.ts'
import type { Wire } from '#schema/wireMembers.ts'
import type { Actor } from '../actor.ts'
import { recordDeletion, recordObject } from '../object/recordObject.ts'
import { keepSecrets, withHeldSecrets } from '../object/sealedSecrets.ts'
import { nameTaken, uniqueName } from '../object/uniqueName.ts'
import { parsed, Problem, refuseUnseen } from '../problem.ts'
import type { Write } from '../write.ts'
import type { Kysely } from 'kysely'
import type { Rule } from './admit.ts'
import { lockMemberships } from '../directory/administrators.ts'
import { refuseMoved, type JudgedBy } from './moved.ts'
import type { Tables } from '../store/tables.ts'
import { endSessionsThrough } from '../directory/loginSession.ts'
import { forgetFederatedGroups } from './keepFederatedGroups.ts'
import { keepGroupMappings, spelledAsHeld } from './groupMappings.ts'
import { identityProviderColumns } from './identityProviderRow.ts'
import { isOtherClient, isOtherSource, refuseOtherLinks } from './otherSource.ts'
import { refusePrincipalName } from '../directory/refusePrincipalName.ts'
import { readIdentityProvider, takeIdentityProvider } from './readIdentityProvider.ts'

const type = 'identityProvider'

/** Adds an identity provider from what was sent of it; the rest takes its default. Gives its id. */
export async function insertIdentityProvider(
  write: Write,
  { sent, actor }: { sent: Wire; actor: Actor },
): Promise<string> {
  const { tx, tenant } = write
  const id = randomUUID()
  const at = tenant.clock()
  const wanted = askedSettings(sent, blankIdentityProvider, undefined)
  const after = await spelled(tx, await keepSecrets(write, { type, id, before: null, wanted }))
  const { name } = after.settings
  const row = { id, ...identityProviderColumns(after), version: 1, created_at: at, updated_at: at }
  await uniqueName(() => tx.insertInto('identity_provider').values(row).execute(), taken(name))
  await keepGroupMappings(write, {
    id,
    actor,
    before: [],
    wanted: after.groupMappings.mappings,
    otherSource: true,
    readsGroups: after.groupMappings.claim !== '',
  })
  await recordObject(write, {
    type,
    id,
    name,
    version: 1,
    before: null,
    after,
    why: 'Created',
    at,
    ...askedInside(tenant, after),
  })
  return id
}

/** Changes an identity provider; what was not sent stays. With `expectedVersion` a stale edit is refused (CF-01). */
export async function updateIdentityProvider(
  write: Write,
  {
    id,
    sent,
    judged,
    actor,
    expectedVersion,
  }: { id: string; sent: Wire; judged: JudgedBy; actor: Actor; expectedVersion: number | undefined },
): Promise<void> {
  const { tx, tenant } = write
  const { row, config: before } = await takeIdentityProvider(write, id, expectedVersion)
  const wanted = askedSettings(sent, before, before)
  const after = await spelled(tx, await keepSecrets(write, { type, id, before, wanted }))
  if (equal(after, before)) return
  if (after.settings.active !== before.settings.active) {
    await lockMemberships(write)
    await refuseMoved(tx, judged)
  }
  const { name } = after.settings
  const at = tenant.clock()
  const version = row.version + 1
  await uniqueName(
    () =>
      tx
        .updateTable('identity_provider')
        .set({ ...identityProviderColumns(after), version, updated_at: at })
        .where('id', '=', id)
        .execute(),
    taken(name),
  )
  await keepGroupMappings(write, {
    id,
    actor,
    before: before.groupMappings.mappings,
    wanted: after.groupMappings.mappings,
    otherSource: isOtherSource({ before, after }),
    readsGroups: after.groupMappings.claim !== '',
  })
  await refuseOtherLinks(tx, { id, actor, before, after })
  if (before.settings.active && !after.settings.active)
    await endSessionsThrough(tx, { identityProvider: id, at })
  await recordObject(write, {
    type,
    id,
    name,
    version,
    before,
    after,
    why: 'Changed',
    at,
    ...askedInside(tenant, after),
  })
}

/** The rules as they count once an identity provider is saved so: those of an inactive one do not. */
export async function rulesOnceSaved(
  db: Kysely<Tables>,
  { rules, id, sent }: { rules: Rule[]; id: string; sent: Wire },
): Promise<Rule[]> {
  const stored = await readIdentityProvider(db, id)
  if (!stored) return rules
  const { active } = askedSettings(sent, stored.config, stored.config).settings
  if (active === stored.config.settings.active) return rules
  return rules.map((rule) => (rule.identityProvider === id ? { ...rule, active } : rule))
}

/** Deletes an identity provider with its secret and mappings; its versions and events stay. */
export async function deleteIdentityProvider(
  write: Write,
  { id, actor }: { id: string; actor: Actor },
): Promise<void> {
  const { tx, tenant } = write
  const {
    row: { name, version },
    config,
  } = await takeIdentityProvider(write, id)
  // Under its lock nobody saves rules
  await keepGroupMappings(write, { id, actor, before: config.groupMappings.mappings, wanted: [] })
  await refuseWhileRouted(tx, { id, name })
  await endSessionsThrough(tx, { identityProvider: id, at: tenant.clock() })
  await forgetFederatedGroups(write, id)
  await tx.deleteFrom('identity_provider').where('id', '=', id).execute()
  await recordDeletion(write, { type, id, name, stored: { version, config } })
}

/** The list of rules has a version of its own: what is in it goes by an edit of it, which says whom that lets in here. */
async function refuseWhileRouted(tx: Write['tx'], { id, name }: { id: string; name: string }): Promise<void> {
  const rules = await tx
    .selectFrom('routing_rule')
    .select('domain')
    .where('identity_provider_id', '=', id)
    .orderBy('place')
    .limit(mostNamed)
    .execute()
  if (rules.length === 0) return
  const whose = [...new Set(rules.map(({ domain }) => domain || 'everybody'))].join(', ')
  throw new Problem(
    'invalid_request',
    `Routing rules lead to ${name}, for ${whose}. Change or remove these rules first.`,
  )
}

const mostNamed = 10

/** SS-11: the event names an address that is asked because the operator makes an exception for it. */
function askedInside({ outbound }: Write['tenant'], { inboundMetadata }: IdentityProviderConfig) {
  const exception = outbound.exceptionFor(inboundMetadata.metadataUrl)
  return exception === null ? {} : { detail: { askedByException: exception } }
}

/** What is sent back is what was read: groups have one spelling. */
async function spelled(tx: Write['tx'], config: IdentityProviderConfig): Promise<IdentityProviderConfig> {
  const { groupMappings } = config
  const mappings = await spelledAsHeld(tx, groupMappings.mappings)
  return { ...config, groupMappings: { ...groupMappings, mappings } }
}

const taken = (name: string) => () => ({ ...nameTaken(type, name)(), path: 'settings.name' })

/** The settings that sending something would save, judged as a save judges them. */
export function askedSettings(
  sent: Wire,
  current: IdentityProviderConfig,
  before: IdentityProviderConfig | undefined,
): IdentityProviderConfig {
  const typed = withHeldSecrets(type, fromIdentityProviderWire(sent, current), current)
  const wanted = parsed(identityProviderConfig, withoutForeignSecret(typed as IdentityProviderConfig, before))
  refuseUnseen(identityProviderCategories, { after: wanted, before })
  if (wanted.settings.name !== before?.settings.name)
    refusePrincipalName(wanted.settings.name, 'settings.name')
  return wanted
}

/** RP-18: a secret goes to nobody but the client and the identity provider that it was typed for. */
function withoutForeignSecret(
  wanted: IdentityProviderConfig,
  before: IdentityProviderConfig | undefined,
): IdentityProviderConfig {
  const { inboundMetadata } = wanted
  const { clientSecret } = inboundMetadata
  if (!before || clientSecret.next !== undefined || clientSecret.since === null) return wanted
  if (!isOtherClient({ before, after: wanted })) return wanted
  return { ...wanted, inboundMetadata: { ...inboundMetadata, clientSecret: { ...clientSecret, next: null } } }
}
