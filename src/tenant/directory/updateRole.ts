import { equal } from '#schema/change.ts'
import { rights as allRights, type Right } from '#schema/right.ts'
import { roleConfig, type RoleConfig } from '#schema/role/index.ts'
import { nameTaken, uniqueName } from '../object/uniqueName.ts'
import { parsed, Problem } from '../problem.ts'
import type { Write } from '../write.ts'
import { takeRole, type StoredRole } from './readRole.ts'
import { changeMembers, isEmpty, membersDetail, membersWhy, type MembersChange } from './roleMembers.ts'
import { changeRights, rightsDetail, rightsWhy } from './roleRights.ts'
import { refusePrincipalName } from './refusePrincipalName.ts'
import { recordHolderChange } from './recordHolderChange.ts'
import { nameKey } from '#schema/nameKey.ts'
import { sortKey } from '#schema/sortKey.ts'

type Change = {
  id: string
  name?: string | null | undefined
  description?: string | null | undefined
  /** All that the role holds afterwards. */
  rights?: readonly Right[] | undefined
  requiresFederation?: boolean | undefined
  members: MembersChange
  expectedVersion?: number | undefined
  /** Refuses who may not give or take these rights. */
  mayChangeRights: (changed: Right[]) => void
  /** Refuses who may not say where the members sign in. */
  mayChangeSignIn: () => Promise<void>
  /** Refuses who may not give or take membership. */
  mayChangeMembers: () => Promise<void>
}

/**
 * Renames or describes a role, or gives it other rights or members; what is not given stays. One version and event for all of it. With
 * `expectedVersion` a stale edit is refused (CF-01).
 */
export async function updateRole(
  write: Write,
  {
    id,
    name,
    description,
    rights,
    requiresFederation,
    members,
    expectedVersion,
    mayChangeRights,
    mayChangeSignIn,
    mayChangeMembers,
  }: Change,
): Promise<void> {
  const before = await takeRole(write, id, expectedVersion)
  const held = before.config
  const config = parsed(roleConfig, {
    description: {
      name: name ?? held.description.name,
      description: description ?? held.description.description,
    },
    rights: {
      rights: rights === undefined || isFixed(before.row, rights) ? held.rights.rights : [...rights],
    },
    signIn: { requiresFederation: requiresFederation ?? held.signIn.requiresFederation },
  })
  const given = without(config.rights.rights, held.rights.rights)
  const taken = without(held.rights.rights, config.rights.rights)
  if (given.length + taken.length > 0) {
    mayChangeRights([...given, ...taken])
    await changeRights(write, { before, given, taken })
  }
  const described = !equal(config.description, held.description)
  if (described) await describe(write, { before, changed: config.description })
  const otherSignIn = !equal(config.signIn, held.signIn)
  if (otherSignIn) {
    await mayChangeSignIn()
    await setSignIn(write, { before, changed: config.signIn })
  }
  let changed: MembersChange = { added: [], removed: [] }
  if (!isEmpty(members)) {
    await mayChangeMembers()
    changed = await changeMembers(write, { roleId: id, ...members })
  }
  if (!described && !otherSignIn && given.length + taken.length === 0 && isEmpty(changed)) return
  const why = [...rightsWhy({ given, taken }), ...(await membersWhy(write.tx, changed))]
  await recordHolderChange(write, {
    type: 'role',
    before,
    why: why.join('. ') || 'Changed',
    detail: { ...rightsDetail({ given, taken }), ...membersDetail(changed) },
  })
}

async function setSignIn(
  { tx }: Write,
  { before: { row }, changed }: { before: StoredRole; changed: RoleConfig['signIn'] },
): Promise<void> {
  if (row.built_in === 1)
    throw new Problem(
      'invalid_request',
      `${row.name} is built in, and its members sign in as routing rules say.`,
    )
  await tx
    .updateTable('role')
    .set({ requires_federation: changed.requiresFederation ? 1 : 0 })
    .where('id', '=', row.id)
    .execute()
}

async function describe(
  { tx }: Write,
  { before, changed }: { before: StoredRole; changed: RoleConfig['description'] },
): Promise<void> {
  const { name: held } = before.config.description
  if (before.row.built_in === 1)
    throw new Problem('invalid_request', `${held} is built in and keeps its name and description.`)
  if (changed.name !== held) refusePrincipalName(changed.name)
  await uniqueName(
    () =>
      tx
        .updateTable('role')
        .set({ ...changed, name_key: nameKey(changed.name), sort_key: sortKey(changed.name) })
        .where('id', '=', before.row.id)
        .execute(),
    nameTaken('role', changed.name),
  )
}

/** Who sends back all rights of System Administrator changes none. */
const isFixed = ({ id }: StoredRole['row'], wanted: readonly Right[]) =>
  id === 'sysadmin' && without(Object.keys(allRights) as Right[], wanted).length === 0

const without = (some: readonly Right[], others: readonly Right[]) =>
  some.filter((right) => !others.includes(right))
