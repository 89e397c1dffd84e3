import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { peopleOf } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'
import { personOf } from './admit.ts'
import { readPeople, type Somebody } from './people.ts'

describe.each(testDatabases())('RT-05 people who are read in bulk, $kind', (engine) => {
  let running: TestTenant
  let all: Somebody[]

  const read = (which: Parameters<typeof readPeople>[1]['which']) =>
    readPeople(
      { database: running.tenant.database, actor: { id: 'reader' } },
      { which, now: running.tenant.clock() },
    )

  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open<Tables>() })
    const people = peopleOf(running)
    const [outer, inner] = [await people.addRole('Outer', ['monitor']), await people.addRole('Inner')]
    await people.join(outer, { Roles: [inner] })
    const above = await people.addRole('Above everybody')
    await people.join(above, { Roles: ['everybody'] })
    const group = await people.addGroup('Team')
    await people.join(inner, { Groups: [group] })
    const ids: string[] = []
    for (const name of ['one', 'two', 'three']) ids.push(await people.addUser(name))
    const [one = '', two = ''] = ids
    await people.join(inner, { Users: [one] })
    await running.admin.result('/Gatewright/Groups/AddMembers', { ID: group, Users: [two] })
    await people.addUser('boss', { InSysAdminRole: true })
    await people.addUser('glass', { Gatewright: { BreakGlass: true } })
    await people.addUser('service', { ServiceUser: true })
    await people.addUser('program', { OauthClient: true })
    const secret = { owner_type: 'user', owner_id: one } as const
    await running.tenant.database.write((tx) =>
      tx
        .updateTable('credential')
        .set({ expires_at: 1 })
        .where('owner_type', '=', secret.owner_type)
        .where('owner_id', '=', secret.owner_id)
        .execute(),
    )
    all = (await read({ after: '', size: 100 })).people
  })
  afterAll(() => running.close())

  test('are what the gate reads of each alone', async () => {
    expect(all.map(({ name }) => name.replace('@acme.test', '')).toSorted()).toEqual([
      'ada',
      'boss',
      'glass',
      'one',
      'service',
      'three',
      'two',
    ])
    for (const { name, person } of all) {
      const alone = await personOf(running.tenant.database.read, { name, agent: 'Browser' })
      expect({ ...person, agent: 'Browser', roles: new Set([...person.roles].toSorted()) }, name).toEqual({
        ...alone,
        roles: new Set([...alone.roles].toSorted()),
      })
    }
  })

  test('come once each, in parts of any size, and by name', async () => {
    for (const size of [1, 3, all.length, 50]) {
      const found: string[] = []
      for (let after: string | null = ''; after !== null;) {
        const part: Awaited<ReturnType<typeof readPeople>> = await read({ after, size })
        found.push(...part.people.map(({ id }) => id))
        after = part.last
      }
      expect(found, String(size)).toEqual(all.map(({ id }) => id))
    }
    const { people, last } = await read({ names: ['two@acme.test', 'nobody@acme.test', 'program@acme.test'] })
    expect([people.map(({ name }) => name), last]).toEqual([['two@acme.test'], null])
  })

  test('have rights and a password as they have them now', () => {
    const named = (name: string) => all.find((each) => each.name === `${name}@acme.test`)
    expect(
      all
        .filter(({ holdsRights }) => holdsRights)
        .map(({ name }) => name.replace('@acme.test', ''))
        .toSorted(),
    ).toEqual(['ada', 'boss', 'one', 'two'])
    expect([named('one')?.hasPassword, named('two')?.hasPassword]).toEqual([false, true])
  })
})
