import { sql, type Kysely } from 'kysely'
import type { Grant } from '#schema/grant.ts'
import { readRows, type Reading } from '../readRows.ts'
import type { Tables } from '../store/tables.ts'
import { namesOf, type Named, type NamedWays } from './membershipsOf.ts'
import { countsFor, type Step } from './rightsOf.ts'
import { keyOf, waysOf, type Holder, type Ways } from './ways.ts'

type Principal = Pick<Grant, 'type' | 'id'>

type Asked = { of: readonly Principal[]; among: readonly Principal[] }

/** A principal, and which of the others it is in. */
export type Within = Principal & { serviceUser: boolean; within: (Named & NamedWays)[] }

/** In all. Further ones are counted. */
const mostWaysNamed = 5000

/** Which of some principals each of `of` is in, and how: by the steps of a standing (rightsOf.ts), read for all of them at once. */
export async function membershipsAmong(reading: Reading, { of, among }: Asked): Promise<Within[]> {
  const db = reading.database.read
  const users = new Map(
    (await usersAmong(db, idsOf(of, 'User'))).map((user) => [keyOf({ type: 'User', id: user.id }), user]),
  )
  const steps = await readRows(reading, stepsFrom(db, { of, among }))
  const onwards = Map.groupBy(steps, throughKey)
  const holders = among.filter((each): each is Holder => each.type !== 'User')
  const found = of.map((principal) => {
    const user = users.get(keyOf(principal))
    const own = stepsOf(principal, onwards).filter(user ? countsFor(user) : () => true)
    const reached = new Set(own.map(keyOf))
    const waysTo = waysOf(own)
    const within = holders
      .filter((each) => reached.has(keyOf(each)) && keyOf(each) !== keyOf(principal))
      .map((each): Holder & Ways => ({ ...each, ...waysTo(each) }))
    return { ...principal, serviceUser: user?.service_user === 1, within }
  })
  const names = await namesOf(
    db,
    found.flatMap(({ within }) => within.flatMap((each) => [each, ...each.ways.flat()])),
  )
  const named = ({ type, id }: Holder): Named => ({ type, id, name: names.get(keyOf({ type, id })) ?? id })
  let left = mostWaysNamed
  return found.map((each) => ({
    ...each,
    within: each.within.map((to) => {
      const told = to.ways.slice(0, left)
      left -= told.length
      return {
        ...named(to),
        direct: to.direct,
        ways: told.map((way) => way.map(named)),
        more: to.more + to.ways.length - told.length,
      }
    }),
  }))
}

const idsOf = (of: readonly Principal[], wanted: Principal['type']) => [
  '',
  ...new Set(of.filter(({ type }) => type === wanted).map(({ id }) => id)),
]

const usersAmong = (db: Kysely<Tables>, ids: string[]) =>
  db.selectFrom('user').select(['id', 'service_user', 'oauth_client']).where('id', 'in', ids).execute()

/** Each step on the way from any of `of`, once, with what it comes from. Groups that are in no role and are not asked about lead nowhere. */
const stepsFrom = (db: Kysely<Tables>, { of, among }: Asked) =>
  db
    .withRecursive('step', (query) => {
      const inRole = (type: Principal['type']) =>
        query
          .selectFrom('role_member')
          .select([
            asText('Role').as('type'),
            'role_id as id',
            asText(type).as('through_type'),
            'member_id as through_id',
          ])
          .where('member_type', '=', type)
          .where('member_id', 'in', idsOf(of, type))
      return inRole('User')
        .union(inRole('Group'))
        .union(inRole('Role'))
        .union(
          query
            .selectFrom('user')
            .select([
              asText('Role').as('type'),
              asText('everybody').as('id'),
              asText('User').as('through_type'),
              'id as through_id',
            ])
            .where('in_everybody', '=', 1)
            .where('id', 'in', idsOf(of, 'User')),
        )
        .union(
          query
            .selectFrom('group_member')
            .select([
              asText('Group').as('type'),
              'group_id as id',
              asText('User').as('through_type'),
              'user_id as through_id',
            ])
            .where('user_id', 'in', idsOf(of, 'User'))
            .where((member) =>
              member.or([
                member('group_id', 'in', idsOf(among, 'Group')),
                member(
                  'group_id',
                  'in',
                  query.selectFrom('role_member').select('member_id').where('member_type', '=', 'Group'),
                ),
              ]),
            ),
        )
        .union(
          query
            .selectFrom('role_member')
            .innerJoin('step', (join) =>
              join
                .onRef('step.type', '=', 'role_member.member_type')
                .onRef('step.id', '=', 'role_member.member_id'),
            )
            .select([
              asText('Role').as('type'),
              'role_member.role_id as id',
              'step.type as through_type',
              'step.id as through_id',
            ]),
        )
    })
    .selectFrom('step')
    .select(['type', 'id', 'through_type', 'through_id'])

const asText = (text: Principal['type'] | 'everybody') => sql<string>`cast(${sql.lit(text)} as text)`

const throughKey = ({ through_type: type, through_id: id }: Step) => keyOf({ type, id })

/** The steps of one of them, as stepsOfUser gives a user's. */
function stepsOf(principal: Principal, onwards: ReadonlyMap<string, Step[]>): Step[] {
  const own = (onwards.get(keyOf(principal)) ?? []).map(({ type, id }) => ({
    type,
    id,
    through_type: '',
    through_id: '',
  }))
  const seen = new Set(own.map(keyOf))
  const steps = [...own]
  for (const at of seen) {
    const next = at === keyOf(principal) ? [] : (onwards.get(at) ?? [])
    for (const step of next) {
      steps.push(step)
      seen.add(keyOf(step))
    }
  }
  return steps
}
