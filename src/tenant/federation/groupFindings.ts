import type { Kysely } from 'kysely'
import type { Finding } from '#schema/judgement.ts'
import type { Tables } from '../store/tables.ts'
import { lastOverage } from './groupSightings.ts'
import type { StoredIdentityProvider } from './readIdentityProvider.ts'

type Row = { value: string; group: string; groupId: string }
type Sighting = { seen_at: number | null; seen_as: string | null }

/** What of the group mappings of an identity provider does not help, or not as it was meant. */
export async function groupFindings(
  db: Kysely<Tables>,
  { row, config, mapped }: StoredIdentityProvider,
): Promise<Finding[]> {
  const { claim } = config.groupMappings
  const rows = mapped.flatMap(({ groupId, ...each }) => (groupId === null ? [] : [{ ...each, groupId }]))
  const known = await sightings(db, [row.id])
  const overage = await lastOverage(db, row.id)
  return [
    ...(claim === '' && rows.length > 0
      ? [
          warning(
            'noGroupClaim',
            'groupMappings.claim',
            'No claim is named, so no group mapping counts. Name the claim with the groups.',
          ),
        ]
      : []),
    ...(overage === undefined
      ? []
      : [
          warning(
            'groupOverage',
            'groupMappings.claim',
            `On ${new Date(overage).toISOString().slice(0, 10)} the groups of somebody did not come: there were too many for a token, and only where to ask for them was said (_claim_names). Whoever has that many joins no group here. Let ${row.name} send fewer, in Entra only the groups that are assigned to the application.`,
          ),
        ]),
    ...(claim === '' || !(await anybodyCame(db, row.id)) ? [] : valueFindings(rows, known)),
    ...(await idleGroups(db, rows)),
  ]
}

/** The same of the rows that hold for all identity providers. */
export async function globalGroupFindings(db: Kysely<Tables>): Promise<Finding[]> {
  const rows = await db
    .selectFrom('global_group_mapping')
    .innerJoin('group', 'group.id', 'global_group_mapping.group_id')
    .select(['value', 'group.name as group', 'group.id as groupId'])
    .orderBy('place')
    .execute()
  return [
    ...((await anybodyCame(db)) ? valueFindings(rows, await sightings(db)) : []),
    ...(await idleGroups(db, rows)),
  ]
}

/** What came, by value; of several identity providers a value that any sent has come. */
async function sightings(db: Kysely<Tables>, of?: readonly string[]): Promise<Map<string, Sighting>> {
  const rows = await db
    .selectFrom('mapped_value')
    .select(({ fn }) => ['value', fn.max('seen_at').as('seen_at'), fn.max('seen_as').as('seen_as')])
    .$if(of !== undefined, (query) => query.where('identity_provider_id', 'in', ['', ...(of ?? [])]))
    .groupBy('value')
    .execute()
  return new Map(rows.map((row) => [row.value, row]))
}

/** Before the first sign-in no value can have come. */
const anybodyCame = async (db: Kysely<Tables>, identityProvider?: string): Promise<boolean> =>
  (await db
    .selectFrom('identity_link')
    .select('user_id')
    .$if(identityProvider !== undefined, (query) =>
      query.where('identity_provider_id', '=', identityProvider ?? ''),
    )
    .limit(1)
    .executeTakeFirst()) !== undefined

function valueFindings(rows: readonly Row[], known: ReadonlyMap<string, Sighting>): Finding[] {
  const unseen = rows.filter(({ value }) => (known.get(value)?.seen_at ?? null) === null)
  const near = unseen.flatMap(({ value }) => {
    const as = known.get(value)?.seen_as
    return as ? [`“${as}” came, and the row says “${value}”`] : []
  })
  const never = unseen.filter(({ value }) => !known.get(value)?.seen_as).map(({ value }) => `“${value}”`)
  return [
    ...(near.length > 0
      ? [
          warning(
            'valueOfOtherCase',
            'groupMappings.mappings',
            `Values are compared letter by letter: ${some(near)}. Write them as they come.`,
          ),
        ]
      : []),
    ...(never.length > 0
      ? [
          info(
            'valueNeverSeen',
            'groupMappings.mappings',
            `${never.length === 1 ? 'A value has' : `${never.length} values have`} never come so far: ${some(never)}. Compare them with what a test sign-in shows.`,
          ),
        ]
      : []),
  ]
}

/** S5: a group gives nothing by itself. */
async function idleGroups(db: Kysely<Tables>, rows: readonly Row[]): Promise<Finding[]> {
  const ids = [...new Set(rows.map(({ groupId }) => groupId))]
  if (ids.length === 0) return []
  const inRoles = await db
    .selectFrom('role_member')
    .select('member_id as id')
    .where('member_type', '=', 'Group')
    .where('member_id', 'in', ids)
    .execute()
  const permitted = await db
    .selectFrom('application_grant')
    .select('principal_id as id')
    .where('principal_type', '=', 'Group')
    .where('principal_id', 'in', ids)
    .execute()
  const used = new Set([...inRoles, ...permitted].map(({ id }) => id))
  const idle = [...new Set(rows.filter(({ groupId }) => !used.has(groupId)).map(({ group }) => group))]
  if (idle.length === 0) return []
  return [
    warning(
      'groupGivesNothing',
      'groupMappings.mappings',
      `${idle.length === 1 ? 'A group is' : `${idle.length} groups are`} in no role and without permission, and so ${idle.length === 1 ? 'gives' : 'give'} nothing: ${some(idle)}. Add ${idle.length === 1 ? 'it' : 'them'} to a role.`,
    ),
  ]
}

const named = 5
const some = (all: readonly string[]) =>
  all.length <= named ? all.join(', ') : `${all.slice(0, named).join(', ')} and ${all.length - named} more`

const warning = (id: string, at: string, message: string): Finding => ({
  id,
  severity: 'warning',
  at,
  message,
})
const info = (id: string, at: string, message: string): Finding => ({ id, severity: 'info', at, message })
