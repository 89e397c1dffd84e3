import { randomSecret } from '#platform/secret.ts'
import type { Grant } from '#schema/grant.ts'
import { insertApplication } from '../application/saveApplication.ts'
import { hashSecret } from '../directory/credential.ts'
import { addToGroup } from '../directory/groupMembers.ts'
import { insertGroup } from '../directory/insertGroup.ts'
import { insertRole } from '../directory/insertRole.ts'
import { insertUser } from '../directory/insertUser.ts'
import { addMembers } from '../directory/roleMembers.ts'
import type { Tenant } from '../tenant.ts'
import { inBatches, type Progress } from './inBatches.ts'
import { seededApplication, seededGroup, seededRole, seededUser } from './seeded.ts'

type Seeding = {
  tenant: Tenant
  /** The number of the first object of each kind. */
  first: number
  count: number
  suffix: string
  progress: Progress
}

const why = 'Seeded'

/** Applications of a plain user, who has no administrative right: through a role, a group and by themselves. */
const own = { throughRole: 30, throughGroup: 20, direct: 10 }
const ownApplications = own.throughRole + own.throughGroup + own.direct
const mostPlainUsers = 5
const membersEach = 10

/**
 * Fills a tenant through the functions that every change goes through: each object is judged, and has its version and its event. Nobody knows the
 * passwords that users get; an administrator sets one for whoever is to sign in.
 */
export async function seedTenant(seeding: Seeding): Promise<void> {
  const { tenant, first, count, suffix } = seeding
  const plainUsers = Math.min(mostPlainUsers, Math.max(1, Math.floor(count / ownApplications)))
  const roles = await inBatches(
    seeding,
    { what: 'roles', count: plainUsers + Math.ceil(count / 100) },
    async (write, place) => {
      const config = seededRole(first + place)
      return principal('Role', await insertRole(write, { config, why }), config.description.name)
    },
  )
  const groups = await inBatches(seeding, { what: 'groups', count }, async (write, place) => {
    const config = seededGroup(first + place)
    return principal('Group', await insertGroup(write, { config }), config.description.name)
  })
  const users = await inBatches(seeding, { what: 'users', count }, async (write, place) => {
    const config = seededUser(first + place, suffix)
    const hash = await hashSecret(tenant, { kind: 'generated', secret: randomSecret() })
    return principal('User', await insertUser(write, { config, hash, why }), config.account.name)
  })
  const principals = { roles, groups, users, plainUsers }
  await seedMemberships(seeding, principals)
  await inBatches(seeding, { what: 'applications', count }, (write, place) => {
    const grants = grantsOf(place, { ...principals, count })
    return insertApplication(write, { ...seededApplication(first + place, grants), why, editor: null })
  })
}

type Principal = Pick<Grant, 'type' | 'id' | 'name'>
type Principals = { roles: Principal[]; groups: Principal[]; users: Principal[]; plainUsers: number }

const principal = (type: Grant['type'], id: string, name: string): Principal => ({ type, id, name })

/** A plain user is alone in the role and the group of its place; the others share theirs. */
async function seedMemberships(
  seeding: Seeding,
  { roles, groups, users, plainUsers }: Principals,
): Promise<void> {
  const others = users.slice(plainUsers)
  const membersAt = (place: number): Principal[] =>
    place < plainUsers ? users.slice(place, place + 1) : someOf(others, place * membersEach, membersEach)
  await inBatches(seeding, { what: 'members of groups', count: groups.length }, (write, place) =>
    addToGroup(write, { groupId: groups[place]?.id ?? '', users: membersAt(place).map(({ id }) => id) }),
  )
  await inBatches(seeding, { what: 'members of roles', count: roles.length }, (write, place) =>
    addMembers(write, { roleId: roles[place]?.id ?? '', members: membersAt(place) }),
  )
}

/** Those of the plain users stand between the others, one in every so many. Three in ten of the others nobody may use yet. */
function grantsOf(
  place: number,
  { roles, groups, users, plainUsers, count }: Principals & { count: number },
): Grant[] {
  const distance = Math.max(1, Math.floor(count / (plainUsers * ownApplications)))
  const slot = place / distance
  if (Number.isInteger(slot) && slot < plainUsers * ownApplications) {
    const nth = Math.floor(slot / plainUsers)
    const holders = nth < own.throughRole ? roles : nth < own.throughRole + own.throughGroup ? groups : users
    return granted(someOf(holders, slot % plainUsers, 1))
  }
  if (place % 10 < 3) return []
  const ofGroup = place % 3 === 0 ? someOf(groups.slice(plainUsers), place, 1) : []
  return granted([...someOf(roles.slice(plainUsers), place, 1), ...ofGroup])
}

const granted = (holders: Principal[]): Grant[] =>
  holders.map((holder) => ({ ...holder, rights: ['View', 'Run'] }))

/** Some of a list, from a place on and around its end. */
const someOf = <Item>(list: readonly Item[], from: number, count: number): Item[] =>
  Array.from(
    { length: Math.min(count, list.length) },
    (_, index) => list[(from + index) % list.length],
  ).filter((item) => item !== undefined)
