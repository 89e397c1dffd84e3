import type { Author } from '../../audit/event.ts'
import type { Tenant } from '../../tenant.ts'
import { claimAt, isOverage, passedOver, textClaim, type Claims } from '../claims.ts'
import { FederationFault } from '../federationFault.ts'
import { rowsFor, withRowsOfAll } from '../groupMappings.ts'
import type { WhoCame } from '../providerClient.ts'
import type { StoredIdentityProvider } from '../readIdentityProvider.ts'
import { judgeRequiredClaims } from '../requiredClaims.ts'
import { sentGroups, trySettling, type Settled } from '../settleAccount.ts'

type Asked = { stored: StoredIdentityProvider; came: WhoCame; by: Author }

/** What a sign-in would make of somebody who comes: claim by claim, group by group, and by the code of sign-in itself which account it would be. */
export async function judgeSignIn(tenant: Tenant, asked: Asked) {
  const { stored, came } = asked
  const { claims } = came
  return {
    required: judgeRequiredClaims(stored, claims).map((each) => ({
      ...each,
      near: each.sent.length === 0 ? nearClaim(claims, each.claim) : nearAmong(each.sent, each.values),
    })),
    mapping: mappingOf(stored, claims),
    groups: groupsBy({ ...stored, mapped: await withRowsOfAll(tenant.database.read, stored) }, claims),
    account: await settledOrNot(tenant, asked),
  }
}

/** The claim that is compared; null where nothing is. */
function mappingOf({ config }: StoredIdentityProvider, claims: Claims) {
  const { mapping, federatedAttribute, directoryAttribute } = config.authentication
  if (mapping === 'Disabled') return null
  const claim = federatedAttribute || 'Username'
  const value = textClaim(claims, claim) ?? null
  return {
    claim,
    value,
    attribute: directoryAttribute === 'None' ? ('Name' as const) : directoryAttribute,
    near: value === null ? nearClaim(claims, claim) : null,
  }
}

function groupsBy(stored: StoredIdentityProvider, claims: Claims) {
  const { claim } = stored.config.groupMappings
  if (claim === '') return null
  const values = sentGroups(stored, claims)
  const byLowerCase = new Map(stored.mapped.map(({ value }) => [value.toLowerCase(), value]))
  const hits = Map.groupBy(rowsFor(stored.mapped, values), ({ value }) => value)
  return {
    claim,
    near: claimAt(claims, claim) === undefined ? nearClaim(claims, claim) : null,
    overage: isOverage(claims, claim),
    passedOver: passedOver(claims, claim),
    count: values.length,
    values: values
      // Hits first, then what was missed by letter case, and of the rest as many as somebody reads
      .map((value) => {
        const groups = (hits.get(value) ?? []).map(({ group, groupId }) => ({
          name: group,
          isNew: groupId === null,
        }))
        return {
          value,
          groups,
          near: groups.length > 0 ? null : (byLowerCase.get(value.toLowerCase()) ?? null),
        }
      })
      .toSorted((a, b) => rank(a) - rank(b))
      .slice(0, mostValues),
  }
}

const mostValues = 100

const rank = ({ groups, near }: { groups: readonly unknown[]; near: string | null }) =>
  groups.length > 0 ? 0 : near === null ? 2 : 1

async function settledOrNot(
  tenant: Tenant,
  asked: Asked,
): Promise<{ settled: Settled } | { fault: FederationFault }> {
  try {
    return { settled: await trySettling(tenant, asked) }
  } catch (error) {
    if (error instanceof FederationFault) return { fault: error }
    throw error
  }
}

/** The name of a claim that is the wanted one but for the case of its letters. */
function nearClaim(claims: Claims, wanted: string): string | null {
  const folded = wanted.toLowerCase()
  return Object.keys(claims).find((name) => name !== wanted && name.toLowerCase() === folded) ?? null
}

const nearAmong = (sent: readonly string[], accepted: readonly string[]): string | null => {
  const folded = new Set(accepted.map((each) => each.toLowerCase()))
  return sent.find((each) => !accepted.includes(each) && folded.has(each.toLowerCase())) ?? null
}
