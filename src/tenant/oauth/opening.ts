import type { Application } from '#schema/application/wire.ts'
import { opensTenantApis } from '#schema/application/ofTemplate.ts'
import { openedBeyond } from '#schema/openedCalls.ts'
import { powersOpened, type Holder, type Power } from '#schema/power.ts'
import type { ScopeRow } from '#schema/scopeRow.ts'
import { holdsSomeApplication } from '../application/applicationsHeld.ts'
import { standingOf } from '../directory/rightsOf.ts'
import type { HeldScope } from '../heldScope.ts'
import type { Tenant } from '../tenant.ts'

/** What a scope opens of this tenant for a person: its patterns, and the powers of the person behind them. */
export type Opening = { scope: string; patterns: readonly string[]; powers: readonly Power[] }

/** What the scopes open for this person now, in the order asked. */
export async function openingsOf(
  tenant: Tenant,
  {
    application,
    userId,
    scopes,
  }: { application: Application; userId: string | null; scopes: readonly string[] },
): Promise<{ openings: Opening[]; holder: Holder }> {
  const rows = opensTenantApis(application)
    ? application.config.scope.scopes.filter(({ name }) => scopes.includes(name))
    : []
  const opensAny = rows.some(({ patterns }) => patterns.length > 0)
  const holder = opensAny && userId !== null ? await holderOf(tenant, userId) : nobody
  const openings = scopes.map((scope) => {
    const patterns = rows.find(({ name }) => name === scope)?.patterns ?? []
    return { scope, patterns, powers: [...powersOpened(patterns, holder).keys()] }
  })
  return { openings, holder }
}

const nobody: Holder = { rights: new Set(), systemAdministrator: false, holdsApplications: false }

async function holderOf({ database }: Tenant, userId: string): Promise<Holder> {
  const standing = await standingOf(database.read, userId)
  if (standing === null) return nobody
  const { rights, systemAdministrator } = standing
  const holdsApplications = await holdsSomeApplication(database.read, { id: userId, ...standing })
  return { rights, systemAdministrator, holdsApplications }
}

/** nothing more is opened than was, and no power of the person is behind it that was not. */
export const within = (now: Opening, before: Opening): boolean =>
  openedBeyond(now.patterns, before.patterns).length === 0 &&
  now.powers.every((power) => before.powers.includes(power))

/** What a token of a person may use: what its scopes open now, as far as they opened it when the person allowed them. */
export function limitsOf(
  opened: string | null,
  scopes: readonly ScopeRow[] | null,
): { scopes: HeldScope[] | null; powers: ReadonlySet<Power> | null } {
  const before = opened === null ? null : (JSON.parse(opened) as Opening[])
  return {
    scopes:
      scopes?.map(({ name, patterns }) => ({
        name,
        patterns,
        allowed: before && (before.find(({ scope }) => scope === name)?.patterns ?? []),
      })) ?? null,
    powers: before && new Set(before.flatMap(({ powers }) => powers)),
  }
}
