import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { actor, day, now, redrockTenant, type Asker } from '#testing/redrock.ts'

const list = '@@Web Applications PLV8'

describe.each(testDatabases())('facets of lists ($kind)', (engine) => {
  let ask: Asker
  beforeAll(async () => {
    ask = await redrockTenant(engine)
    await ask.database.write(async (tx) => {
      const secret = (id: string, type: 'user' | 'application', end: number | null) => ({
        id: `${id} ${end}`,
        owner_type: type,
        owner_id: id,
        hash: '',
        label: '',
        created_at: 1,
        expires_at: end,
        last_used_at: null,
      })
      await tx
        .insertInto('credential')
        .values([
          secret('svc', 'user', now + 10 * day),
          secret('svc', 'user', now + 20 * day),
          // One that lasts longer is there already
          secret('ada', 'user', now + 10 * day),
          secret('ada', 'user', null),
          secret('a3', 'application', now - day),
        ])
        .execute()
      await tx
        .insertInto('role_member')
        .values({ role_id: 'r1', member_type: 'User', member_id: 'svc' })
        .execute()
    })
  })

  const applications = (FilterQuery: Record<string, string>) =>
    ask.column('ID', list, { args: { FilterQuery } })

  test('applications are told apart by how and when tokens are got, together and with counts', async () => {
    expect(await applications({ AuthMethods: 'ClientCreds' })).toEqual(['a1', 'a2'])
    expect(await applications({ AuthMethods: 'ResourceCreds' })).toEqual(['a1'])
    expect(await applications({ AuthMethods: 'Creds' })).toEqual([])
    expect(await applications({ ClientIdType: 'Confidential', TokenType: 'JwtRS256' })).toEqual(['a1', 'a2'])
    expect(await applications({ LastUsed: '30 to 90 days ago' })).toEqual(['a1'])
    expect(await applications({ AuthMethods: 'ClientCreds', LastUsed: 'Never' })).toEqual(['a2'])
    const counted = await ask.rows(
      'select LastUsed, ClientIdType, count(*) as Alike from Application group by LastUsed, ClientIdType order by LastUsed, ClientIdType',
    )
    expect(counted).toMatchObject([
      { LastUsed: '30 to 90 days ago', ClientIdType: 'Confidential', Alike: 1 },
      { LastUsed: 'Never', ClientIdType: '', Alike: 1 },
      { LastUsed: 'Never', ClientIdType: 'Confidential', Alike: 1 },
    ])
    // Only of what somebody may see
    const own = await ask.rows('select LastUsed, count(*) as Alike from Application group by LastUsed', {
      as: actor([]),
    })
    expect(own).toEqual([])
  })

  test('a secret that ends counts where no other lasts longer, for its application and those that its client may run', async () => {
    expect(await applications({ SecretState: 'Ends within 30 days' })).toEqual(['a1'])
    expect(await applications({ SecretState: 'Ended' })).toEqual(['a3'])
    expect(await ask.column('ID', "select ID from User where SecretState = 'Ends within 30 days'")).toEqual([
      'svc',
    ])
    expect(await ask.column('ID', "select ID from User where LastSeen = 'Within 30 days'")).toEqual([
      'ada',
      'bob',
    ])
  })
})
