import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ApiClient } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { peopleOf, refusal, type People } from '#testing/people.ts'
import { type Owner, secretsOf } from '#testing/secrets.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

describe.each(testDatabases())('AZ-02 who may, $kind', (engine) => {
  let running: TestTenant
  let people: People
  let flow: OAuth
  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open() })
    people = peopleOf(running)
    flow = oauthOf(running)
  })
  afterAll(() => running.close())
  const { user, list, body, add, client, openIdConnect } = secretsOf(() => ({ tenant: running, flow }))

  /** Both have two live secrets, so that who may add is told that, and nothing is added. */
  let owners: Owner[]
  let ids: string[]
  beforeAll(async () => {
    owners = [user((await client('guarded')).userId), await openIdConnect('guarded-portal')]
    ids = []
    for (const owner of owners) {
      for (let held = (await list(owner)).length; held < 2; held++) await add(owner)
      ids.push((await list(owner)).at(-1)?.id ?? '')
    }
  })
  const may = async (who: ApiClient, path: string) =>
    Promise.all(
      owners.map(async (owner, index) => {
        const sent = path === 'Revoke' ? { owner, id: ids[index] } : body(owner)
        return (await who.post(`/Gatewright/Secrets/${path}`, sent)).status === 200
      }),
    )

  test.each([
    { rights: ['dsman'], reads: [true, false], writes: [true, false] },
    { rights: ['appman'], reads: [false, true], writes: [false, true] },
    { rights: ['monitor'], reads: [true, true], writes: [false, false] },
    { rights: ['rouserman'], reads: [true, false], writes: [false, false] },
    { rights: ['roleman'], reads: [false, false], writes: [false, false] },
  ] as const)('$rights', async ({ rights, reads, writes }) => {
    const { client: who } = await people.somebody([...rights])
    expect(await may(who, 'List')).toEqual(reads)
    expect(await may(who, 'Add')).toEqual(writes)
    expect(await may(who, 'Revoke')).toEqual(writes)
    for (const [index, owner] of owners.entries()) if (writes[index]) ids[index] = (await add(owner)).id
  })

  test('who manages one application adds and revokes there, and nowhere else', async () => {
    const { id, client: who } = await people.somebody()
    const [, own] = owners
    if (!own) throw new Error('no application')
    await flow.grant(own.id, { type: 'User', id }, 'Admin')
    expect([await may(who, 'List'), await may(who, 'Add')]).toEqual([
      [false, true],
      [false, true],
    ])
    const other = await openIdConnect('another-portal')
    expect((await who.post('/Gatewright/Secrets/Add', body(other))).status).toBe(403)
  })

  test('nobody reaches the secret of one owner by way of another', async () => {
    const [first, second] = owners
    if (!first || !second) throw new Error('two owners')
    expect(
      await refusal(running.admin, '/Gatewright/Secrets/Revoke', { owner: first, id: ids[1] }),
    ).toMatchObject({ code: 'not_found' })
    expect((await list(second)).map(({ id }) => id)).toContain(ids[1])
  })
})
