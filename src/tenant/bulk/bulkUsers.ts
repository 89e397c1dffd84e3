import { sql } from 'kysely'
import type { UserConfig } from '#schema/user/index.ts'
import { keepingAnAdministrator } from '../directory/administrators.ts'
import { changeAccount } from '../directory/changeAccount.ts'
import { deleteUser } from '../directory/deleteUser.ts'
import { updateUser } from '../directory/updateUser.ts'
import { Problem } from '../problem.ts'
import type { Write } from '../write.ts'
import { dependents, permissionsOf, rolesOf, type Bulk, type Target } from './bulk.ts'

export const bulkUsers: Bulk<'user'> = {
  find: async (tx, id) =>
    (await tx.selectFrom('user').select(['name', 'version']).where('id', '=', id).executeTakeFirst()) ?? null,
  actions: {
    disable: (write, target) =>
      changed(write, notOneself(target), (current) => state(current, 'Disabled'), 'State set to Disabled'),
    enable: (write, target) => changed(write, target, enabled, 'State set to None'),
    delete: (write, target) => {
      const { id } = notOneself(target)
      return keepingAnAdministrator(write, () => changeAccount(write, target, () => deleteUser(write, id)))
    },
  },
  follows: ({ tx, tenant }, { id, action }) => {
    const sessions = {
      rows: sql`login_session where user_id = ${id} and ended_at is null and expires_at > ${tenant.clock()}`,
      one: 'session that ends',
      many: 'sessions that end',
    }
    const groups = {
      rows: sql`group_member where user_id = ${id}`,
      one: 'membership of a group',
      many: 'memberships of groups',
    }
    const secrets = {
      rows: sql`credential where owner_type = 'user' and owner_id = ${id}`,
      one: 'password or secret',
      many: 'passwords and secrets',
    }
    const belongings = [rolesOf('User', id), groups, permissionsOf('User', id), secrets]
    const ends = action === 'enable' ? [] : [sessions]
    return dependents(tx, action === 'delete' ? [...belongings, ...ends] : ends)
  },
  restore: (write, { settings, from, ...target }) =>
    changed(
      write,
      target,
      (current) => ({ ...current, status: { ...current.status, state: settings['status']?.['state'] } }),
      'State restored',
      from,
    ),
}

const changed = (
  write: Write,
  target: Target,
  change: (current: UserConfig) => unknown,
  why: string,
  expectedVersion?: number,
) =>
  keepingAnAdministrator(write, () =>
    changeAccount(write, target, () => updateUser(write, { id: target.id, change, why, expectedVersion })),
  )

const state = (current: UserConfig, to: UserConfig['status']['state']) => ({
  ...current,
  status: { ...current.status, state: to },
})

/** Whoever is out for another reason stays out. */
function enabled(current: UserConfig) {
  const held = current.status.state
  if (held === 'None' || held === 'Disabled') return state(current, 'None')
  throw new Problem(
    'invalid_request',
    `${current.account.name} is ${held.toLowerCase()}, not disabled. Its Status tab can activate it all the same.`,
  )
}

function notOneself(target: Target): Target {
  if (target.id === target.actor.id)
    throw new Problem('invalid_request', 'This is your own account. Ask another administrator to do it.')
  return target
}
