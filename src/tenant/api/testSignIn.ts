import type { FastifyInstance } from 'fastify'
import { readDraft } from '#schema/category.ts'
import { identityProviderCategories } from '#schema/identityProvider/index.ts'
import { fromIdentityProviderWire } from '#schema/identityProvider/wire.ts'
import { rights, userReaders } from '#schema/right.ts'
import type { Wire } from '#schema/wireMembers.ts'
import { holdsAny, type Actor } from '../actor.ts'
import type { WhoCame } from '../federation/providerClient.ts'
import { readIdentityProvider, type StoredIdentityProvider } from '../federation/readIdentityProvider.ts'
import { judgeSignIn } from '../federation/testSignIn/judgeSignIn.ts'
import { findTest, forgetTest, redactTest } from '../federation/testSignIn/testAnswer.ts'
import { startTestSignIn, testAddress, withSettings } from '../federation/testSignIn/testSignIn.ts'
import { notThere } from '../problem.ts'
import type { Tenant } from '../tenant.ts'
import { on } from './on.ts'

/** Test sign-ins at identity providers, each read by whoever began it alone. */
export function testSignInRoutes(app: FastifyInstance, tenant: Tenant): void {
  const whose = ({ params, actor }: { params: { ID: string }; actor: Actor }) => ({
    identityProvider: params.ID,
    actor: actor.id,
  })

  on(app, tenant, 'startTestSignIn', async (call) => {
    const { params, actor, by } = call
    await startTestSignIn(tenant, { identityProvider: params.ID, actor, sent: params.Settings ?? {}, by })
    return null
  })

  on(app, tenant, 'getTestSignIn', async (call) => {
    const found = await findTest(tenant, whose(call))
    return found && replyOf(tenant, found)
  })

  on(app, tenant, 'redactTestSignIn', async (call) => {
    const { config } = await tried(tenant, call.params)
    if (await redactTest(tenant, whose(call), config)) return null
    throw notThere('answer to this test sign-in')
  })

  on(app, tenant, 'forgetTestSignIn', async (call) => {
    await forgetTest(tenant, whose(call))
    return null
  })

  on(app, tenant, 'judgeFederatedSignIn', async (call) => {
    const { params, actor, by } = call
    const stored = await tried(tenant, params)
    const name = params.Name ?? ''
    const whoCame =
      name === '' ? await whoCameTo(tenant, whose(call)) : { came: named(stored, name), redacted: [] }
    if (!whoCame) return null
    const { came, redacted } = whoCame
    const judged = await judgeSignIn(tenant, { stored, came, by })
    return { ...judgementOf(judged, holdsAny(actor, userReaders)), NotKept: notKept(stored, redacted) }
  })
}

/** The identity provider with settings as they are typed, which need not be right yet. */
async function tried(
  tenant: Tenant,
  { ID, Settings }: { ID: string; Settings?: Wire | null | undefined },
): Promise<StoredIdentityProvider> {
  const saved = await readIdentityProvider(tenant.database.read, ID)
  if (!saved) throw notThere(`identity provider ${ID}`)
  if (!Settings) return saved
  const typed = fromIdentityProviderWire(Settings, saved.config) as Wire
  return withSettings(tenant, saved, readDraft(identityProviderCategories, typed))
}

async function whoCameTo(tenant: Tenant, whose: { identityProvider: string; actor: string }) {
  const answer = (await findTest(tenant, whose))?.answer
  return answer && 'came' in answer ? answer : null
}

/** Somebody new of a name, which is a verified mail address as well, with every claim that is required. */
function named({ config }: StoredIdentityProvider, name: string): WhoCame {
  const required = config.authentication.requiredClaims.map(
    ({ claim, values }) => [claim, values[0]] as const,
  )
  const claims = {
    ...Object.fromEntries(required),
    preferred_username: name,
    ...(name.includes('@') ? { email: name, email_verified: true } : {}),
  }
  return { issuer: '', subject: '', claims }
}

type Found = NonNullable<Awaited<ReturnType<typeof findTest>>>

function replyOf(tenant: Tenant, { row, answer }: Found) {
  const came = answer && 'came' in answer ? answer : null
  const fault = answer && 'fault' in answer ? answer.fault : null
  return {
    State: fault ? ('failed' as const) : came ? ('came' as const) : ('waiting' as const),
    Address: testAddress(tenant, row),
    ExpiresAt: row.expires_at,
    Claims: Object.entries(came?.came.claims ?? {}).map(([Name, value]) => ({
      Name: Name.slice(0, 300),
      Value: JSON.stringify(value).slice(0, longestShown),
    })),
    Redacted: row.redacted === 1 ? (came?.redacted ?? []) : null,
    Fault: fault && { Check: fault.check, Expected: fault.expected, Seen: fault.seen, Cure: fault.cure },
  }
}

const longestShown = 2000

/** Claims that a setting names and of which only the name is left. */
function notKept({ config }: StoredIdentityProvider, redacted: readonly string[]): string[] {
  const { federatedAttribute, requiredClaims } = config.authentication
  const named = [federatedAttribute, config.groupMappings.claim, ...requiredClaims.map(({ claim }) => claim)]
  return redacted.filter((gone) => named.some((name) => name === gone || name.startsWith(`${gone}.`)))
}

type Judged = Awaited<ReturnType<typeof judgeSignIn>>

function judgementOf({ required, mapping, groups, account }: Judged, maySeeUsers: boolean) {
  return {
    Required: required.map(({ claim, values, sent, passed, near }) => ({
      Claim: claim,
      Accepted: [...values],
      Sent: sent.slice(0, 100),
      Passed: passed,
      Near: near,
    })),
    Mapping: mapping && {
      Claim: mapping.claim,
      Value: mapping.value,
      Attribute: mapping.attribute,
      Near: mapping.near,
    },
    Groups: groups && {
      Claim: groups.claim,
      Near: groups.near,
      Overage: groups.overage,
      PassedOver: groups.passedOver,
      Count: groups.count,
      Values: groups.values.map(({ value, groups: hit, near }) => ({
        Value: value,
        Groups: hit.map(({ name, isNew }) => ({ Name: name, New: isNew })),
        Near: near,
      })),
    },
    Account: accountOf(account, maySeeUsers),
  }
}

function accountOf(account: Judged['account'], maySeeUsers: boolean): Account {
  if ('fault' in account) {
    const { check, expected, seen, cure } = account.fault
    const shown = maySeeUsers || check !== 'accountFound'
    return {
      Outcome: 'denied',
      Name: null,
      Directory: null,
      Check: check,
      Expected: expected,
      Seen: shown ? seen : leftOut,
      Cure: cure,
    }
  }
  const { user, how } = account.settled
  return {
    Outcome: how,
    // A new name is the one that came; which accounts there are is for whoever may look at them (NT-39)
    Name: maySeeUsers || how === 'created' ? user.name : null,
    Directory: user.directory_id,
    Check: null,
    Expected: '',
    Seen: '',
    Cure: '',
  }
}

type Account = NonNullable<Awaited<ReturnType<Parameters<typeof on<'judgeFederatedSignIn'>>[3]>>>['Account']

const leftOut = `Why is left out, because it names accounts. To see it you need ${userReaders
  .map((right) => rights[right])
  .join(' or ')}.`
