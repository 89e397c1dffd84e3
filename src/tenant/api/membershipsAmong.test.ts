import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Right } from '#schema/right.ts'
import { testDatabases } from '#testing/database.ts'
import { addToGroup } from '#testing/groups.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { peopleOf, refusal, type People } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'

const path = '/Gatewright/Principals/MembershipsAmong'
type Named = { Type: string; Name: string }
type Reply = {
  Principals: {
    Type: string
    ID: string
    ServiceUser: boolean
    In: (Named & { Direct: boolean; Ways: Named[][]; MoreWays: number })[]
  }[]
}
type Asked = ['User' | 'Group' | 'Role', string]

describe.each(testDatabases())('who of some principals is in which others, $kind', (engine) => {
  let booted: TestTenant
  let people: People
  let flow: OAuth
  let wendy: string
  let robot: string
  let staff: string
  let inner: string
  let outer: string
  let all: Asked[]

  beforeAll(async () => {
    booted = await bootTenant({ database: await engine.open<Tables>() })
    people = peopleOf(booted)
    flow = oauthOf(booted)
    wendy = await people.addUser('wendy')
    robot = (await flow.serviceUser('robot')).id
    staff = await people.addGroup('Staff')
    inner = await people.addRole('Inner')
    outer = await people.addRole('Outer')
    await people.join(outer, { Roles: [inner], Users: [robot] })
    await people.join(inner, { Groups: [staff] })
    await booted.admin.result(addToGroup, { ID: staff, Users: [wendy] })
    all = [
      ['User', wendy],
      ['User', robot],
      ['Group', staff],
      ['Role', inner],
      ['Role', outer],
      ['Role', 'everybody'],
    ]
  })
  afterAll(() => booted.close())

  const ask = (asked: Asked[], by = booted.admin) =>
    by.result<Reply>(path, { Principals: asked.map(([Type, ID]) => ({ Type, ID })) })
  const inWords = ({ Principals }: Reply) =>
    Principals.map(({ Type, In }) => [
      Type,
      ...In.map(
        ({ Name, Direct, Ways }) =>
          `${Name}: ${[...(Direct ? ['directly'] : []), ...Ways.map((way) => way.map((each) => each.Name).join(' > '))].join('; ')}`,
      ),
    ])

  test('users, groups and roles are found in the others, through what is between', async () => {
    const reply = await ask(all)
    expect(inWords(reply)).toEqual([
      ['User', 'Staff: directly', 'Inner: Staff', 'Outer: Staff > Inner', 'Everybody: directly'],
      ['User', 'Outer: directly'],
      ['Group', 'Inner: directly', 'Outer: Inner'],
      ['Role', 'Outer: directly'],
      ['Role'],
      ['Role'],
    ])
    expect(reply.Principals.map(({ ServiceUser }) => ServiceUser)).toEqual([
      false,
      true,
      false,
      false,
      false,
      false,
    ])
  })

  test('what is between is named where it is not among them, and nobody is in what was not asked about', async () => {
    const [user] = (
      await ask([
        ['User', wendy],
        ['Role', outer],
      ])
    ).Principals
    expect(user?.In.map(({ Name, Ways }) => [Name, Ways.map((way) => way.map((each) => each.Name))])).toEqual(
      [['Outer', [['Staff', 'Inner']]]],
    )
    expect(
      inWords(
        await ask([
          ['User', wendy],
          ['User', robot],
          ['Group', 'gone'],
        ]),
      ),
    ).toEqual([['User'], ['User'], ['Group']])
    expect(await ask([])).toEqual({ Principals: [] })
  })

  test('it is what the token endpoint decides by', async () => {
    const { rowKey } = await flow.application('decided')
    await flow.grant(rowKey, { type: 'Role', id: outer }, 'View,Execute')
    const client = await flow.serviceUser('decided')
    const asks = async () =>
      (await flow.token('decided', { grant_type: 'client_credentials', scope: 'siem' }, { client })).status
    const among: Asked[] = [
      ['User', client.id],
      ['Role', outer],
    ]
    expect([inWords(await ask(among)), await asks()]).toEqual([[['User'], ['Role']], 400])
    await booted.admin.result(addToGroup, { ID: staff, Users: [client.id] })
    expect([inWords(await ask(among)), await asks()]).toEqual([
      [['User', 'Outer: Staff > Inner'], ['Role']],
      200,
    ])
  })

  test('CL-04 of a confidential client that a table calls an administrator, the role is not among them', async () => {
    const client = await people.addUser('confidential', { OauthClient: true })
    await booted.tenant.database.write((tx) =>
      tx
        .insertInto('role_member')
        .values({ role_id: 'sysadmin', member_type: 'User', member_id: client })
        .execute(),
    )
    expect(
      inWords(
        await ask([
          ['User', client],
          ['Role', 'sysadmin'],
        ]),
      ),
    ).toEqual([['User'], ['Role']])
  })

  test('NT-44 users are told to whoever may look at users, groups and roles to whoever may look at roles', async () => {
    const types = async (right: Right) => {
      const { client } = await people.somebody([right])
      return (await ask(all, client)).Principals.map(({ Type }) => Type)
    }
    expect(await types('monitor')).toHaveLength(all.length)
    expect(await types('rouserman')).toEqual(['User', 'User'])
    expect(await types('roroleman')).toEqual(['Group', 'Role', 'Role', 'Role'])
    const { client } = await people.somebody(['appman'])
    const refused = await refusal(client, path, { Principals: [{ Type: 'User', ID: wendy }] })
    expect(refused).toMatchObject({ status: 403, code: 'forbidden' })
    expect(refused.message).toContain('Role Management')
  })

  test('as many as an application has at most, and each of them once', async () => {
    const many = Array.from({ length: 501 }, (_, index): Asked => ['User', `user-${index}`])
    expect((await ask(many.slice(1))).Principals).toHaveLength(500)
    const Principals = many.map(([Type, ID]) => ({ Type, ID }))
    expect((await refusal(booted.admin, path, { Principals })).message).toContain('At most 500')
  })
})
