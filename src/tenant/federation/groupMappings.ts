import type { Kysely } from 'kysely'
import { federatedDirectory } from '#schema/directoryService.ts'
import { nameKey } from '#schema/nameKey.ts'
import type { FieldFault } from '#schema/problem.ts'
import type { Actor } from '../actor.ts'
import { lockMemberships } from '../directory/administrators.ts'
import { refuseGroupMembership } from '../directory/grantable.ts'
import { insertGroup } from '../directory/insertGroup.ts'
import { refusePrincipalName } from '../directory/refusePrincipalName.ts'
import { rightsOfRoles, rolesThroughGroup } from '../directory/roleTree.ts'
import { fieldProblem } from '../problem.ts'
import type { Tables } from '../store/tables.ts'
import type { Write } from '../write.ts'
import { forgetSightings } from './groupSightings.ts'

export type Mapping = { value: string; group: string }

/** A row with the group to which it leads; null for one that the next save makes. */
export type MappedGroup = Mapping & { groupId: string | null }

/** Rows whose value is among those that were sent, letter by letter (FC-09). What no row names is ignored. */
export function rowsFor(mapped: readonly MappedGroup[], values: readonly string[]): MappedGroup[] {
  const sent = new Set(values)
  return mapped.filter(({ value }) => sent.has(value))
}

/** Groups that rows lead to. */
export const groupsOf = (rows: readonly MappedGroup[]): Set<string> =>
  new Set(rows.flatMap(({ groupId }) => groupId ?? []))

/** The rows that count for an identity provider: its own, and those of all. */
export const withRowsOfAll = async (
  db: Kysely<Tables>,
  { mapped }: { mapped: readonly MappedGroup[] },
): Promise<MappedGroup[]> => [
  ...mapped,
  ...(await db
    .selectFrom('global_group_mapping')
    .innerJoin('group', 'group.id', 'global_group_mapping.group_id')
    .select(['value', 'group.name as group', 'group.id as groupId'])
    .execute()),
]

/** Rows that are not saved, with the groups of their names that there are. */
export async function mappedByName(db: Kysely<Tables>, mappings: readonly Mapping[]): Promise<MappedGroup[]> {
  const ids = await idsByName(db, mappings)
  return mappings.map((row) => ({ ...row, groupId: ids.get(nameKey(row.group)) ?? null }))
}

async function idsByName(db: Kysely<Tables>, mappings: readonly Mapping[]): Promise<Map<string, string>> {
  const keys = new Set(mappings.map(({ group }) => nameKey(group)))
  const found = await db
    .selectFrom('group')
    .select(['id', 'name_key'])
    .where('name_key', 'in', ['', ...keys])
    .execute()
  return new Map(found.map((row) => [row.name_key, row.id]))
}

type Change = {
  /** Of which identity provider; null for those of all. */
  id: string | null
  actor: Actor
  before: readonly Mapping[]
  wanted: readonly Mapping[]
  /** Whether somebody else than before says who has the values: then every row is given anew. */
  otherSource?: boolean
  /** Whether the identity provider says which groups people are in: then the rows of all count for it. */
  readsGroups?: boolean
}

/**
 * Keeps the group mappings of an identity provider, or of all. A name that no group has makes a group. Whoever adds or removes a row has to hold what the
 * group gives (RP-16, AZ-05); no row leads to System Administrator.
 */
export async function keepGroupMappings(
  write: Write,
  { id, actor, before, wanted, otherSource = false, readsGroups = false }: Change,
): Promise<void> {
  const { tx } = write
  // What this and a change of members would make together is seen by neither
  await lockMemberships(write)
  const groups = await groupIds(write, { before, wanted })
  const idOf = ({ group }: Mapping) => groups.get(nameKey(group)) ?? ''
  const same = (row: Mapping) => (each: Mapping) => each.value === row.value && idOf(each) === idOf(row)
  const added = wanted.filter((row) => otherSource || !before.some(same(row)))
  const removed = before.filter((row) => !wanted.some(same(row)))
  const given = otherSource && readsGroups ? await globalGroups(tx) : []
  for (const group of new Set([...[...added, ...removed].map(idOf), ...given]))
    await refuseGroupMembership(tx, actor, group)
  await refuseAdministrators(write, wanted, idOf)
  const rows = wanted.map((row, place) => ({ value: row.value, place, group_id: idOf(row) }))
  if (id === null) await tx.deleteFrom('global_group_mapping').execute()
  else await tx.deleteFrom('group_mapping').where('identity_provider_id', '=', id).execute()
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    const some = rows.slice(at, at + rowsAtOnce)
    if (id === null) await tx.insertInto('global_group_mapping').values(some).execute()
    else
      await tx
        .insertInto('group_mapping')
        .values(some.map((row) => ({ identity_provider_id: id, ...row })))
        .execute()
  }
  await forgetSightings(write, { identityProvider: id, all: otherSource && id !== null })
}

const globalGroups = async (tx: Write['tx']) =>
  (await tx.selectFrom('global_group_mapping').select('group_id').distinct().execute()).map(
    (row) => row.group_id,
  )

/** Well below the number of parameters that a statement takes. */
const rowsAtOnce = 200

/** The rows with each group spelled as it is called here, whatever the case that it was typed in. */
export async function spelledAsHeld(db: Kysely<Tables>, rows: readonly Mapping[]): Promise<Mapping[]> {
  const found = await db
    .selectFrom('group')
    .select(['name', 'name_key'])
    .where('name_key', 'in', ['', ...new Set(rows.map(({ group }) => nameKey(group)))])
    .execute()
  const names = new Map(found.map((row) => [row.name_key, row.name]))
  return rows.map(({ value, group }) => {
    const key = nameKey(group)
    // Of names that nobody has yet, the first spelling makes the group
    if (!names.has(key)) names.set(key, group)
    return { value, group: names.get(key) ?? group }
  })
}

/** The groups by the key of their name, those made that are missing. */
async function groupIds(
  write: Write,
  { before, wanted }: Pick<Change, 'before' | 'wanted'>,
): Promise<Map<string, string>> {
  const ids = await idsByName(write.tx, [...before, ...wanted])
  for (const [index, { group: name }] of wanted.entries()) {
    const key = nameKey(name)
    if (ids.has(key)) continue
    refusePrincipalName(name, `groupMappings.mappings.${index}.group`)
    ids.set(
      key,
      await insertGroup(write, {
        config: { description: { name, description: '' } },
        directory: federatedDirectory,
      }),
    )
  }
  return ids
}

async function refuseAdministrators(
  { tx }: Write,
  wanted: readonly Mapping[],
  idOf: (row: Mapping) => string,
): Promise<void> {
  const leads = new Map<string, boolean>()
  for (const group of new Set(wanted.map(idOf))) {
    const { systemAdministrator } = await rightsOfRoles(tx, await rolesThroughGroup(tx, group))
    leads.set(group, systemAdministrator)
  }
  const faults = wanted.flatMap((row, index): FieldFault[] =>
    leads.get(idOf(row)) === true
      ? [
          {
            path: `groupMappings.mappings.${index}.group`,
            message: `The group ${row.group} leads to System Administrator. No identity provider can make System Administrators; choose another group.`,
          },
        ]
      : [],
  )
  if (faults.length > 0) throw fieldProblem('invalid_fields', faults)
}
